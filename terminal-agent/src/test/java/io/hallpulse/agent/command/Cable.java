package io.hallpulse.agent.command;

import io.hallpulse.hardware.testkit.Pty;
import java.nio.file.Path;
import java.time.Duration;

/** A cable with a tty at each end, for two programs that are both under test. */
final class Cable implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(10);

    private final Pty host;
    private final Pty meter;
    private volatile boolean closed;
    private final Thread there;
    private final Thread back;

    Cable(Path folder) {
        host = Pty.at(folder.resolve("host-end"));
        meter = Pty.at(folder.resolve("meter-end"));
        there = carry(host, meter);
        back = carry(meter, host);
    }

    private Thread carry(Pty from, Pty to) {
        Thread thread = new Thread(
                () -> {
                    while (!closed) {
                        byte[] bytes = from.read(LOOK);
                        if (bytes.length > 0) {
                            to.write(bytes);
                        }
                    }
                },
                "cable");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    String hostEnd() {
        return host.path();
    }

    String meterEnd() {
        return meter.path();
    }

    @Override
    public void close() {
        closed = true;
        try {
            there.join();
            back.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        host.close();
        meter.close();
    }
}
