/** What the pages of cases show: those of whoever writes one, and those of the people at work, as their templates need them. */
@NullMarked
package io.hallpulse.web.cases;

import org.jspecify.annotations.NullMarked;
