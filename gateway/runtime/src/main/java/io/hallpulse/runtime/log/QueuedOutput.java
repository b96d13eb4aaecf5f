package io.hallpulse.runtime.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An output that never makes a writer wait: each write is one item of a bounded queue, which a thread of its own empties. What does not
 * fit is dropped, and once there is room again one line says how much it was. Any thread.
 */
final class QueuedOutput extends OutputStream {
    private static final int MOST_WRITES = 1024;

    private final OutputStream out;
    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(MOST_WRITES);
    private final AtomicLong dropped = new AtomicLong();
    private final Object idle = new Object();
    private final AtomicLong unwritten = new AtomicLong();

    /** @param out which may block */
    QueuedOutput(OutputStream out) {
        this.out = out;
        Thread writer = new Thread(this::write, "log-writer");
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        byte[] copy = new byte[length];
        System.arraycopy(bytes, offset, copy, 0, length);
        unwritten.incrementAndGet();
        if (!queue.offer(copy)) {
            dropped.incrementAndGet();
            written();
        }
    }

    /** Does nothing: the writer's thread writes at once, and who flushes must not wait for it. */
    @Override
    public void flush() {}

    /** Waits until all is written, but no longer than that. */
    void drain(Duration longest) {
        synchronized (idle) {
            if (unwritten.get() > 0) {
                try {
                    idle.wait(Math.max(1, longest.toMillis()));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    private void write() {
        try {
            while (true) {
                byte[] next = queue.take();
                out.write(next);
                out.flush();
                long lost = dropped.getAndSet(0);
                if (lost > 0) {
                    out.write(("... " + lost + " lines were dropped here, since nobody read them\n")
                            .getBytes(StandardCharsets.UTF_8));
                }
                written();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // nobody can be told: the reader is gone, and each further line with it
            unwritten.set(0);
        }
    }

    private void written() {
        synchronized (idle) {
            if (unwritten.decrementAndGet() <= 0) {
                idle.notifyAll();
            }
        }
    }
}
