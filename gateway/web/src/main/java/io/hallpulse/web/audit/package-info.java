/** The record of who changed what. */
@NullMarked
package io.hallpulse.web.audit;

import org.jspecify.annotations.NullMarked;
