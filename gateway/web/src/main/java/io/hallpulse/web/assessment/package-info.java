/** What the pages of assessments show: schemes, rounds, facts, rankings and scorecards, as their templates need them. */
@NullMarked
package io.hallpulse.web.assessment;

import org.jspecify.annotations.NullMarked;
