package io.hallpulse.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class QueuedOutputTest {
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final CountDownLatch reads = new CountDownLatch(1);
    private final QueuedOutput output = new QueuedOutput(new OutputStream() {
        @Override
        public void write(int b) {
            throw new AssertionError("whole lines are written");
        }

        @Override
        public void write(byte[] bytes) {
            try {
                reads.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            synchronized (read) {
                read.writeBytes(bytes);
            }
        }
    });

    private String read() {
        synchronized (read) {
            return read.toString(StandardCharsets.UTF_8);
        }
    }

    private void say(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        output.write(bytes, 0, bytes.length);
    }

    @Test
    void writer_whileNobodyReads_goesOn_andTheReaderIsToldWhatItMissed() {
        for (int line = 0; line < 2000; line++) {
            say("line " + line); // would stand here for ever
        }
        output.drain(Duration.ofMillis(1)); // no longer than that
        reads.countDown();
        output.drain(Duration.ofSeconds(60));
        assertThat(read())
                .startsWith("line 0\n... ")
                .contains("lines were dropped here, since nobody read them\nline 1\n");
        long shown = read().lines().filter(line -> line.startsWith("line ")).count();
        assertThat(read()).contains("... " + (2000 - shown) + " lines were dropped");
    }

    @Test
    void drain_withAReader_letsTheLastLineOut() {
        reads.countDown();
        say("last words");
        output.drain(Duration.ofSeconds(60));
        assertThat(read()).isEqualTo("last words\n");
        await().until(() -> read().endsWith("\n"));
    }
}
