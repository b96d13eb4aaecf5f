package io.hallpulse.gateway.broker;

/**
 * Which characters a string in an MQTT packet may hold: all that MQTT 5 (1.5.4) leaves to receivers to refuse are refused here, since
 * Eclipse Paho ends its receiving thread on them.
 */
final class MqttText {
    private MqttText() {}

    /** Whether every receiver takes it: no control characters, no non-characters, and nothing that was no UTF-8. */
    static boolean isSound(String text) {
        return text.codePoints().allMatch(MqttText::isSound);
    }

    private static boolean isSound(int c) {
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE; // one without its pair
        boolean nonCharacter = (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
        boolean replaced = c == 0xFFFD; // what Netty makes of bytes that are no UTF-8, a lone surrogate among them
        return !Character.isISOControl(c) && !surrogate && !nonCharacter && !replaced;
    }
}
