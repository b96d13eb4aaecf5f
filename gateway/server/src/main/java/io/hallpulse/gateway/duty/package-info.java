/**
 * Who signs in at a window by the gateway, and which windows pause. A press that names nobody is taken to be of whoever was on duty when it was
 * pressed.
 */
@NullMarked
package io.hallpulse.gateway.duty;

import org.jspecify.annotations.NullMarked;
