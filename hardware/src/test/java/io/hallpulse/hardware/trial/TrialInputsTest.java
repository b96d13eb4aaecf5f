package io.hallpulse.hardware.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.InputHealth;
import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.KeyInput;
import io.hallpulse.hardware.KeyInputs;
import io.hallpulse.hardware.KeyPress;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class TrialInputsTest {
    private final List<KeyPress> presses = new CopyOnWriteArrayList<>();

    private static KeyInput create(InputSettings settings, InputStream keyboard) {
        return KeyInputs.create(List.of(settings), () -> 42, keyboard, () -> new Random(7))
                .get(0);
    }

    @Test
    void keyboard_linesTyped_arePressesAndItsEndIsAFault() throws Exception {
        PipedOutputStream typist = new PipedOutputStream();
        KeyInput input = create(new InputSettings.Keyboard("desk"), new PipedInputStream(typist));
        input.start(presses::add);
        typist.write("5\n\n 1 \r\n".getBytes(StandardCharsets.UTF_8));
        typist.flush();
        await().until(() -> presses.size() == 2);
        assertThat(presses).containsExactly(new KeyPress("desk", "5", 42), new KeyPress("desk", "1", 42));
        assertThat(input.health().state()).isEqualTo(InputHealth.State.OK);
        assertThat(input.health().lastKey()).isEqualTo("1");

        input.answer(presses.get(0), Answer.STORED);
        assertThat(input.health().counters()).containsEntry("stored", 1L);
        typist.close();
        await().until(() -> input.health().state() == InputHealth.State.FAULT);
        input.close();
    }

    @Test
    void simulated_leftAlone_pressesItsOwnKeysUntilClosed() {
        KeyInput input =
                create(new InputSettings.Simulated("demo", List.of("a", "b"), 60_000), InputStream.nullInputStream());
        input.start(presses::add);
        await().until(() -> presses.size() > 50);
        input.close();
        int count = presses.size();
        assertThat(presses).extracting(KeyPress::key).containsOnly("a", "b").contains("a", "b");
        assertThat(input.health().counters()).containsEntry("presses", (long) count);
    }
}
