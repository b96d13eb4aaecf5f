/**
 * What the public sees of an assessment (公布): rows of a counted round by the columns of the scheme, with small numbers kept from it. Pure: no
 * clock, no I/O. Source: the assessments' design, section 8.
 */
@NullMarked
package io.hallpulse.domain.assessment.publication;

import org.jspecify.annotations.NullMarked;
