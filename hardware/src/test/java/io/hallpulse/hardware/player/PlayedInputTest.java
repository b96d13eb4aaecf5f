package io.hallpulse.hardware.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.KeyPress;
import io.hallpulse.hardware.protocol.ProtocolSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class PlayedInputTest {
    private static final Path NO_PORT = Path.of("no-such-port");

    @Test
    void press_ofAMeterInMemory_isHeardAndAcknowledged_andNoPortIsTouched() {
        List<KeyPress> heard = new CopyOnWriteArrayList<>();
        List<String> seen = new CopyOnWriteArrayList<>();
        InputSettings.Serial settings =
                new InputSettings.Serial("meter", NO_PORT.toString(), 9600, "8N1", new ProtocolSettings.Ff68(), 5);
        try (PlayedInput input = new PlayedInput(settings, System::nanoTime, seen::add)) {
            assertThat(input.hasKey("3")).isTrue();
            assertThat(input.hasKey("x")).isFalse();
            input.start(press -> {
                heard.add(press);
                input.answer(press, Answer.STORED);
            });
            input.press("3");
            input.press("0");

            await().atMost(Duration.ofSeconds(60)).until(() -> seen.contains("acknowledged 0"));
        }
        assertThat(heard).extracting(KeyPress::key).containsExactly("3", "0");
        assertThat(heard).extracting(KeyPress::input).containsOnly("meter");
        assertThat(seen).contains("acknowledged 3");
        assertThat(NO_PORT).doesNotExist();
    }
}
