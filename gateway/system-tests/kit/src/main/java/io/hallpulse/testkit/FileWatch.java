package io.hallpulse.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

/** Does something whenever a file is replaced, as a path unit of systemd does. */
public final class FileWatch implements AutoCloseable {
    private final WatchService watch;
    private final Path name;
    private final Runnable change;

    private FileWatch(WatchService watch, Path name, Runnable change) {
        this.watch = watch;
        this.name = name;
        this.change = change;
    }

    /** Begins to watch a file of that name in a folder that is there. */
    public static FileWatch start(Path folder, String name, Runnable change) {
        try {
            FileWatch started = new FileWatch(folder.getFileSystem().newWatchService(), Path.of(name), change);
            folder.register(started.watch, StandardWatchEventKinds.ENTRY_CREATE);
            Thread thread = new Thread(started::run, "file-watch");
            thread.setDaemon(true);
            thread.start();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run() {
        try {
            while (true) {
                WatchKey key = watch.take();
                boolean replaced = key.pollEvents().stream().anyMatch(event -> name.equals(event.context()));
                if (replaced) {
                    change.run();
                }
                key.reset();
            }
        } catch (ClosedWatchServiceException e) {
            // closed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            watch.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
