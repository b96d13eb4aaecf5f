@NullMarked
package io.hallpulse.domain.directory;

import org.jspecify.annotations.NullMarked;
