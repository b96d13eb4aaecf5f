package io.hallpulse.systemtests.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Clients of a stream of scores, all read by one thread, which notes how old each document was when its last byte came. */
final class ManyScreens implements AutoCloseable {
    /** Of one address a gateway takes fewer. */
    private static final int OF_ONE_ADDRESS = 50;

    private static final String AS_OF = "\"asOf\":\"";
    private static final int INSTANT = "2026-11-22T10:04:05.526Z".length();
    private static final int HEAD = 512;

    private final Selector selector = open();
    private final List<SocketChannel> channels = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    private final List<Double> millis = new ArrayList<>();
    private boolean notes;
    private long events;

    /** What has come of the event that a client is in the middle of. */
    private static final class Screen {
        private final StringBuilder head = new StringBuilder();
        private byte last;
    }

    private static Selector open() {
        try {
            return Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ManyScreens connect(int clients, int port, String path) {
        ManyScreens screens = new ManyScreens();
        byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        try {
            for (int i = 0; i < clients; i++) {
                SocketChannel channel = SocketChannel.open();
                channel.bind(new InetSocketAddress("127.0.0." + (2 + i / OF_ONE_ADDRESS), 0));
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.connect(new InetSocketAddress("127.0.0.1", port));
                channel.write(ByteBuffer.wrap(request));
                channel.configureBlocking(false);
                channel.register(screens.selector, SelectionKey.OP_READ, new Screen());
                screens.channels.add(channel);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return screens;
    }

    /** Reads for so long without noting anything. */
    void settle(Duration time) {
        notes = false;
        read(time);
    }

    /** Reads for so long; the ages of all documents in milliseconds. */
    List<Double> watch(Duration time) {
        notes = true;
        millis.clear();
        events = 0;
        read(time);
        return List.copyOf(millis);
    }

    /** Documents that came while it watched last. */
    long events() {
        return events;
    }

    private void read(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        try {
            while (System.nanoTime() < end) {
                selector.select(10);
                for (SelectionKey key : selector.selectedKeys()) {
                    read((SocketChannel) key.channel(), (Screen) key.attachment());
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(SocketChannel channel, Screen screen) throws IOException {
        buffer.clear();
        if (channel.read(buffer) < 0) {
            throw new IOException("the server ended a stream");
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
            byte next = buffer.get();
            if (next == '\n' && screen.last == '\n') {
                ended(screen.head.toString());
                screen.head.setLength(0);
            } else if (screen.head.length() < HEAD) {
                screen.head.append((char) next);
            }
            screen.last = next;
        }
    }

    private void ended(String head) {
        int place = head.indexOf(AS_OF);
        if (notes && place >= 0) {
            place += AS_OF.length();
            long asOf = Instant.parse(head.substring(place, place + INSTANT)).toEpochMilli();
            millis.add((double) (System.currentTimeMillis() - asOf));
            events++;
        }
    }

    @Override
    public void close() {
        try {
            for (SocketChannel channel : channels) {
                channel.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
