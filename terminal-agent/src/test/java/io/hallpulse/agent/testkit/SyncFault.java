package io.hallpulse.agent.testkit;

import static org.awaitility.Awaitility.await;

import io.hallpulse.testkit.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A disk that is slow to sync, or fails to, for one running process: strace stands between it and the kernel. See {@link Root}. */
public final class SyncFault implements AutoCloseable {
    private final Process strace;

    private SyncFault(Process strace) {
        this.strace = strace;
    }

    /** From now on each fsync of the process does its work, and then takes so much longer to say so. */
    public static SyncFault slow(Process process, Path folder, Duration by) throws IOException {
        return inject(process, folder, "fsync:delay_exit=" + by.toNanos() / 1000);
    }

    /** The next fsync of the process fails, and the others do not. */
    public static SyncFault failOnce(Process process, Path folder) throws IOException {
        return inject(process, folder, "fsync:error=EIO:when=1");
    }

    private static SyncFault inject(Process process, Path folder, String what) throws IOException {
        Path said = Files.createTempFile(folder, "strace", ".txt");
        Process strace = Root.command(
                        "strace",
                        "-f",
                        "-p",
                        String.valueOf(process.pid()),
                        "-e",
                        "trace=fsync",
                        "-e",
                        "inject=" + what)
                .redirectOutput(said.toFile())
                .start();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Files.readString(said).contains(" attached"));
        return new SyncFault(strace);
    }

    /** Lets go of the process; a strace in the middle of a delay hears no gentler signal. */
    @Override
    public void close() throws IOException {
        if (strace.isAlive()) {
            long itself = strace.children().findFirst().map(ProcessHandle::pid).orElse(strace.pid());
            Root.run("kill", "-9", String.valueOf(itself));
        }
    }
}
