package io.hallpulse.runtime.program;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * Places the native libraries of SQLite, JNA and jSSC in a folder, once and as root, so that a service needs no folder in which it may both
 * write and run code. The architecture is that of the Java that runs this, hence of the Java that will load them: a 32-bit system may run
 * on a 64-bit kernel. The start script names the folder.
 */
public final class NativeLibraries {
    /** Where the jars have them, by Java's name of the architecture: SQLite, JNA, jSSC. */
    private static final Map<String, List<String>> FOLDERS = Map.of(
            "amd64", List.of("x86_64", "linux-x86-64", "linux_64"),
            "aarch64", List.of("aarch64", "linux-aarch64", "linux_arm64"),
            "arm", List.of("armv7", "linux-arm", "linux_arm"),
            "i386", List.of("x86", "linux-x86", "linux_32"),
            "riscv64", List.of("riscv64", "linux-riscv64", "linux_riscv64"));

    private NativeLibraries() {}

    /** Takes the folder; ends with 1 and a line where there is none for this machine, and then each program unpacks its own. */
    public static void main(String[] arguments) throws IOException {
        String architecture = System.getProperty("os.arch");
        List<String> folders = FOLDERS.get(architecture);
        if (folders == null) {
            System.err.println("no native libraries are at hand for " + architecture);
            System.exit(ExitCode.FAILED);
            return;
        }
        place(Path.of(arguments[0]), folders);
    }

    private static void place(Path folder, List<String> folders) throws IOException {
        Files.createDirectories(folder);
        for (String resource : List.of(
                "org/sqlite/native/Linux/" + folders.get(0) + "/libsqlitejdbc.so",
                "com/sun/jna/" + folders.get(1) + "/libjnidispatch.so",
                "natives/" + folders.get(2) + "/libjssc.so")) {
            try (InputStream library = NativeLibraries.class.getClassLoader().getResourceAsStream(resource)) {
                if (library == null) {
                    throw new IOException(resource + " is in none of the program's jars");
                }
                // beside it first: a program that runs keeps the file that it has mapped
                Path file = folder.resolve(resource.substring(resource.lastIndexOf('/') + 1));
                Path fresh = Path.of(file + ".new");
                Files.copy(library, fresh, StandardCopyOption.REPLACE_EXISTING);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }
}
