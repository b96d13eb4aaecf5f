package io.hallpulse.systemtests.packages;

import io.hallpulse.testkit.Java;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A package that the build has made. */
enum DebianPackage {
    AGENT("hallpulse-agent", Java.AGENT_JAR.resolveSibling("hallpulse-agent.deb")),
    GATEWAY("hallpulse-gateway", Java.GATEWAY_JAR.resolveSibling("hallpulse-gateway.deb")),
    SCREEN(
            "hallpulse-screen",
            Java.GATEWAY_JAR
                    .resolveSibling("../../screen/target/hallpulse-screen.deb")
                    .normalize());

    private final String title;
    private final Path file;

    DebianPackage(String title, Path file) {
        this.title = title;
        this.file = file;
    }

    /** What Debian calls it. */
    String title() {
        return title;
    }

    Path file() {
        return file;
    }

    /** Each file with its mode and owner, as {@code -rw-r--r-- root/root}. */
    Map<String, String> contents() throws IOException, InterruptedException {
        Map<String, String> contents = new TreeMap<>();
        for (String line : run("dpkg-deb", "-c", file.toString()).lines().toList()) {
            String[] words = line.split("\\s+", 6);
            if (!words[0].startsWith("d")) {
                contents.put(words[5].substring(1), words[0] + " " + words[1]);
            }
        }
        return contents;
    }

    /** A file of the package's control part, such as {@code conffiles}. */
    String control(String name) throws IOException, InterruptedException {
        return run("dpkg-deb", "-I", file.toString(), name);
    }

    /** Unpacks it into a folder, as Debian would into the root. */
    void unpack(Path root) throws IOException, InterruptedException {
        run("dpkg-deb", "-x", file.toString(), root.toString());
    }

    /** What a command prints, which is to end well. */
    static String run(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("env", "LC_ALL=C.UTF-8"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", words) + " failed:\n" + said);
        }
        return said;
    }
}
