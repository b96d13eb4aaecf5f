/** The page on which new terminals are let in, and certificates have their ends. */
@NullMarked
package io.hallpulse.web.enrolment;

import org.jspecify.annotations.NullMarked;
