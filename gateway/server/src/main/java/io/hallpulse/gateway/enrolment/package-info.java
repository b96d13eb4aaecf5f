/**
 * How a new terminal gets its certificate and its configuration: a code that a technician carries to it, a request that waits until somebody
 * says which terminal it is, and the certificate. No press comes here.
 */
@NullMarked
package io.hallpulse.gateway.enrolment;

import org.jspecify.annotations.NullMarked;
