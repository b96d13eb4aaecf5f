/** The configuration of the gateway: {@code gateway.yaml} as records, checked as a whole. */
@NullMarked
package io.hallpulse.gateway.config;

import org.jspecify.annotations.NullMarked;
