package io.hallpulse.gateway.broker;

import io.netty.handler.codec.mqtt.MqttReasonCodes;

/**
 * Why the embedded broker ends a client's connection.
 *
 * @param code what MQTT 5 calls it
 * @param why for the log and the client, without its data
 */
record Refusal(MqttReasonCodes.Disconnect code, String why) {}
