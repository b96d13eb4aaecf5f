/** The MQTT client that agent and gateway share, and the mends of its faults. */
@org.jspecify.annotations.NullMarked
package io.hallpulse.runtime.mqtt;
