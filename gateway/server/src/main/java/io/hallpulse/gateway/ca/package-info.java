/**
 * The site's certificate authority: who terminals and the gateway are to each other. A press comes in over a connection whose certificate
 * was issued here and is still accepted by the register that is kept here.
 */
@NullMarked
package io.hallpulse.gateway.ca;

import org.jspecify.annotations.NullMarked;
