package io.hallpulse.runtime.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

/**
 * Folders with mode 0700 and files with mode 0600, whatever the umask. SQLite gives its log and its index the mode of the
 * database, so that it is enough to make the database here before SQLite opens it.
 */
public final class OwnerOnly {
    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private OwnerOnly() {}

    /**
     * Makes a folder where there is none, and takes from others what they may do in it and with all that is in it. Links are
     * not followed.
     *
     * @throws IOException with one line that names the folder or file at fault, and the mend
     */
    public static void folder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNERS));
        } catch (FileAlreadyExistsException e) {
            throw new IOException(folder + " is no folder; move it away or name another", e);
        } catch (FileSystemException e) {
            String reason = FileFault.reason(e);
            String mend = FileFault.diskMend(reason, "make it and give it to this user: " + mend(folder));
            throw new IOException("folder " + folder + " cannot be made (" + reason + "); " + mend, e);
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                tighten(folder, dir);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isSymbolicLink()) {
                    tighten(folder, file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // gone meanwhile, as SQLite's log is after a close
                }
                throw refused(folder, file, e);
            }
        });
        if (!Files.isWritable(folder)) {
            throw new IOException(folder + " cannot be written by this user; " + mend(folder));
        }
    }

    /** Makes an empty file where there is none. */
    public static void file(Path file) throws IOException {
        channel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
    }

    /**
     * Opens a file, which is made for its owner alone where it is made.
     *
     * @throws IOException with one line that names the file, what is in the way, and the mend
     */
    public static FileChannel channel(Path file, OpenOption... options) throws IOException {
        try {
            return FileChannel.open(file, Set.of(options), PosixFilePermissions.asFileAttribute(FILE));
        } catch (FileSystemException e) {
            Path parent = file.getParent();
            throw FileFault.of(parent == null || Files.exists(file) ? file : parent, e);
        }
    }

    private static void tighten(Path folder, Path path) throws IOException {
        try {
            Set<PosixFilePermission> allowed = new HashSet<>(Files.getPosixFilePermissions(path));
            if (allowed.removeIf(permission -> !OWNERS.contains(permission))) {
                Files.setPosixFilePermissions(path, allowed);
            }
            if (!Files.isReadable(path)) {
                throw new AccessDeniedException(path.toString(), null, "this user may not read it");
            }
        } catch (NoSuchFileException e) {
            // gone meanwhile, as SQLite's log is after a close
        } catch (FileSystemException e) {
            throw refused(folder, path, e);
        }
    }

    private static IOException refused(Path folder, Path path, IOException e) {
        return new IOException(
                path + " belongs to another user, perhaps from a start as root (" + FileFault.reason(e) + "); "
                        + mend(folder),
                e);
    }

    private static String mend(Path path) {
        return "chown -R " + System.getProperty("user.name") + " " + path;
    }
}
