/**
 * What crosses between terminals, gateways and anyone who listens: identifiers, levels and topics. Pure values, no I/O.
 * Messages are in {@code message}, the grammar of configuration files in {@code config}.
 */
@NullMarked
package io.hallpulse.contract;

import org.jspecify.annotations.NullMarked;
