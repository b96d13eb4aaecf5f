package io.hallpulse.testkit;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/** What listens where a broker should: it answers a message of one type with given bytes and then waits, or closes where they are none. */
public final class PlayedServer implements AutoCloseable {
    public static final int CONNECT = 1;
    public static final int PUBLISH = 3;
    private static final int SUBSCRIBE = 8;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger connections = new AtomicInteger();
    private final int type;
    private final byte[] answer;

    /**
     * @param type of the packet to answer; up to that one a broker is played
     * @param answer in hexadecimal digits
     */
    public PlayedServer(int type, String answer) throws IOException {
        this.type = type;
        this.answer = HexFormat.of().parseHex(answer);
        Thread thread = new Thread(this::run, "played-server");
        thread.setDaemon(true);
        thread.start();
    }

    public String url() {
        return "tcp://127.0.0.1:" + port();
    }

    public int port() {
        return server.getLocalPort();
    }

    public int connections() {
        return connections.get();
    }

    private void run() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                connections.incrementAndGet();
                talk(client);
            } catch (IOException e) {
                // the client, or the test, has ended it
            }
        }
    }

    private void talk(Socket client) throws IOException {
        DataInputStream in = new DataInputStream(client.getInputStream());
        while (true) {
            int packet = in.readUnsignedByte() >> 4;
            if (packet == type && answer.length == 0) {
                return;
            }
            byte[] body = type == CONNECT ? new byte[0] : in.readNBytes(length(in));
            if (packet == type) {
                client.getOutputStream().write(answer);
                in.skipNBytes(Long.MAX_VALUE); // until the client goes
            } else if (packet == CONNECT) {
                client.getOutputStream().write(new byte[] {0x20, 3, 0, 0, 0});
            } else if (packet == SUBSCRIBE) {
                client.getOutputStream().write(new byte[] {(byte) 0x90, 5, body[0], body[1], 0, 1, 1});
            }
        }
    }

    private static int length(DataInputStream in) throws IOException {
        int low = in.readUnsignedByte();
        return low < 128 ? low : low - 128 + 128 * in.readUnsignedByte();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
