package io.hallpulse.runtime.mqtt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A PUBLISH of a broker as the MQTT client (Paho 1.2.5) can read it: without properties, none of which these programs use, and with a
 * topic of letters that it accepts. It dies of what any client of the broker may send: control characters in a topic or in a string
 * property, correlation data of 32 KiB, a topic with a letter that Unicode has set aside.
 */
final class IncomingPublish {
    /** The first half of the first byte of a PUBLISH. */
    static final int TYPE = 3;

    private static final int HIGHEST_QOS = 2;
    private static final char INSTEAD = '?';

    private final ByteBuffer packet;
    private final String topic;
    private final int firstByte;
    private final int topicEnd;
    private final int idEnd;
    private final int payloadFrom;

    private IncomingPublish(ByteBuffer packet) {
        this.packet = packet;
        this.firstByte = packet.get();
        VariableInteger.read(packet); // its own length
        byte[] name = new byte[packet.getShort() & 0xFFFF];
        packet.get(name);
        this.topic = new String(name, StandardCharsets.UTF_8);
        this.topicEnd = packet.position();
        int qos = firstByte >> 1 & 3;
        if (qos > HIGHEST_QOS) {
            throw new UncheckedIOException(new IOException("a message of QoS 3"));
        }
        packet.position(topicEnd + (qos == 0 ? 0 : Short.BYTES));
        this.idEnd = packet.position();
        int properties = VariableInteger.read(packet);
        packet.position(packet.position() + properties);
        this.payloadFrom = packet.position();
    }

    /**
     * Takes a packet apart.
     *
     * @throws IOException where its lengths contradict each other
     */
    static IncomingPublish read(byte[] packet) throws IOException {
        try {
            return new IncomingPublish(ByteBuffer.wrap(packet));
        } catch (java.nio.BufferUnderflowException | IllegalArgumentException | UncheckedIOException e) {
            throw new IOException("the broker sent a malformed PUBLISH packet; connecting anew", e);
        }
    }

    /** The topic as the client gets it, where it differs from the one that was sent. */
    Optional<String> cleanedTopic() {
        String clean = clean(topic);
        return clean.equals(topic) ? Optional.empty() : Optional.of(clean);
    }

    /** The packet for the client. */
    byte[] harmless() {
        if (payloadFrom == idEnd + 1 && cleanedTopic().isEmpty()) {
            return packet.array();
        }
        byte[] name = clean(topic).getBytes(StandardCharsets.UTF_8);
        byte[] id = Arrays.copyOfRange(packet.array(), topicEnd, idEnd);
        int payload = packet.limit() - payloadFrom;
        int remaining = Short.BYTES + name.length + id.length + 1 + payload;
        byte[] length = VariableInteger.bytes(remaining);
        return ByteBuffer.allocate(1 + length.length + remaining)
                .put((byte) firstByte)
                .put(length)
                .putShort((short) name.length)
                .put(name)
                .put(id)
                .put((byte) 0) // no properties
                .put(packet.array(), payloadFrom, payload)
                .array();
    }

    private static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints().forEach(letter -> clean.appendCodePoint(isReadable(letter) ? letter : INSTEAD));
        return clean.toString();
    }

    private static boolean isReadable(int letter) {
        boolean noncharacter = letter >= 0xFDD0 && letter <= 0xFDEF || (letter & 0xFFFE) == 0xFFFE;
        return !noncharacter && !Character.isISOControl(letter);
    }
}
