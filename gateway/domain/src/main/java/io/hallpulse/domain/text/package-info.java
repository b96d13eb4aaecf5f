/** What is told of texts by themselves. */
@NullMarked
package io.hallpulse.domain.text;

import org.jspecify.annotations.NullMarked;
