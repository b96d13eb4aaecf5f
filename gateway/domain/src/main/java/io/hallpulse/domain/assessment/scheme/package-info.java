/**
 * The scheme of an assessment (评议方案) as plain values: who is assessed, which facts count, what they are worth, how ranks are formed,
 * and what follows from them. Words and keys are those of a scheme file.
 */
@NullMarked
package io.hallpulse.domain.assessment.scheme;

import org.jspecify.annotations.NullMarked;
