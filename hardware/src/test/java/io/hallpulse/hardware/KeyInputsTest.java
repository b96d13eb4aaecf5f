package io.hallpulse.hardware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyInputsTest {
    private static InputSettings.Serial meter(String id, String port, int baud, @Nullable Integer address) {
        return new InputSettings.Serial(id, port, baud, "8N1", "ff68", address);
    }

    private static InputSettings.Gpio panel(String id, Map<String, Integer> pins, Map<String, Integer> lamps) {
        return new InputSettings.Gpio(id, "auto", pins, lamps, InputSettings.Gpio.Pull.UP, Duration.ofMillis(20));
    }

    private static void refused(String line, InputSettings... settings) {
        assertThatThrownBy(() -> KeyInputs.create(List.of(settings)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(line);
    }

    @Test
    void create_manyKinds_keepsTheOrderOfTheSettings() {
        List<KeyInput> inputs = KeyInputs.create(List.of(
                new InputSettings.Simulated("s", List.of("1"), 30),
                meter("b", "/dev/ttyUSB0", 9600, 5),
                new InputSettings.Keyboard("k"),
                meter("a", "/dev/ttyUSB0", 9600, 6),
                panel("p", Map.of("1", 17), Map.of())));
        assertThat(inputs).extracting(KeyInput::id).containsExactly("s", "b", "k", "a", "p");
    }

    @Test
    void create_contradictions_areRefusedWithOneLine() {
        refused("names two inputs", new InputSettings.Keyboard("k"), new InputSettings.Simulated("k", List.of("1"), 1));
        refused("given twice", new InputSettings.Keyboard("k"), new InputSettings.Keyboard("l"));
        refused("differ in baud", meter("a", "/dev/x", 9600, 1), meter("b", "/dev/x", 4800, 2));
        refused("address of its own", meter("a", "/dev/x", 9600, 1), meter("b", "/dev/x", 9600, 1));
        refused("address of its own", meter("a", "/dev/x", 9600, 1), meter("b", "/dev/x", 9600, null));
        refused("both use pin 17", panel("a", Map.of("1", 17), Map.of()), panel("b", Map.of("1", 4), Map.of("1", 17)));
    }

    @Test
    void settings_impossibleValues_areRefusedWithTheMend() {
        assertThatThrownBy(() -> panel("p", Map.of("1", 28), Map.of())).hasMessageContaining("0 to 27");
        assertThatThrownBy(() -> panel("p", Map.of("1", 4, "2", 4), Map.of())).hasMessageContaining("used twice");
        assertThatThrownBy(() -> panel("p", Map.of("1", 4), Map.of("2", 5))).hasMessageContaining("has no pin");
        assertThatThrownBy(() -> meter("m", "", 9600, 5)).hasMessageContaining("port: is empty");
        assertThatThrownBy(() -> meter("m", "/dev/x", 9600, 256)).hasMessageContaining("0 to 255");
        assertThatThrownBy(() -> new InputSettings.Serial("m", "/dev/x", 9600, "9N1", "ff68", 5))
                .hasMessageContaining("8N1");
        assertThatThrownBy(() -> new InputSettings.Serial("m", "/dev/x", 9600, "8N1", "tcp", 5))
                .hasMessageContaining("protocol: is tcp");
        assertThatThrownBy(() -> new InputSettings.Simulated("s", List.of(), 1)).hasMessageContaining("keys: is empty");
        assertThatThrownBy(() -> new InputSettings.Keyboard("a b")).hasMessageContaining("id: is a b");
    }
}
