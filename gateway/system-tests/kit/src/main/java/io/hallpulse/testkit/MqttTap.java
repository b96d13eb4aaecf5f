package io.hallpulse.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/**
 * Reads the messages that one direction of an MQTT 5 connection publishes (OASIS MQTT 5.0, 3.3) and passes over all other packets.
 * For one thread.
 */
final class MqttTap {
    private static final int PUBLISH = 3;
    private static final int MOST_BYTES = 1 << 20;

    private final BiConsumer<String, byte[]> messages;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    /** @param messages is told topic and payload of each */
    MqttTap(BiConsumer<String, byte[]> messages) {
        this.messages = messages;
    }

    void passed(byte[] bytes, int count) {
        pending.write(bytes, 0, count);
        if (pending.size() > MOST_BYTES) {
            pending.reset(); // no MQTT of ours
        }
        ByteBuffer packets = ByteBuffer.wrap(pending.toByteArray());
        int consumed = 0;
        while (packets.remaining() >= 2) {
            int header = packets.get() & 0xFF;
            int length = variable(packets);
            if (length < 0 || packets.remaining() < length) {
                break;
            }
            ByteBuffer body = packets.slice().limit(length);
            packets.position(packets.position() + length);
            consumed = packets.position();
            if (header >> 4 == PUBLISH) {
                publish(header, body);
            }
        }
        byte[] all = pending.toByteArray();
        pending.reset();
        pending.write(all, consumed, all.length - consumed);
    }

    private void publish(int header, ByteBuffer body) {
        byte[] topic = new byte[body.getShort() & 0xFFFF];
        body.get(topic);
        if ((header & 0x06) != 0) {
            body.getShort(); // packet id
        }
        int properties = variable(body);
        body.position(body.position() + properties);
        byte[] payload = new byte[body.remaining()];
        body.get(payload);
        messages.accept(new String(topic, StandardCharsets.UTF_8), payload);
    }

    /** A variable byte integer; -1 where its bytes have not all come. */
    private static int variable(ByteBuffer bytes) {
        int value = 0;
        for (int shift = 0; bytes.hasRemaining(); shift += 7) {
            int next = bytes.get();
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        return -1;
    }
}
