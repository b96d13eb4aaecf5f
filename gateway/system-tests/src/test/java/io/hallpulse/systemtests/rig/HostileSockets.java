package io.hallpulse.systemtests.rig;

import io.hallpulse.testkit.RawMqtt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The connections of one hostile act. They end with it, and closing them ends it, whatever it waits for. Any thread. */
final class HostileSockets implements AutoCloseable {
    /** So that the kernel keeps little of what is not read. */
    private static final int RECEIVE_BYTES = 4096;

    private static final int PATIENCE_MILLIS = 2000;

    private final int mqttPort;
    private final int httpPort;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    HostileSockets(int mqttPort, int httpPort) {
        this.mqttPort = mqttPort;
        this.httpPort = httpPort;
    }

    /** One to the broker that has said nothing. */
    RawMqtt silent() throws IOException {
        return added(RawMqtt.open(mqttPort));
    }

    /** One that the broker has accepted. */
    RawMqtt connected(String clientId) throws IOException {
        return added(RawMqtt.connected(mqttPort, clientId));
    }

    /** One to the pages. */
    Socket http() throws IOException {
        Socket socket = added(new Socket());
        socket.setReceiveBufferSize(RECEIVE_BYTES);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), httpPort), PATIENCE_MILLIS);
        return socket;
    }

    /** Does nothing for a time, or until all is over. */
    void hold(long millis) throws InterruptedException {
        if (closed.await(millis, TimeUnit.MILLISECONDS)) {
            throw new InterruptedException("it is over");
        }
    }

    private synchronized <T extends AutoCloseable> T added(T connection) throws IOException {
        open.add(connection);
        if (closed.getCount() == 0) {
            close();
            throw new IOException("it is over");
        }
        return connection;
    }

    @Override
    public synchronized void close() {
        closed.countDown();
        for (AutoCloseable connection : open) {
            try {
                connection.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        open.clear();
    }
}
