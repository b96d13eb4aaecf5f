/** Where the MQTT client that agent and gateway share is mended. */
@org.jspecify.annotations.NullMarked
package io.hallpulse.runtime.mqtt;
