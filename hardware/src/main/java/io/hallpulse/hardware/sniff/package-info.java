/**
 * Finds out what is at the other end of a cable: presses come in as raw bytes, and the protocol that makes valid frames of them
 * is named. Nothing here delivers a press.
 */
@NullMarked
package io.hallpulse.hardware.sniff;

import org.jspecify.annotations.NullMarked;
