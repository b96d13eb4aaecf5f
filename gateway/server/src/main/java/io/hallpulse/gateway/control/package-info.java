/** The way by which commands reach the gateway that runs on the same folder. A press never comes here. */
@NullMarked
package io.hallpulse.gateway.control;

import org.jspecify.annotations.NullMarked;
