package io.hallpulse.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The agent on an emulated arm64 board with a GPIO chip of the kernel's own: the short form of {@code .ci/rigs arm64}. The machine's clock
 * counts instructions, so that presses are judged alike on a host that is busy.
 */
class BoardIT {
    private static final Path SCRIPTS = Path.of("src/test/board");
    private static final Path MACHINE = Path.of(System.getProperty("user.home"), ".cache", "hallpulse-board");

    @Test
    void keysAndLamps_ofARealChip_areReadLitLostAndFoundAgain(@TempDir Path share) throws Exception {
        for (String script : List.of("guest.sh", "short")) {
            Files.copy(SCRIPTS.resolve(script), share.resolve(script));
        }
        Path console = share.resolve("console");
        ProcessBuilder boot = new ProcessBuilder(
                        "bash",
                        SCRIPTS.resolve("boot").toString(),
                        MACHINE.toString(),
                        share.resolve("short").toString())
                .redirectErrorStream(true)
                .redirectOutput(console.toFile());
        boot.environment().put("AGENT", Path.of("target").toAbsolutePath().toString());
        Process machine = boot.start();
        try {
            assertThat(machine.waitFor(8, TimeUnit.MINUTES))
                    .as("the machine ends by itself: " + said(console))
                    .isTrue();
        } finally {
            machine.destroyForcibly();
        }
        assertThat(said(console)).contains("ALL PASSED").doesNotContain("FAIL");
    }

    private static String said(Path console) throws Exception {
        return new String(Files.readAllBytes(console), StandardCharsets.UTF_8);
    }
}
