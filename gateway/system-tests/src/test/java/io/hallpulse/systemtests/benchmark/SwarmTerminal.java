package io.hallpulse.systemtests.benchmark;

import io.hallpulse.contract.Topics;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** One terminal of a {@link Swarm}: only the packets of MQTT 5 that it needs. The swarm's thread. */
final class SwarmTerminal implements AutoCloseable {
    private static final byte[] UP_TO = "\"upTo\":".getBytes(StandardCharsets.US_ASCII);
    // ids of packets that no message of presses has
    private static final int ACK_SUBSCRIPTION = 65535;
    private static final int STATUS = 65534;
    private static final int QOS_1 = 0x32;
    private static final int QOS_1_RETAINED = 0x33;

    private final SelectionKey key;
    private final SocketChannel channel;
    private final Backlog backlog;
    private final int number;
    private final byte[] topic;
    private final List<byte[]> messages;
    private final boolean untilAcknowledged;
    private final Swarm.Progress progress;
    private final Deque<ByteBuffer> out = new ArrayDeque<>();
    private final ByteBuffer in = ByteBuffer.allocate(8 * 1024);
    private boolean ready;
    private boolean begun;
    private int sent;
    private int published;
    private int acknowledged;
    private long progressNanos;

    SwarmTerminal(SelectionKey key, Backlog backlog, int number, boolean untilAcknowledged, Swarm.Progress progress) {
        this.key = key;
        this.channel = (SocketChannel) key.channel();
        this.backlog = backlog;
        this.number = number;
        this.topic = topic(Topics.Kind.PRESSES);
        this.messages = backlog.messages(number);
        this.untilAcknowledged = untilAcknowledged;
        this.progress = progress;
    }

    private byte[] topic(Topics.Kind kind) {
        return Topics.of(Backlog.terminal(number), kind).getBytes(StandardCharsets.UTF_8);
    }

    int messages() {
        return messages.size();
    }

    /** The name is of this backlog alone: what ends an earlier client late must not end this one. */
    void connect() throws IOException {
        byte[] id = (backlog.name() + "/" + Backlog.terminal(number)).getBytes(StandardCharsets.UTF_8);
        ByteBuffer packet = packet(0x10, 11 + 2 + id.length);
        text(packet, "MQTT".getBytes(StandardCharsets.US_ASCII));
        packet.put((byte) 5).put((byte) 2).putShort((short) 0).put((byte) 0);
        text(packet, id);
        write(packet);
    }

    /** Sends until so many messages are under way; from then on it keeps {@link Swarm#IN_FLIGHT} under way. */
    void fill(int underWay) throws IOException {
        begun = underWay == Swarm.IN_FLIGHT;
        progressNanos = System.nanoTime();
        int done = untilAcknowledged ? acknowledged : published;
        while (sent < messages.size() && sent - done < underWay && progress.mayPublish()) {
            progress.sent++;
            byte[] payload = messages.get(sent++);
            publish(QOS_1, topic, sent % STATUS, payload);
        }
    }

