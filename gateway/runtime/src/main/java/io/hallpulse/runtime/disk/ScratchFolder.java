package io.hallpulse.runtime.disk;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of this process alone for what it unpacks and computes with: native libraries of SQLite, jSSC and JNA, and files that
 * nobody keeps. It has the number of the process in a folder that is always the same, and each start removes what processes that
 * are gone have left there, so that nothing piles up whichever signal ended them.
 */
public final class ScratchFolder {
    private static final Logger LOG = LoggerFactory.getLogger(ScratchFolder.class);
    private static final String TEMPORARY = "java.io.tmpdir";
    /** The native libraries take 2 MiB of it. */
    private static final long ROOM_BYTES = 4L << 20;

    private static final boolean LIBRARIES_ARE_PLACED = Boolean.getBoolean("jna.nounpack");

    private static final Path PROCESSES = Path.of("/proc");

    private ScratchFolder() {}

    /**
     * Makes it under the machine's temporary folder, or under the first of others where that is read-only, full, or runs no programs,
     * and makes it Java's temporary folder. Before the first use of anything native or temporary. Where the start script has named a
     * folder of native libraries, the others come first.
     *
     * @throws IOException with one line that names each folder, what is wrong there, and the mend
     */
    public static Path make(Path... others) throws IOException {
        Path temporary = shared(Path.of(System.getProperty(TEMPORARY)));
        List<Path> folders = new ArrayList<>(List.of(others));
        // a service whose libraries were placed when it was installed has nothing to do in a folder that belongs to all
        folders.add(LIBRARIES_ARE_PLACED ? folders.size() : 0, temporary);
        List<String> problems = new ArrayList<>();
        for (Path folder : folders) {
            try {
                Path made = under(folder.toAbsolutePath());
                System.setProperty(TEMPORARY, made.toString());
                System.setProperty("jna.tmpdir", made.toString()); // else it uses the home directory
                if (!problems.isEmpty()) {
                    LOG.info("{}; temporary files and native libraries are in {}", String.join("; ", problems), folder);
                }
                return made;
            } catch (IOException e) {
                problems.add(FileFault.reason(e));
            }
        }
        throw new IOException("native libraries have no place: " + String.join("; ", problems)
                + "; let this user write and run programs in one of these folders");
    }

    /** As {@link #make}, for a command that has no data folder to go to. */
    public static Path makeWithoutData() throws IOException {
        return make(shared(Path.of("/var/tmp")), Path.of(System.getProperty("user.home"), ".cache", "hallpulse"));
    }

    /** A folder for this user in one that belongs to all. */
    private static Path shared(Path folder) throws IOException {
        return folder.resolve("hallpulse-" + user(PROCESSES.resolve("self")));
    }

    private static Path under(Path folder) throws IOException {
        try {
            OwnerOnly.folder(folder);
            if (!user(folder, LinkOption.NOFOLLOW_LINKS).equals(user(PROCESSES.resolve("self")))) {
                throw new IOException(folder + " belongs to another user");
            }
            removeLeftovers(folder);
            Path own = folder.resolve(
                    PROCESSES.resolve("self").toRealPath().getFileName().toString());
            delete(own);
            OwnerOnly.folder(own);
            try {
                requireUsable(folder, own.resolve("probe"));
            } catch (IOException e) {
                delete(own);
                throw e;
            }
            return own;
        } catch (FileSystemException e) {
            throw FileFault.of(folder, e);
        }
    }

    private static void requireUsable(Path folder, Path probe) throws IOException {
        Files.createFile(probe, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        if (!LIBRARIES_ARE_PLACED && !Files.isExecutable(probe)) {
            throw new IOException(folder + " is mounted noexec");
        }
        if (Files.getFileStore(folder).getUsableSpace() < ROOM_BYTES) {
            throw new IOException(folder + " is full");
        }
        Files.delete(probe);
    }

    private static Object user(Path path, LinkOption... options) throws IOException {
        return Files.getAttribute(path, "unix:uid", options);
    }

    private static void removeLeftovers(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            all.filter(left -> left.getFileName().toString().matches("[0-9]+"))
                    .filter(left -> !Files.exists(PROCESSES.resolve(left.getFileName())))
                    .forEach(ScratchFolder::delete);
        }
    }

    /** What cannot be deleted stays until the next start. */
    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("{} stays", folder, e);
        }
    }
}
