/** Bringing a terminal into service: the code that a technician carries from the gateway to the terminal. */
@NullMarked
package io.hallpulse.contract.enrolment;

import org.jspecify.annotations.NullMarked;
