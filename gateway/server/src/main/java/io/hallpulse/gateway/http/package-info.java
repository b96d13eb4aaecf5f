/** The HTTP server and what all routes share: where they are entered, how answers, refusals and downloads leave, and what a client may cost. */
@NullMarked
package io.hallpulse.gateway.http;

import org.jspecify.annotations.NullMarked;