    /** Others' messages have arrived, so that it may send. */
    void goOn() {
        try {
            if (begun && sent < messages.size()) {
                fill(Swarm.IN_FLIGHT);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void publish(int type, byte[] to, int id, byte[] payload) throws IOException {
        ByteBuffer packet = packet(type, 2 + to.length + 2 + 1 + payload.length);
        text(packet, to);
        packet.putShort((short) id).put((byte) 0).put(payload);
        write(packet);
    }

    /** What did not reach the gateway is sent again, as an agent does. */
    void sendAgainIfStalled(long now, long stalledNanos) throws IOException {
        if (begun && untilAcknowledged && acknowledged < messages.size() && now - progressNanos > stalledNanos) {
            progress.sentAgain += sent - acknowledged;
            sent = acknowledged;
            published = acknowledged;
            fill(Swarm.IN_FLIGHT);
        }
    }

    void ready(boolean readable, boolean writable) throws IOException {
        if (writable) {
            flush();
        }
        if (readable) {
            read();
        }
    }

    private void read() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("the broker ended a connection");
        }
        in.flip();
        while (packetIsWhole()) {
            int type = in.get() & 0xff;
            int length = varint(in);
            int end = in.position() + length;
            took(type, end);
            in.position(end);
        }
        in.compact();
    }

    private void took(int type, int end) throws IOException {
        switch (type >> 4) {
            case 2 -> subscribe();
            case 9 -> publish(QOS_1_RETAINED, topic(Topics.Kind.STATUS), STATUS, backlog.status(number));
            case 4 -> published(in.getShort(in.position()) & 0xffff);
            case 3 -> ack(type, end);
            case 14 -> throw new EOFException("the broker disconnects us, reason " + in.get());
            default -> throw new IOException("an unexpected packet of type " + (type >> 4));
        }
    }

    private void published(int id) throws IOException {
        if (id == STATUS) {
            becomesReady(!untilAcknowledged);
            return;
        }
        published++;
        progress.published++;
        if (!untilAcknowledged && begun) {
            fill(Swarm.IN_FLIGHT);
        }
    }

    /** Its status is where it should be. */
    private void becomesReady(boolean isReady) {
        if (isReady && !ready) {
            ready = true;
            progress.ready++;
        }
    }

    private void ack(int type, int end) throws IOException {
        in.position(in.position() + 2 + in.getShort(in.position()));
        if ((type & 6) != 0) {
            ByteBuffer puback = packet(0x40, 2);
            puback.putShort(in.getShort());
            write(puback);
        }
        becomesReady(true);
        int covered = upTo(end) / backlog.batch();
        if (covered > acknowledged) {
            progress.acknowledged += covered - acknowledged;
            acknowledged = covered;
        }
        if (begun) {
            fill(Swarm.IN_FLIGHT);
        }
    }

    /** The last member of an ack, without reading the rest of it. */
    private int upTo(int end) throws IOException {
        for (int at = in.position(); at < end - UP_TO.length; at++) {
            int matched = 0;
            while (matched < UP_TO.length && in.get(at + matched) == UP_TO[matched]) {
                matched++;
            }
            if (matched == UP_TO.length) {
                int number = 0;
                for (int digit = at + matched; in.get(digit) >= '0' && in.get(digit) <= '9'; digit++) {
                    number = number * 10 + in.get(digit) - '0';
                }
                return number;
            }
        }
        throw new IOException("an ack without upTo");
    }

    private void subscribe() throws IOException {
        byte[] filter = topic(Topics.Kind.ACK);
        ByteBuffer packet = packet(0x82, 2 + 1 + 2 + filter.length + 1);
        packet.putShort((short) ACK_SUBSCRIPTION).put((byte) 0);
        text(packet, filter);
        packet.put((byte) 1);
        write(packet);
    }

    private boolean packetIsWhole() {
        int length = 0;
        for (int i = 1; i <= 4 && in.remaining() > i; i++) {
            int next = in.get(in.position() + i);
            length |= (next & 0x7f) << 7 * (i - 1);
            if (next >= 0) {
                return in.remaining() >= 1 + i + length;
            }
        }
        return false;
    }

    private static int varint(ByteBuffer from) {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = from.get();
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static ByteBuffer packet(int type, int length) {
        ByteBuffer packet = ByteBuffer.allocate(5 + length);
        packet.put((byte) type);
        int rest = length;
        do {
            int low = rest & 0x7f;
            rest >>= 7;
            packet.put((byte) (rest > 0 ? low | 0x80 : low));
        } while (rest > 0);
        return packet;
    }

    private static void text(ByteBuffer packet, byte[] text) {
        packet.putShort((short) text.length).put(text);
    }

    private void write(ByteBuffer packet) throws IOException {
        out.add(packet.flip());
        flush();
    }

    private void flush() throws IOException {
        while (!out.isEmpty()) {
            channel.write(out.element());
            if (out.element().hasRemaining()) {
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                return;
            }
            out.remove();
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    /** Says good-bye, so that the broker ends the session at once. */
    @Override
    public void close() throws IOException {
        try (channel) {
            write(packet(0xe0, 0));
        }
    }
}
