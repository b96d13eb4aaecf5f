package io.hallpulse.domain.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import io.hallpulse.domain.text.LineDiff.Kind;
import io.hallpulse.domain.text.LineDiff.Line;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.quicktheories.core.Gen;

@NullMarked
class LineDiffTest {
    private static Gen<String> texts() {
        return lists().of(integers().between(0, 4))
                .ofSizeBetween(0, 12)
                .map(lines -> lines.stream().map(line -> "line " + line).collect(Collectors.joining("\n")));
    }

    private static String without(List<Line> diff, Kind kind) {
        return diff.stream().filter(line -> line.kind() != kind).map(Line::text).collect(Collectors.joining("\n"));
    }

    @Test
    void anyTwoTexts_bothStandInTheirDiff() {
        qt().forAll(texts(), texts()).checkAssert((before, after) -> {
            List<Line> diff = LineDiff.of(before, after);
            assertThat(without(diff, Kind.NEW)).isEqualTo(before);
            assertThat(without(diff, Kind.GONE)).isEqualTo(after);
        });
    }

    @Test
    void anyText_besideItself_differsInNothing() {
        qt().forAll(texts()).check(text -> LineDiff.of(text, text).stream().allMatch(line -> line.kind() == Kind.SAME));
    }

    @Test
    void aChangedLine_goesBeforeTheOneThatCame() {
        assertThat(LineDiff.of("hall: north\nbaud: 9600\nend\n", "hall: north\nbaud: 4800\nend\n"))
                .containsExactly(
                        new Line(Kind.SAME, "hall: north"),
                        new Line(Kind.GONE, "baud: 9600"),
                        new Line(Kind.NEW, "baud: 4800"),
                        new Line(Kind.SAME, "end"));
    }
}
