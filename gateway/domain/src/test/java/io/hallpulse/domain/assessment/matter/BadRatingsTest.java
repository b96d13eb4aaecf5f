package io.hallpulse.domain.assessment.matter;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.assessment.matter.BadRatings.Count;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Flow.Need;
import io.hallpulse.domain.directory.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** X23: no face to a press. */
class BadRatingsTest {
    private static final BadRatings RULE = new BadRatings(3);

    @ParameterizedTest(name = "{0} bad of {1}: {2}")
    @CsvSource({
        "0, 30, false",
        "1, 30, false",
        "3, 30, true",
        "3, 4, false",
        "2, 30, false",
        "3, 5, true",
        "4, 4, false"
    })
    void x23_day(long bad, long ratings, boolean isCase) {
        assertThat(RULE.isCase(new Count(1 < bad ? 1 : 0, 1 < bad ? bad - 1 : bad, ratings)))
                .isEqualTo(isCase);
    }

    @Test
    void x23_week_countsWhatHasNoCaseOfItsDay_andWhatCameLate() {
        Count monday = new Count(2, 0, 30);
        Count thursday = new Count(0, 2, 30);
        Count before = new Count(7, 9, 1_000);
        Count now = before.plus(monday).plus(thursday);
        assertThat(RULE.isCase(BadRatings.arrived(now, before, List.of()))).isTrue();
        assertThat(BadRatings.arrived(now, before, List.of())).isEqualTo(new Count(2, 2, 60));

        Count friday = new Count(3, 0, 30);
        assertThat(BadRatings.arrived(now.plus(friday), before, List.of(friday)))
                .as("a day that has its case")
                .isEqualTo(new Count(2, 2, 60));
        Count late = new Count(1, 2, 6);
        assertThat(RULE.isCase(BadRatings.arrived(now.plus(late), now, List.of())))
                .as("of a week that was judged already")
                .isTrue();
        assertThat(BadRatings.arrived(before, now, List.of()))
                .as("what was taken back by another rule")
                .isEqualTo(Count.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {BuiltInFlows.BAD_RATING, BuiltInFlows.BAD_RATING_NAMED})
    void flow_reachesEveryState_andEnds(String id) {
        Flow flow = Objects.requireNonNull(BuiltInFlows.FLOWS.get(id));
        Set<String> reached = new HashSet<>(Set.of(flow.start()));
        for (int i = 0; i < flow.states().size(); i++) {
            for (String state : Set.copyOf(reached)) {
                Flows.state(flow, state).next().values().forEach(way -> reached.add(way.to()));
            }
        }
        assertThat(reached).isEqualTo(flow.states().keySet());
        flow.states()
                .values()
                .forEach(state -> assertThat(state.end()).isEqualTo(state.next().isEmpty()));
    }

    @Test
    void callBackAndAppeal_areForRatingsWithANameAlone() {
        assertThat(needsAndWays(BuiltInFlows.BAD_RATING)).doesNotContain(Need.CALLBACK.word(), "appeal");
        assertThat(needsAndWays(BuiltInFlows.BAD_RATING_NAMED)).contains(Need.CALLBACK.word(), "appeal");
    }

    @ParameterizedTest
    @CsvSource({
        "true, new, false, 5, under way",
        "true, mending, false, 5, under way",
        "true, review, false, 5, under way",
        "true, excluded, false, 5, excluded",
        "true, call-back, false, 5, ''",
        "true, mended, false, 1, ''",
        "true, explained, false, 3, ''",
        "true, unreachable, false, 4, ''",
        "true, mended, true, 5, once",
        "true, excluded, true, 5, once",
        "true, mended, false, 0, five levels",
        "true, mended, false, 6, five levels",
        "false, mended, false, 5, with a name"
    })
    void secondRating_isTakenOnce_atTheCallBackOrAfterTheEnd(
            boolean named, String state, boolean given, int level, String why) {
        assertThat(SecondRating.refusal(named, state, given, level)
                        .map(Text::en)
                        .orElse(""))
                .contains(why)
                .satisfies(line -> assertThat(line.isEmpty()).isEqualTo(why.isEmpty()));
    }

    private static List<String> needsAndWays(String id) {
        return Objects.requireNonNull(BuiltInFlows.FLOWS.get(id)).states().values().stream()
                .flatMap(state -> Stream.concat(
                        state.next().keySet().stream(),
                        state.next().values().stream()
                                .flatMap(way -> way.needs().stream())
                                .map(Need::word)))
                .toList();
    }

    @Test
    void nobodyIsOutOfReach_beforeThreeTriesOnTwoDays() {
        ZoneId zone = ZoneId.of("Asia/Shanghai");
        Instant evening = Instant.parse("2026-10-12T15:00:00Z"); // 23:00 there
        Instant night = Instant.parse("2026-10-12T17:00:00Z");
        assertThat(CallBacks.isOutOfReach(List.of(evening, night), zone)).isFalse();
        assertThat(CallBacks.isOutOfReach(List.of(evening, evening, evening), zone))
                .isFalse();
        assertThat(CallBacks.isOutOfReach(List.of(evening, evening, night), zone))
                .isTrue();
    }
}
