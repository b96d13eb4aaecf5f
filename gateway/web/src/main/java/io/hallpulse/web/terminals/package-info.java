/** The list of terminals, and one of them. */
@NullMarked
package io.hallpulse.web.terminals;

import org.jspecify.annotations.NullMarked;
