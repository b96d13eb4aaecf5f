package io.hallpulse.runtime.mqtt;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What comes from a broker, read packet by packet before the client sees it: the first one must be the answer of an MQTT 5 broker that
 * takes us, none may be longer than CONNECT allowed, and each PUBLISH is made harmless. A read that times out goes on where it was. For the
 * client's receiving thread.
 */
final class PacketInput extends InputStream {
    private static final Logger log = LoggerFactory.getLogger(PacketInput.class);
    private static final int BUFFER_BYTES = 4096;
    private static final int LONGEST_HEADER = 1 + VariableInteger.MOST_BYTES;

    private static final int PUBACK = 4;
    /** Where a PUBACK, of fewer than 128 bytes here, has its reason code. */
    private static final int REASON = 4;

    private static final int PACKET_TOO_LARGE = 0x95;

    private final InputStream in;
    private final String broker;
    private final int mostBytes;
    private final ByteBuffer header = ByteBuffer.allocate(LONGEST_HEADER);
    private ByteBuffer incoming = ByteBuffer.allocate(0);
    private ByteBuffer packet = ByteBuffer.allocate(0);
    private boolean greeted;
    private final AtomicLong cleaned = new AtomicLong();

    /**
     * @param broker how messages call it
     * @param mostBytes of a packet
     */
    PacketInput(InputStream in, String broker, int mostBytes) {
        this.in = new BufferedInputStream(in, BUFFER_BYTES);
        this.broker = broker;
        this.mostBytes = mostBytes;
    }

    @Override
    public int available() throws IOException {
        return packet.hasRemaining() ? packet.remaining() : in.available();
    }

    @Override
    public int read() throws IOException {
        return isAtEnd() ? -1 : packet.get() & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (isAtEnd()) {
            return -1;
        }
        int count = Math.min(length, packet.remaining());
        packet.get(bytes, from, count);
        return count;
    }

    /** Reads the next packet, where the one before is used up. */
    private boolean isAtEnd() throws IOException {
        while (!packet.hasRemaining()) {
            if (!readHeader() || !readRest()) {
                return true;
            }
            packet = ByteBuffer.wrap(checked(incoming.array()));
            header.clear();
            incoming = ByteBuffer.allocate(0);
        }
        return false;
    }

    private boolean readHeader() throws IOException {
        while (incoming.capacity() == 0) {
            int next = in.read();
            if (next < 0) {
                return ended();
            }
            header.put((byte) next);
            if (!greeted && header.position() == 1) {
                Greeting.requireConnack(next, in);
            }
            boolean last = header.position() > 1 && (next & 0x80) == 0;
            if (last) {
                header.flip();
                int start = header.limit();
                int remaining = VariableInteger.read(header.position(1));
                if (start + remaining > mostBytes) {
                    throw new IOException("the broker sends a packet of " + (start + remaining)
                            + " bytes, and was told " + mostBytes + " as the most; mend the broker");
                }
                incoming = ByteBuffer.allocate(start + remaining).put(header.position(0));
            } else if (!header.hasRemaining()) {
                throw new IOException("the broker sent a packet without a readable length; connecting anew");
            }
        }
        return true;
    }

    private boolean readRest() throws IOException {
        while (incoming.hasRemaining()) {
            int count = in.read(incoming.array(), incoming.position(), incoming.remaining());
            if (count < 0) {
                return ended();
            }
            incoming.position(incoming.position() + count);
        }
        return true;
    }

    private boolean ended() throws IOException {
        if (!greeted) {
            throw Greeting.silent();
        }
        return false;
    }

    private byte[] checked(byte[] whole) throws IOException {
        if (!greeted) {
            Greeting.requireAccepted(whole);
            greeted = true;
        } else if ((whole[0] & 0xF0) >> 4 == IncomingPublish.TYPE) {
            IncomingPublish publish = IncomingPublish.read(whole);
            publish.cleanedTopic().ifPresent(this::report);
            return publish.harmless();
        } else if ((whole[0] & 0xF0) >> 4 == PUBACK
                && whole.length > REASON
                && (whole[REASON] & 0xFF) == PACKET_TOO_LARGE) {
            whole[REASON] = (byte) PatientNetwork.MESSAGE_TOO_LARGE;
        }
        return whole;
    }

    private void report(String topic) {
        if (cleaned.incrementAndGet() == 1) {
            log.warn(
                    "a message came from {} with control characters in its topic, {} with '?' for each; some client sends what no"
                            + " terminal does. More of this connection are counted",
                    broker,
                    topic);
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Logs how many more there were, once the connection has ended. Any thread. */
    void reportRest() {
        long times = cleaned.getAndSet(0);
        if (times > 1) {
            log.warn("{} times more: a message from {} with control characters in its topic", times - 1, broker);
        }
    }
}
