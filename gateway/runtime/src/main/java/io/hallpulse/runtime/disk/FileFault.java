package io.hallpulse.runtime.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Why a file or folder cannot be used, in one line with its path and the mend: Java's own exceptions often say the path alone. */
public final class FileFault {
    private FileFault() {}

    /**
     * Asks whether a file is there and this user may read it, without opening it: a close would take SQLite's locks from this process.
     *
     * @throws IOException with one line, where it is not
     */
    public static void requireReadable(Path file) throws IOException {
        require(file, AccessMode.READ);
    }

    /** Likewise, whether this user may write it, or into it. */
    public static void requireWritable(Path path) throws IOException {
        require(path, AccessMode.WRITE);
    }

    private static void require(Path file, AccessMode mode) throws IOException {
        try {
            file.getFileSystem().provider().checkAccess(file, mode);
        } catch (IOException e) {
            throw of(file, e);
        }
    }

    /**
     * Whether a SQLite database is there, and this user may read it with its log and its index; nothing is opened.
     *
     * @throws IOException with one line, where this user may not
     */
    public static boolean isDatabaseThere(Path file) throws IOException {
        boolean there = isThere(file);
        for (String beside : new String[] {"-wal", "-shm"}) {
            isThere(file.resolveSibling(file.getFileName() + beside));
        }
        return there;
    }

    private static boolean isThere(Path file) throws IOException {
        try {
            requireReadable(file);
            return true;
        } catch (IOException e) {
            if (e.getCause() instanceof NoSuchFileException) {
                return false;
            }
            throw e;
        }
    }

    /** The line for a failure at a file. */
    public static String line(Path file, IOException e) {
        return file + " " + why(file.toString(), e);
    }

    /** The same as an exception. */
    public static IOException of(Path file, IOException e) {
        return new IOException(line(file, e), e);
    }

    /** The line for a failure that names its file itself, null for another one. */
    public static @Nullable String lineOf(Throwable e) {
        Throwable cause = e instanceof UncheckedIOException unchecked ? unchecked.getCause() : e;
        return cause instanceof FileSystemException failure && failure.getFile() != null
                ? failure.getFile() + " " + why(failure.getFile(), failure)
                : null;
    }

    private static String why(String file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return "does not exist; correct the path, or make it";
        }
        if (e instanceof AccessDeniedException) {
            String user = System.getProperty("user.name");
            return "may not be used by user " + user + "; run this as the user that it belongs to, or run chown " + user
                    + " " + file;
        }
        if (e instanceof FileAlreadyExistsException) {
            return "exists already; move it away, or name another";
        }
        if (e instanceof CharacterCodingException) {
            return "is not UTF-8 text; save it as UTF-8";
        }
        String reason = e instanceof NotDirectoryException ? "Not a directory" : reason(e);
        return "cannot be used (" + reason + "); " + mend(reason);
    }

    /** The operating system's words, which are English whatever its language, since Java sets no locale for them. */
    private static String mend(String reason) {
        return switch (reason) {
            case "Not a directory" -> "a file stands where a folder is wanted: move it away, or correct the path";
            case "Is a directory" -> "name a file in it";
            case "Operation not permitted" -> "let it belong to user " + System.getProperty("user.name");
            case "Too many open files" -> "raise LimitNOFILE of the service";
            case "Too many levels of symbolic links" -> "mend the symbolic link";
            default -> diskMend(reason, "mend that, or name another place");
        };
    }

    /** The mend for a fault of the disk itself, which no change of owner helps; for other reasons the one that is given. */
    static String diskMend(String reason, String otherwise) {
        return switch (reason) {
            case "Read-only file system" -> "mount it for writing, or name another place";
            case "No space left on device", "Disk quota exceeded" -> "make room on that disk";
            case "Input/output error" -> "the disk is broken: replace it";
            default -> otherwise;
        };
    }

    /** The operating system's reason, else what the exception says or is. */
    static String reason(IOException e) {
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        if (reason != null) {
            return reason;
        }
        return e.getClass().getSimpleName().replace("Exception", "");
    }
}
