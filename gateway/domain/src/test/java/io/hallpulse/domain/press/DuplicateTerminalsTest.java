package io.hallpulse.domain.press;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.contract.TerminalId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DuplicateTerminalsTest {
    private static final TerminalId N3 = new TerminalId("north", "n-03");
    private static final TerminalId N4 = new TerminalId("north", "n-04");

    private final DuplicateTerminals duplicates = new DuplicateTerminals();

    @Test
    void heard_rebootsAndRepeats_areNoFault() {
        assertThat(lines(N3, "a", "a", "b", "b", "c", "d")).isEmpty();
        assertThat(lines(N4, "d", "a")).isEmpty();
    }

    @Test
    void heard_bootsInTurns_areToldOnceAndThenEverMoreRarely() {
        assertThat(lines(N3, "a", "b", "a"))
                .containsExactly("two machines are called north/n-03 and take turns, 1 times so far;"
                        + " give one of them another name");
        assertThat(lines(N3, "b", "a", "b", "a", "b", "a", "b"))
                .hasSize(3)
                .last()
                .asString()
                .contains("8 times");
    }

    private List<String> lines(TerminalId terminal, String... boots) {
        return Stream.of(boots)
                .map(boot -> duplicates.received(terminal, boot))
                .flatMap(Optional::stream)
                .toList();
    }
}
