/** The account of all presses, and what could not be read. */
@NullMarked
package io.hallpulse.web.account;

import org.jspecify.annotations.NullMarked;
