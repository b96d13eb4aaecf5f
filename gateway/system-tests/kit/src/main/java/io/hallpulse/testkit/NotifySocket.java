package io.hallpulse.testkit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Plays the socket on which systemd hears from its services; needs socat. */
public final class NotifySocket implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final String name;
    private final Path heard;
    private final Program socat;

    private NotifySocket(String name, Path heard, Program socat) {
        this.name = name;
        this.heard = heard;
        this.socat = socat;
    }

    /** A socket that is a file of this folder, which any user may write to. */
    public static NotifySocket in(Path folder) {
        Path file = folder.resolve("notify");
        NotifySocket socket = start(folder, file.toString(), "UNIX-RECV:" + file + ",mode=0777");
        await().atMost(SOON).until(() -> Files.exists(file));
        return socket;
    }

    /** A socket that has a name and is no file, as in a container; what it hears is kept in this folder. */
    public static NotifySocket named(Path folder, String name) {
        NotifySocket socket = start(folder, "@" + name, "ABSTRACT-RECV:" + name);
        await().atMost(SOON)
                .until(() -> Files.readString(Path.of("/proc/net/unix")).contains("@" + name));
        return socket;
    }

    private static NotifySocket start(Path folder, String name, String from) {
        Path heard = folder.resolve("heard");
        return new NotifySocket(
                name,
                heard,
                Program.start(
                        folder.resolve("socat.log"), List.of("socat", "-u", from, "OPEN:" + heard + ",creat,append")));
    }

    /** The value of {@code NOTIFY_SOCKET}. */
    public String name() {
        return name;
    }

    /** The lines so far. */
    public List<String> lines() {
        try {
            return Files.exists(heard) ? Files.readAllLines(heard) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void awaitLine(String line) {
        await().atMost(SOON).until(() -> lines().contains(line));
    }

    @Override
    public void close() {
        socat.close();
    }
}
