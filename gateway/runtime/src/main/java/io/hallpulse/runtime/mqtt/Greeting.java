package io.hallpulse.runtime.mqtt;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The first packet of a broker, or of whatever else listens there: what is wrong with it, and the mend. */
final class Greeting {
    private static final int CONNACK = 0x20;
    private static final int TLS_ALERT = 0x15;
    private static final int TLS_HANDSHAKE = 0x16;
    private static final int SHOWN_BYTES = 8;
    /** Of an MQTT 3 answer, which has neither reason codes nor properties. */
    private static final int MQTT_3_REMAINING = 2;

    private static final int FIRST_REFUSAL = 0x80;

    private Greeting() {}

    /**
     * Passes the first byte of a CONNACK.
     *
     * @param in what follows it
     */
    static void requireConnack(int first, InputStream in) throws IOException {
        if (first == CONNACK) {
            return;
        }
        if (first == TLS_ALERT || first == TLS_HANDSHAKE) {
            throw new IOException(
                    "it speaks TLS on this port, and we do not; write ssl:// in the url, or the broker's plain port");
        }
        byte[] bytes = new byte[Math.min(SHOWN_BYTES, 1 + in.available())];
        bytes[0] = (byte) first;
        int count = bytes.length < 2 ? 1 : 1 + Math.max(0, in.read(bytes, 1, bytes.length - 1));
        String text = new String(bytes, 0, count, StandardCharsets.US_ASCII);
        throw new IOException(
                text.startsWith("HTTP")
                        ? "a web server (HTTP) listens there, no MQTT broker; write the broker's port"
                        : "what listens there is no MQTT broker, it begins with the bytes "
                                + HexFormat.of().formatHex(bytes, 0, count) + "; write the broker's port");
    }

    /** A connection that was closed before its first byte. */
    static EOFException silent() {
        return new EOFException("it closed the connection without an answer; is it an MQTT 5 broker, is this its port,"
                + " and does the url say ssl:// where it speaks TLS and tcp:// where it does not?");
    }

    /** Passes a CONNACK of MQTT 5 that lets us in. */
    static void requireAccepted(byte[] connack) throws IOException {
        ByteBuffer packet = ByteBuffer.wrap(connack, 1, connack.length - 1);
        int remaining = VariableInteger.read(packet);
        int reason = remaining < MQTT_3_REMAINING ? -1 : packet.get(packet.position() + 1) & 0xFF;
        if (reason >= FIRST_REFUSAL) {
            throw new IOException(ReasonWords.refusal(reason));
        }
        if (remaining <= MQTT_3_REMAINING) {
            throw new IOException(ReasonWords.refusal(ReasonWords.UNSUPPORTED_VERSION));
        }
    }
}
