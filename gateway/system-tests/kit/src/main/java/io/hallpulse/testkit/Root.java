package io.hallpulse.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Commands that only root may give: as root, else with a sudo that asks for no password, which is how all tests are run. */
public final class Root {
    private Root() {}

    public static ProcessBuilder command(String... words) {
        List<String> command = new ArrayList<>(List.of(words));
        if (!"root".equals(System.getProperty("user.name"))) {
            command.addAll(0, List.of("sudo", "-n"));
        }
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** A command of a user who owns nothing. */
    public static ProcessBuilder asNobody(String... words) {
        return command(after(words, "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
    }

    /**
     * A command that sees another disk as {@code /tmp}, alone.
     *
     * @param mounting its mount options, such as {@code noexec} or {@code size=64k}
     */
    public static ProcessBuilder withTemporaryFolder(String mounting, String... words) {
        String mount = "mount -t tmpfs -o \"$0\" tmpfs /tmp; head -c 100000 /dev/zero 2>&- >/tmp/other; exec \"$@\"";
        return command(after(words, "unshare", "--mount", "sh", "-c", mount, mounting));
    }

    private static String[] after(String[] words, String... before) {
        return Stream.concat(Stream.of(before), Stream.of(words)).toArray(String[]::new);
    }

    /** Waits for its end. */
    public static void run(String... words) throws IOException {
        Process process = command(words).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(List.of(words) + " failed, run the tests as root or with sudo: " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
