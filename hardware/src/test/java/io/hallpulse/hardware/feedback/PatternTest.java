package io.hallpulse.hardware.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.hardware.Answer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PatternTest {
    private static String seen(Answer answer) {
        Pattern pattern = Pattern.lamp(answer);
        return IntStream.range(0, 400)
                .mapToObj(i -> pattern.isOn(TimeUnit.MILLISECONDS.toNanos(i * 10L)) ? "#" : ".")
                .collect(Collectors.joining());
    }

    @Test
    void patterns_allDiffer() {
        assertThat(Arrays.stream(Answer.values()).map(PatternTest::seen)).doesNotHaveDuplicates();
    }

    @Test
    void pattern_everyAnswer_beginsLitAndEndsDarkWhenItSaysSo() {
        for (Answer answer : Answer.values()) {
            assertThat(seen(answer)).startsWith("#").endsWith(".");
            Pattern pattern = Pattern.lamp(answer);
            assertThat(pattern.isOver(0)).isFalse();
            assertThat(pattern.isOver(TimeUnit.SECONDS.toNanos(4))).isTrue();
            assertThat(pattern.isOn(TimeUnit.SECONDS.toNanos(4))).isFalse();
        }
    }
}
