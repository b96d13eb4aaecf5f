package io.hallpulse.hardware.sound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.InputHealth;
import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.KeyInput;
import io.hallpulse.hardware.KeyInputs;
import io.hallpulse.hardware.KeyPress;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a machine without a sound card, as build machines are, and as terminals may be. */
class SoundedInputTest {
    private final List<KeyPress> presses = new CopyOnWriteArrayList<>();

    private static KeyInput keyboard(String typed) {
        return KeyInputs.create(
                        List.of(new InputSettings.Keyboard("desk")),
                        () -> 1,
                        new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                        Random::new)
                .get(0);
    }

    @Test
    void sound_thatCannotBePlayed_harmsNoPress(@TempDir Path folder) throws Exception {
        Path noWave = Files.writeString(folder.resolve("thanks.wav"), "no wave");
        KeyInput input = KeyInputs.sounded(
                keyboard("5\n4\n"), Map.of(Answer.STORED, noWave, Answer.NOT_STORED, folder.resolve("missing.wav")));
        assertThat(input).isInstanceOf(SoundedInput.class);
        input.start(presses::add);
        await().until(() -> presses.size() == 2);
        for (int i = 0; i < 10; i++) {
            input.answer(presses.get(0), Answer.STORED);
        }
        assertThat(input.health().counters()).containsEntry("stored", 10L);
        await().until(() ->
                input.health().state() == InputHealth.State.FAULT); // standard input ended, and no sound's fault
        assertThat(input.health().fault()).contains("standard input");
        input.close();
    }

    @Test
    void sounds_none_leaveTheInputAlone() {
        KeyInput input = keyboard("");
        assertThat(KeyInputs.sounded(input, Map.of())).isSameAs(input);
    }
}
