package io.hallpulse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with what another user made and closed: {@code closed/}, {@code data/} with a database, the file {@code secret}; beside them
 * {@code file}, which all may read, and {@code open/}, where all may write. A program runs there as a user who owns nothing.
 */
public final class OthersFiles {
    private final Path folder;

    private OthersFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the files.
     *
     * @param database the file name of the program's database
     */
    public static OthersFiles in(Path folder, String database) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        close(Files.createDirectory(folder.resolve("closed")));
        close(Files.createDirectory(folder.resolve("data")));
        close(Files.createFile(folder.resolve("data").resolve(database)));
        close(Files.writeString(folder.resolve("secret"), "x"));
        Files.writeString(folder.resolve("file"), "x");
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        return new OthersFiles(folder);
    }

    /** Lets its owner alone use it. */
    public static void close(Path path) throws IOException {
        Files.setPosixFilePermissions(
                path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwx------" : "rw-------"));
    }

    /** A folder that belongs to the user who runs the program, with that file in it, which belongs to root. */
    public void ownFolderWithRootsFile(String name, String file, String... ownFiles) throws IOException {
        Path own = Files.createDirectory(folder.resolve(name));
        for (String one : ownFiles) {
            close(Files.createFile(own.resolve(one)));
        }
        Root.run("chown", "-R", "65534:65534", own.toString());
        Root.run(
                "install",
                "-o",
                "root",
                "-g",
                "root",
                "-m",
                "600",
                "/dev/null",
                own.resolve(file).toString());
        Root.run("chmod", "755", own.toString());
    }

    /** Runs a program's jar without a locale; it ends with that code, and with one line that has these parts. */
    public void assertOneLine(Path jar, List<String> words, int code, String... parts)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("env", "LC_ALL=C"));
        command.addAll(Java.jar(List.of("-XX:TieredStopAtLevel=1"), jar, words.toArray(String[]::new)));
        assertOneLine(command, code, parts);
    }

    /** Runs a command likewise. */
    public void assertOneLine(List<String> command, int code, String... parts)
            throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        int ended = Root.asNobody(command.toArray(String[]::new))
                .redirectOutput(out.toFile())
                .start()
                .waitFor();
        try (Stream<String> lines = Files.lines(out)) {
            List<String> said = lines.filter(line -> !line.contains(" INFO ")).toList();
            assertThat(said).hasSize(1);
            assertThat(said.get(0)).contains(parts).doesNotContain("Exception");
        }
        assertThat(ended).isEqualTo(code);
    }
}
