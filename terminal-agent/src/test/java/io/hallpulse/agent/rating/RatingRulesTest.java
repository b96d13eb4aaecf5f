package io.hallpulse.agent.rating;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.agent.clock.Moment;
import io.hallpulse.agent.config.InputConfig;
import io.hallpulse.agent.config.KeyMeaning;
import io.hallpulse.agent.config.WindowConfig;
import io.hallpulse.agent.testkit.Inputs;
import io.hallpulse.contract.message.Flags;
import io.hallpulse.contract.message.Press;
import io.hallpulse.hardware.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RatingRulesTest {
    private static final Session SESSION = new Session("s-1", "c-1", "Li");

    private final List<Press> stored = new ArrayList<>();
    private RatingRules rules = rules(window(5000, 0), 0);
    private RatingState state = RatingState.EMPTY;

    @Test
    void key_inTheMap_countsWithItsLevel() {
        assertThat(press("1", 0)).isEqualTo(Answer.STORED);

        assertThat(stored).singleElement().satisfies(press -> {
            assertThat(press.level()).isEqualTo(4);
            assertThat(press.flags()).isEmpty();
            assertThat(press.seq()).isEqualTo(1);
        });
    }

    @Test
    void key_notInTheMap_isStoredWithoutLevelAndDoesNotStartAnInterval() {
        press("7", 0);
        press("1", 100);

        assertThat(stored).extracting(Press::flags).containsExactly(List.of(Flags.UNMAPPED), List.of());
        assertThat(stored.get(0).level()).isNull();
    }

    @Test
    void key_longerThanTheContractAllows_isStoredCut() {
        press("x".repeat(1000), 0);

        assertThat(stored.get(0).key()).hasSize(64);
    }

    @Test
    void key_withinTheResponseInterval_isARepeatUntilItsEnd() {
        press("0", 0);
        assertThat(press("0", 4999)).isEqualTo(Answer.ALREADY_COUNTED);
        assertThat(press("0", 5000)).isEqualTo(Answer.STORED);

        assertThat(flags()).containsExactly(List.of(), List.of(Flags.REPEAT), List.of());
    }

    @Test
    void key_repeats_doNotStretchTheInterval() {
        press("0", 0);
        press("0", 3000);
        press("0", 6000);

        assertThat(flags()).containsExactly(List.of(), List.of(Flags.REPEAT), List.of());
    }

    @Test
    void key_withAnIntervalOfZero_countsEveryTimeEvenOutOfOrder() {
        rules = rules(window(0, 0), 0);
        press("0", 100);
        press("0", 100);
        press("0", 90);

        assertThat(flags()).containsOnly(List.of());
    }

    @Test
    void key_ofAnotherLevelWithinGrace_replacesTheOneBefore() {
        rules = rules(window(5000, 3000), 0);
        press("0", 0);
        press("3", 2999);
        press("1", 5998);

        assertThat(flags()).containsOnly(List.of());
        assertThat(stored).extracting(Press::supersedes).containsExactly(null, 1L, 2L);
    }

    @Test
    void key_ofTheSameLevelOrAfterGrace_isARepeat() {
        rules = rules(window(5000, 3000), 0);
        press("0", 0);
        press("0", 1000);
        press("3", 3000);

        assertThat(flags()).containsExactly(List.of(), List.of(Flags.REPEAT), List.of(Flags.REPEAT));
    }

    @Test
    void grace_longerThanTheInterval_endsWithIt() {
        rules = rules(window(1000, 3000), 0);
        press("0", 0);
        press("3", 1000);

        assertThat(stored).extracting(Press::supersedes).containsOnlyNulls();
        assertThat(flags()).containsOnly(List.of());
    }

    @Test
    void key_simultaneous_neverCounts() {
        decide(new Event.Key("meter", "0", true, at(0)));
        press("0", 10);

        assertThat(flags()).containsExactly(List.of(Flags.SIMULTANEOUS), List.of());
        assertThat(stored.get(0).level()).isEqualTo(5);
    }

    @Test
    void frame_repeatedWhileUncommitted_isOnePressHoweverLongThatTakes() {
        rules = rules(window(0, 0), 500);
        for (int millis = 0; millis <= 3000; millis += 200) {
            assertThat(decideOnly(key("0", millis))).isEqualTo(Answer.STORED);
        }

        assertThat(stored).hasSize(1);
    }

    @Test
    void frame_repeatedUntilRetransmitAfterAckOrLastFrame_isAnsweredAgainButNotStored() {
        rules = rules(window(0, 0), 500);
        decideOnly(key("0", 0));
        state = state.acknowledged(1200);
        assertThat(press("0", 1699)).isEqualTo(Answer.STORED);
        assertThat(press("0", 2198)).isEqualTo(Answer.STORED);
        assertThat(stored).hasSize(1);

        press("0", 2198 + 500);
        assertThat(stored).hasSize(2);
    }

    @Test
    void frame_ofAnotherKeyOrWithRetransmitOff_isAPressOfItsOwn() {
        rules = rules(window(0, 0), 500);
        press("0", 0);
        press("1", 10);
        rules = rules(window(0, 0), 0);
        press("1", 20);

        assertThat(stored).extracting(Press::level).containsExactly(5, 4, 4);
    }

    @Test
    void frame_repeatedOfARepeat_isAnsweredLikeTheFirst() {
        rules = rules(window(5000, 0), 500);
        press("0", 0);
        press("1", 1000);

        assertThat(press("1", 1200)).isEqualTo(Answer.ALREADY_COUNTED);
        assertThat(stored).hasSize(2);
    }

    @Test
    void session_countsItsFirstValidKey_andLaterOnesAreRepeatsUntilItsTimeIsOver() {
        rules = rules(triggered(0), 0);
        decide(new Event.Open("A", SESSION, at(0)));
        press("9", 100);
        press("1", 200);
        assertThat(press("0", 300)).isEqualTo(Answer.ALREADY_COUNTED);
        press("0", 29_999);
        assertThat(press("0", 30_000)).isEqualTo(Answer.OUT_OF_SERVICE);

        assertThat(flags())
                .containsExactly(
                        List.of(Flags.UNMAPPED),
                        List.of(),
                        List.of(Flags.REPEAT),
                        List.of(Flags.REPEAT),
                        List.of(Flags.UNSOLICITED));
        assertThat(stored.subList(1, 4)).extracting(Press::session).containsOnly("s-1");
        assertThat(stored.get(1).caseNumber()).isEqualTo("c-1");
        assertThat(stored.get(1).staff()).isEqualTo("Li");
        assertThat(stored.get(4).session()).isNull();
    }

    @Test
    void session_graceApplies_evenBeyondItsTime() {
        rules = rules(triggered(3000), 0);
        decide(new Event.Open("A", SESSION, at(0)));
        press("0", 29_000);
        press("0", 29_500);
        press("3", 31_999);
        press("1", 34_998);
        press("2", 37_998);

        assertThat(flags())
                .containsExactly(List.of(), List.of(Flags.REPEAT), List.of(), List.of(), List.of(Flags.UNSOLICITED));
        assertThat(stored).extracting(Press::supersedes).containsExactly(null, null, 1L, 3L, null);
        assertThat(stored.get(3).session()).isEqualTo("s-1");
    }

    @Test
    void session_openedByTheClerksKey_isNoPress_andItsMeterMaySendAgain() {
        rules = clerk(500);
        assertThat(decideOnly(key("8", 0))).isEqualTo(Answer.STORED);
        assertThat(decideOnly(key("8", 200))).isEqualTo(Answer.STORED);
        assertThat(stored).isEmpty();
        press("0", 1000);
        press("8", 2000);
        decide(new Event.Tick(at(32_000)));

        assertThat(stored).extracting(Press::kind).containsExactly(Press.Kind.RATING, Press.Kind.TIMEOUT);
        assertThat(stored).extracting(Press::session).doesNotContainNull().doesNotHaveDuplicates();
    }

    @Test
    void session_overALineThatOthersRead_isNotNamedByItsPress() {
        rules = new RatingRules(List.of(triggered(0)), List.of(Inputs.panel("meter", "A")), Press.Kind.RATING, false);
        decide(new Event.Open("A", SESSION, at(0)));
        press("0", 10);

        assertThat(stored.get(0).session()).isNull();
        assertThat(stored.get(0).caseNumber()).isNull();
        assertThat(stored.get(0).staff()).isEqualTo("Li");
        assertThat(Objects.requireNonNull(state.sessions().get("A")).session().id())
                .isEqualTo("s-1");
    }

    @Test
    void sessions_ofTwoWindows_doNotDisturbEachOther() {
        rules = new RatingRules(
                List.of(triggered(0), triggeredWindow("B", 0)),
                List.of(Inputs.panel("meter", "A"), Inputs.panel("other", "B")));
        decide(new Event.Open("A", new Session("a", null, null), at(0)));
        decide(new Event.Open("B", new Session("b", null, null), at(10)));
        decide(new Event.Key("other", "0", false, at(20)));
        decide(new Event.Close("B", at(30)));
        press("1", 40);

        assertThat(stored).extracting(Press::session).containsExactly("b", "a");
        assertThat(flags()).containsOnly(List.of());
    }

    @Test
    void session_withoutKeyInTime_endsUnratedAtItsDeadline() {
        rules = rules(triggered(0), 0);
        decide(new Event.Open("A", SESSION, at(1000)));
        assertThat(rules.nextDeadlineMillis(state)).hasValue(31_000);
        decide(new Event.Tick(at(30_999)));
        assertThat(stored).isEmpty();
        press("1", 31_500);

        assertThat(stored).extracting(Press::kind).containsExactly(Press.Kind.TIMEOUT, Press.Kind.RATING);
        assertThat(stored.get(0).monoMillis()).isEqualTo(31_000);
        assertThat(stored.get(0).level()).isNull();
        assertThat(stored.get(0).session()).isEqualTo("s-1");
        assertThat(stored.get(1).flags()).containsExactly(Flags.UNSOLICITED);
        assertThat(rules.nextDeadlineMillis(state)).isEmpty();
    }

    @Test
    void session_closedOrReplaced_endsUnratedOnce() {
        rules = rules(triggered(0), 0);
        decide(new Event.Open("A", SESSION, at(0)));
        decide(new Event.Open("A", new Session("s-2", null, null), at(10)));
        decide(new Event.Close("A", at(20)));
        decide(new Event.Close("A", at(30)));

        assertThat(stored).extracting(Press::session).containsExactly("s-1", "s-2");
        assertThat(stored).extracting(Press::kind).containsOnly(Press.Kind.TIMEOUT);
    }

    @Test
    void rebuild_afterARestart_keepsTheIntervalButSupersedesNothing() {
        rules = rules(window(5000, 3000), 0);
        press("0", 0);
        state = rules.rebuild(Kept.NOTHING, true, stored, List.of(), 1000);
        press("3", 2000);
        press("3", 5000);

        assertThat(flags()).containsExactly(List.of(), List.of(Flags.REPEAT), List.of());
    }

    @Test
    void rebuild_unansweredFrame_isTheMeterSendingAgain() {
        rules = rules(window(0, 0), 500);
        press("0", 0);
        List<Press> before = List.copyOf(stored);
        state = rules.rebuild(Kept.NOTHING, true, List.of(), before, 10_000);
        assertThat(press("0", 11_000)).isEqualTo(Answer.STORED);
        assertThat(stored).hasSize(1);

        state = rules.rebuild(Kept.NOTHING, true, before, List.of(), 10_000);
        press("0", 10_100);
        assertThat(stored).hasSize(2);
    }

    @Test
    void rebuild_unansweredFrames_areSuspectInTheNewestAlone_untilTheMeterSendsAnotherKey() {
        rules = rules(window(0, 0), 500);
        press("1", 0);
        press("0", 100);
        List<Press> before = List.copyOf(stored);
        state = rules.rebuild(Kept.NOTHING, true, List.of(), before, 10_000);
        press("1", 10_100);
        assertThat(stored).as("it sent another key since").hasSize(3);
        press("0", 10_200);
        assertThat(stored).as("and so that one was answered").hasSize(4);
    }

    @Test
    void rebuild_unansweredFrame_sentAgainOnce_isNoMoreThanThat() {
        rules = rules(window(0, 0), 400);
        press("0", 0);
        state = rules.rebuild(Kept.NOTHING, true, List.of(), List.copyOf(stored), 10_000);
        press("0", 10_100);
        press("0", 10_300);
        assertThat(stored).as("the meter sends again").hasSize(1);

        press("0", 11_000);
        assertThat(stored).as("another person presses the same key").hasSize(2);
    }

    @Test
    void rebuild_openSession_goesOnInItsBoot_untilItsTimeIsOver() {
        rules = rules(triggered(3000), 0);
        decide(new Event.Open("A", SESSION, at(0)));
        Kept open = state.kept();
        state = rules.rebuild(open, true, List.of(), List.of(), 20_000);
        press("0", 21_000);
        Kept rated = state.kept();
        state = rules.rebuild(rated, true, stored, List.of(), 22_000);
        press("1", 23_000);

        assertThat(flags()).containsExactly(List.of(), List.of(Flags.REPEAT));
        assertThat(stored).extracting(Press::session).containsOnly("s-1");
        assertThat(stored).extracting(Press::supersedes).containsOnlyNulls();
    }

    @Test
    void rebuild_sessionThatRanOutMeanwhile_orOfAnotherBoot_isAnInterruptedTimeout() {
        rules = rules(triggered(0), 0);
        decide(new Event.Open("A", SESSION, at(0)));
        Kept open = state.kept();
        for (boolean sameBoot : new boolean[] {true, false}) {
            state = rules.rebuild(open, sameBoot, List.of(), List.of(), sameBoot ? 40_000 : 5);
            decide(new Event.Tick(at(sameBoot ? 40_001 : 6)));
            decide(new Event.Tick(at(50_000)));
        }

        assertThat(stored).hasSize(2).allSatisfy(press -> {
            assertThat(press.kind()).isEqualTo(Press.Kind.TIMEOUT);
            assertThat(press.flags()).containsExactly(Flags.INTERRUPTED);
            assertThat(press.session()).isEqualTo("s-1");
        });
    }

    @Test
    void reason_isOfTheLevelPressedLast_andNeverARating() {
        rules = withKey("8", new KeyMeaning(KeyMeaning.Kind.REASON, 8), window(5000, 3000));
        press("8", 0);
        press("0", 1000);
        press("3", 2000);
        assertThat(press("8", 21_999)).isEqualTo(Answer.STORED);
        assertThat(press("8", 22_000)).isEqualTo(Answer.OUT_OF_SERVICE);

        assertThat(stored)
                .extracting(
                        press -> press.kind().word() + press.flags() + press.level() + press.rates() + press.reasons())
                .containsExactly(
                        "reason[unsolicited]nullnull[]",
                        "rating[]5null[]",
                        "rating[]2null[]",
                        "reason[]null3[214]",
                        "reason[unsolicited]nullnull[]");
    }

    @Test
    void reason_inASession_carriesIt_andLeavesTheRatingAsItIs() {
        rules = withKey("8", new KeyMeaning(KeyMeaning.Kind.REASON, 1), triggered(0));
        decide(new Event.Open("A", SESSION, at(0)));
        press("8", 100);
        press("0", 200);
        press("8", 300);
        press("1", 400);

        assertThat(flags()).containsExactly(List.of(Flags.UNSOLICITED), List.of(), List.of(), List.of(Flags.REPEAT));
        assertThat(stored.get(2).session()).isEqualTo("s-1");
        assertThat(stored.get(2).reasons()).containsExactly(510);
    }

    @Test
    void undone_isStoredApart_endsNoSession_andIsHeardOutsideOne() {
        rules = withKey("8", new KeyMeaning(KeyMeaning.Kind.UNDONE, 0), triggered(0));
        assertThat(press("8", 0)).isEqualTo(Answer.STORED);
        decide(new Event.Open("A", SESSION, at(6000)));
        press("8", 7000);
        assertThat(press("8", 8000)).isEqualTo(Answer.ALREADY_COUNTED);
        press("0", 9000);

        assertThat(stored)
                .extracting(press -> press.kind().word() + press.flags() + press.level() + press.session())
                .containsExactly("undone[]nullnull", "undone[]nulls-1", "undone[repeat]nulls-1", "rating[]5s-1");
    }

    @Test
    void duty_isNamedByEachPress_unlessItsSessionNamesStaff() {
        rules = rules(window(0, 0), 0);
        press("0", 0);
        decide(new Event.Duty("A", "Li", at(10)));
        press("0", 20);
        decide(new Event.Duty("A", "Wang", at(30)));
        state = rules.rebuild(state.kept(), true, stored, List.of(), 35);
        press("0", 40);
        decide(new Event.Duty("A", null, at(50)));
        press("0", 60);
        assertThat(stored).extracting(Press::staff).containsExactly(null, "Li", "Wang", null);

        decide(new Event.Duty("A", "Li", at(70)));
        state = rules.rebuild(state.kept(), false, stored, List.of(), 5);
        press("0", 80);
        assertThat(stored.get(4).staff())
                .as("after the machine was off nobody knows who serves")
                .isNull();
    }

    @Test
    void test_isOfTechniciansPresses_andEndsByItself() {
        press("0", 1_000);
        decide(new Event.Test(Duration.ofMinutes(3), at(10_000)));
        press("1", 20_000);
        press("2", 189_999);
        press("3", 190_000);

        assertThat(stored)
                .extracting(Press::kind)
                .containsExactly(Press.Kind.RATING, Press.Kind.TEST, Press.Kind.TEST, Press.Kind.RATING);
    }

    @Test
    void test_begunAgain_endsThreeMinutesAfterThat() {
        decide(new Event.Test(Duration.ofMinutes(3), at(0)));
        decide(new Event.Test(Duration.ofMinutes(3), at(100_000)));
        press("1", 279_999);
        press("1", 280_000);

        assertThat(stored).extracting(Press::kind).containsExactly(Press.Kind.TEST, Press.Kind.RATING);
    }

    @Test
    void test_leavesAnOpenSessionToTheCitizen() {
        rules = rules(triggered(0), 0);
        decide(new Event.Open("A", SESSION, at(0)));
        decide(new Event.Test(Duration.ofSeconds(5), at(1_000)));
        press("1", 2_000);
        press("0", 7_000);

        assertThat(stored).extracting(Press::kind).containsExactly(Press.Kind.TEST, Press.Kind.RATING);
        assertThat(stored.get(1).session()).isEqualTo("s-1");
    }

    private @Nullable Answer press(String key, long millis) {
        return decide(key(key, millis));
    }

    private @Nullable Answer decide(Event event) {
        Answer answer = decideOnly(event);
        state = state.acknowledged(event.at().monoMillis());
        return answer;
    }

    private @Nullable Answer decideOnly(Event event) {
        Decision decision = rules.decide(state, event, stored.size() + 1L);
        state = decision.state();
        stored.addAll(decision.presses());
        return decision.answer();
    }

    private List<List<String>> flags() {
        return stored.stream().map(Press::flags).toList();
    }

    private static Event.Key key(String key, long millis) {
        return new Event.Key("meter", key, false, at(millis));
    }

    static Moment at(long millis) {
        return new Moment(Instant.parse("2026-11-22T10:00:00Z").plusMillis(millis), millis, true);
    }

    static RatingRules rules(WindowConfig window, long retransmitMillis) {
        return new RatingRules(
                List.of(window),
                List.of(Inputs.meter("meter", "A", "/dev/ttyUSB0", Duration.ofMillis(retransmitMillis))));
    }

    static WindowConfig window(long intervalMillis, long graceMillis) {
        return new WindowConfig(
                "A",
                WindowConfig.Mode.free,
                Duration.ofMillis(intervalMillis),
                Duration.ofMillis(graceMillis),
                Duration.ofSeconds(30));
    }

    static WindowConfig triggered(long graceMillis) {
        return triggeredWindow("A", graceMillis);
    }

    static WindowConfig triggeredWindow(String id, long graceMillis) {
        return new WindowConfig(
                id,
                WindowConfig.Mode.triggered,
                Duration.ofSeconds(5),
                Duration.ofMillis(graceMillis),
                Duration.ofSeconds(30));
    }

    /** A panel that has one more key. */
    private static RatingRules withKey(String key, KeyMeaning meaning, WindowConfig window) {
        Map<String, KeyMeaning> keys = new HashMap<>(KeyMeaning.levels(Inputs.KEYS));
        keys.put(key, meaning);
        return new RatingRules(
                List.of(window),
                List.of(new InputConfig("meter", "A", keys, null, null, new InputConfig.Keyboard(), null, null)));
    }

    /** A triggered window whose meter has the clerk's key, 8. */
    private static RatingRules clerk(long retransmitMillis) {
        InputConfig meter = Inputs.meter("meter", "A", "/dev/ttyUSB0", Duration.ofMillis(retransmitMillis));
        Map<String, KeyMeaning> keys = new HashMap<>(meter.keys());
        keys.put("8", KeyMeaning.OPEN);
        return new RatingRules(
                List.of(triggered(0)),
                List.of(new InputConfig("meter", "A", keys, null, meter.serial(), null, null, null)));
    }
}
