package io.hallpulse.hardware.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On ordinary files in the place of chips, which the kernel itself refuses. */
class ChipFinderTest {
    @TempDir
    private Path devices;

    @SuppressWarnings("NullAway.Init")
    private ChipFinder finder;

    @BeforeEach
    void files() throws IOException {
        Files.createFile(devices.resolve("gpiochip10"));
        Files.createFile(devices.resolve("gpiochip2"));
        Files.createFile(devices.resolve("gpiomem"));
        Files.createSymbolicLink(devices.resolve("gpiochip4"), Path.of("gpiochip2"));
        finder = new ChipFinder(devices);
    }

    @Test
    void all_isEachChipOnce_inTheOrderOfTheirNumbers() {
        assertThat(finder.all()).containsExactly(devices.resolve("gpiochip2"), devices.resolve("gpiochip10"));
    }

    @Test
    void namedFileThatIsNoChip_saysWhatTheKernelSaid_inOneLine() {
        assertThatThrownBy(() -> finder.open("gpiochip10", null))
                .isInstanceOf(PinsUnavailable.class)
                .hasMessageContaining("gpiochip10 (Inappropriate ioctl for device, errno 25)")
                .hasMessageNotContaining("\n");
    }

    @Test
    void namedLink_isTheChipThatItLeadsTo() {
        assertThatThrownBy(() -> finder.open("gpiochip4", null))
                .isInstanceOf(PinsUnavailable.class)
                .hasMessageContaining("gpiochip2 (Inappropriate ioctl for device, errno 25)");
    }

    @Test
    void chipThatIsNotThere_saysWhereToFindOne() {
        assertThatThrownBy(() -> finder.open("pinctrl-none", null))
                .isInstanceOf(PinsUnavailable.class)
                .hasMessageContaining("terminal-agent devices");
    }
}
