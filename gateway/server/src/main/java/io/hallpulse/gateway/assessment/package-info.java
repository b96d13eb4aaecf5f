/** Assessments (评议): schemes as files, and what is counted by them. It reads tallies, never presses, and nothing beneath knows of it. */
@NullMarked
package io.hallpulse.gateway.assessment;

import org.jspecify.annotations.NullMarked;
