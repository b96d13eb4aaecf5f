@NullMarked
package io.hallpulse.gateway.pages;

import org.jspecify.annotations.NullMarked;
