package io.hallpulse.runtime.mqtt;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose end is passed to its reader only once something was written to it, and which lets no packet pass that the client
 * cannot read. For the client's threads.
 */
final class PatientConnection implements NetworkModule {
    /** Should nobody write: by then the thread that makes the connection has seen the reading one run. */
    private static final Duration AT_MOST = Duration.ofSeconds(30);

    private final NetworkModule network;
    private final int maxPacketBytes;
    private final CountDownLatch written = new CountDownLatch(1);
    private volatile @Nullable PacketInput packets;

    /** @param maxPacketBytes of a packet from the broker */
    PatientConnection(NetworkModule network, int maxPacketBytes) {
        this.network = network;
        this.maxPacketBytes = maxPacketBytes;
    }

    @Override
    public void start() throws IOException, MqttException {
        network.start();
    }

    @Override
    public void stop() throws IOException {
        network.stop();
        PacketInput read = packets;
        if (read != null) {
            read.reportRest();
        }
    }

    @Override
    public String getServerURI() {
        return network.getServerURI();
    }

    @Override
    public InputStream getInputStream() throws IOException {
        PacketInput read = new PacketInput(network.getInputStream(), getServerURI(), maxPacketBytes);
        packets = read;
        return new Input(read);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new Output(network.getOutputStream());
    }

    private void awaitWritten() {
        try {
            if (!written.await(AT_MOST.toMillis(), TimeUnit.MILLISECONDS)) {
                written.countDown();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Input extends FilterInputStream {
        Input(InputStream in) {
            super(in);
        }

        @Override
        public int available() throws IOException {
            return patiently(in::available);
        }

        @Override
        public int read() throws IOException {
            return patiently(in::read);
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            return patiently(() -> in.read(bytes, from, length));
        }

        private int patiently(Reading reading) throws IOException {
            boolean ended = true;
            try {
                int n = reading.run();
                ended = n < 0;
                return n;
            } finally {
                if (ended) {
                    awaitWritten();
                }
            }
        }
    }

    @FunctionalInterface
    private interface Reading {
        int run() throws IOException;
    }

    private final class Output extends FilterOutputStream {
        Output(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            written.countDown();
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            written.countDown();
            out.write(bytes, from, length);
        }
    }
}
