package io.hallpulse.hardware.gpio;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.hardware.Answer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LampPatternTest {
    private static String seen(Answer answer) {
        LampPattern pattern = LampPattern.of(answer);
        return IntStream.range(0, 400)
                .mapToObj(i -> pattern.isLit(TimeUnit.MILLISECONDS.toNanos(i * 10L)) ? "#" : ".")
                .collect(Collectors.joining());
    }

    @Test
    void patterns_allDiffer() {
        assertThat(Arrays.stream(Answer.values()).map(LampPatternTest::seen)).doesNotHaveDuplicates();
    }

    @Test
    void pattern_everyAnswer_beginsLitAndEndsDarkWhenItSaysSo() {
        for (Answer answer : Answer.values()) {
            assertThat(seen(answer)).startsWith("#").endsWith(".");
            LampPattern pattern = LampPattern.of(answer);
            assertThat(pattern.isOver(0)).isFalse();
            assertThat(pattern.isOver(TimeUnit.SECONDS.toNanos(4))).isTrue();
            assertThat(pattern.isLit(TimeUnit.SECONDS.toNanos(4))).isFalse();
        }
    }
}
