/** The pages that people open, their styles and scripts, and the manual. */
@NullMarked
package io.hallpulse.gateway.pages;

import org.jspecify.annotations.NullMarked;
