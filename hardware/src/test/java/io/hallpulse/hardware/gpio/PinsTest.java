package io.hallpulse.hardware.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.pi4j.io.gpio.digital.DigitalInput;
import io.hallpulse.hardware.HardwareUnavailableException;
import io.hallpulse.hardware.InputHealth;
import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.InputSettings.Gpio.Provider;
import io.hallpulse.hardware.InputSettings.Gpio.Pull;
import io.hallpulse.hardware.KeyPress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The choice of pins, against a file system laid out like a Pi's. */
class PinsTest {
    @TempDir
    private Path root;

    private void file(String path, String text) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), text);
    }

    @Test
    void linuxfs_headerInARowOfChips_isReadFromItsBaseOn() throws Exception {
        file("sys/class/gpio/gpiochip504/label", "raspberrypi-exp-gpio\n");
        file("sys/class/gpio/gpiochip504/base", "504\n");
        file("sys/class/gpio/gpiochip512/label", "pinctrl-bcm2711\n");
        file("sys/class/gpio/gpiochip512/base", "512\n");
        file("sys/class/gpio/gpio529/direction", "in");
        file("sys/class/gpio/gpio529/value", "1");
        Pins pins = Pins.open(Provider.LINUXFS, "auto", root);
        DigitalInput key = pins.input(17, Pull.OFF);
        assertThat(key.isHigh()).isTrue();
        file("sys/class/gpio/gpio529/value", "0");
        assertThat(key.isLow()).isTrue();
        pins.close();
    }

    @Test
    void panel_pinsThatCannotBeRead_areAFaultUntilTheyCan() throws Exception {
        file("sys/class/gpio/gpiochip0/label", "pinctrl-bcm2835\n");
        file("sys/class/gpio/gpiochip0/base", "0\n");
        file("sys/class/gpio/gpio17/direction", "in");
        file("sys/class/gpio/gpio17/value", "1");
        List<KeyPress> presses = new CopyOnWriteArrayList<>();
        InputSettings.Gpio settings =
                new InputSettings.Gpio("panel", "auto", Map.of("1", 17), Map.of(), Pull.UP, Duration.ofMillis(20));
        try (Panel panel = new Panel(
                settings, new PanelScanner(() -> Pins.open(Provider.LINUXFS, "auto", root), System::nanoTime))) {
            panel.start(presses::add);
            assertThat(panel.health().state()).isEqualTo(InputHealth.State.OK);
            Files.delete(root.resolve("sys/class/gpio/gpio17/value"));
            await().until(() -> panel.health().state() == InputHealth.State.FAULT);
            assertThat(panel.health().fault()).contains("panel panel: its pins cannot be read");
            file("sys/class/gpio/gpio17/value", "1");
            await().until(() -> panel.health().state() == InputHealth.State.OK);
            file("sys/class/gpio/gpio17/value", "0");
            await().until(() -> presses.size() == 1);
        }
    }

    @Test
    void linuxfs_kernelWithoutTheOldFiles_isSaidSo() {
        assertThatThrownBy(() -> Pins.open(Provider.LINUXFS, "auto", root))
                .isInstanceOf(HardwareUnavailableException.class)
                .hasMessageContaining("use the gpiod provider");
    }

    @Test
    void gpiod_chipThatIsNotTheHeader_isRefused() throws Exception {
        file("dev/gpiochip2", "");
        file("sys/bus/gpio/devices/gpiochip2/of_node/name", "expander\0");
        assertThatThrownBy(() -> Pins.open(Provider.GPIOD, "gpiochip2", root))
                .isInstanceOf(HardwareUnavailableException.class)
                .hasMessageContaining("gpio chip gpiochip2")
                .hasMessageNotContaining("\n");
    }
}
