package io.hallpulse.domain.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.contract.Reason;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChannelRatingTest {
    private static final Instant AT = Instant.parse("2026-11-22T10:03:11.204Z");
    private static final List<String> WINDOWS = List.of("A03");

    private static ChannelRating rating(int level, List<Integer> reasons, @Nullable String caseNumber, Instant at) {
        return new ChannelRating(Channel.WEB, "north", "A03", level, reasons, caseNumber, at);
    }

    @Test
    void rating_everyActiveReasonOfItsLevel_isTaken() {
        for (int level = 1; level <= 5; level++) {
            List<Integer> codes = Reason.of(level).stream().map(Reason::code).toList();
            assertThat(rating(level, codes, null, AT).reasons()).hasSize(8).isEqualTo(codes);
        }
    }

    @Test
    void rating_reasonOfAnotherLevel_retired_unknownOrTwice_isRefused() {
        for (List<Integer> codes : List.of(List.of(517), List.of(201), List.of(299), List.of(213, 213))) {
            assertThatThrownBy(() -> rating(2, codes, null, AT))
                    .as("%s", codes)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("reason");
        }
    }

    @Test
    void rating_levelOutsideOneToFive_isRefused() {
        for (int level : new int[] {-1, 0, 6}) {
            assertThatThrownBy(() -> rating(level, List.of(), null, AT)).hasMessageContaining("1 to 5");
        }
    }

    @Test
    void rating_case_isAtMost64PrintableCharacters() {
        assertThatCode(() -> rating(5, List.of(), "办".repeat(64), AT)).doesNotThrowAnyException();
        for (String wrong : List.of("", "  ", "x".repeat(65), "a\u0000b", "a\nb", "a\ud83d")) {
            assertThatThrownBy(() -> rating(5, List.of(), wrong, AT)).hasMessageContaining("case");
        }
    }

    @Test
    void fault_hallWindowAndTime_areJudgedByTheDirectoryAndTheGatewaysClock() {
        assertThat(rating(5, List.of(), null, AT).fault(WINDOWS, AT)).isEmpty();
        assertThat(rating(5, List.of(), null, AT.plusSeconds(120)).fault(WINDOWS, AT))
                .as("a sender's clock may be ahead")
                .isEmpty();
        assertThat(rating(5, List.of(), null, AT.plusSeconds(121)).fault(WINDOWS, AT))
                .hasValueSatisfying(fault -> assertThat(fault).contains("future"));
        assertThat(rating(5, List.of(), null, AT).fault(null, AT))
                .hasValueSatisfying(fault -> assertThat(fault).contains("no hall"));
        assertThat(rating(5, List.of(), null, AT).fault(List.of("A04"), AT))
                .hasValueSatisfying(fault -> assertThat(fault).contains("no window"));
        assertThatThrownBy(() -> rating(5, List.of(), null, Instant.MIN)).hasMessageContaining("at is before");
    }
}
