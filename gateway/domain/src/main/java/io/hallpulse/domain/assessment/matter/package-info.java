/**
 * A case (办件): something somebody must do by a date, or an honour that is held. Its state machine is data, a flow of a scheme; here is what
 * may happen to a case of it. Pure decisions: no clock, no I/O. Source: the assessments' design, sections 7.3 and 7.4.
 */
@NullMarked
package io.hallpulse.domain.assessment.matter;

import org.jspecify.annotations.NullMarked;
