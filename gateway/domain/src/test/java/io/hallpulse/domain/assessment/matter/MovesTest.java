package io.hallpulse.domain.assessment.matter;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Flow.Need;
import io.hallpulse.domain.assessment.scheme.Flow.State;
import io.hallpulse.domain.assessment.scheme.Flow.StateLimit;
import io.hallpulse.domain.assessment.scheme.Flow.Transition;
import io.hallpulse.domain.calendar.Limit;
import io.hallpulse.domain.calendar.WorkingCalendar;
import io.hallpulse.domain.directory.DaySpan;
import io.hallpulse.domain.directory.Name;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases of two flows: a plaque that can be lost, and what somebody could not get done. */
class MovesTest {
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final Business BUSINESS = new Business(
            new WorkingCalendar(List.of(
                    new DaySpan(
                            LocalDate.of(2026, 10, 1),
                            LocalDate.of(2026, 10, 7),
                            DaySpan.OFF,
                            new Name("国庆", "National Day"),
                            ""),
                    new DaySpan(
                            LocalDate.of(2026, 10, 10),
                            LocalDate.of(2026, 10, 10),
                            DaySpan.WORK,
                            new Name("补班", "made up"),
                            ""))),
            CHINA,
            LocalTime.of(17, 30));

    private static final Flow PLAQUE = flow(
            Map.of(
                    "held",
                            state(
                                    "1y",
                                    "lapsed",
                                    null,
                                    null,
                                    Map.of(
                                            "slip", way("rectify", "organiser", "", "text", null),
                                            "warn", way("yellow", "organiser", "approver", "text", null))),
                    "rectify",
                            state(
                                    "10wd",
                                    "yellow",
                                    null,
                                    null,
                                    Map.of("mended", way("held", "inspector", "", "visit", null))),
                    "yellow",
                            state(
                                    "3mo",
                                    "proposed",
                                    null,
                                    null,
                                    Map.of("mended", way("held", "inspector", "organiser", "visit", null))),
                    "proposed",
                            state(
                                    "5wd",
                                    null,
                                    null,
                                    null,
                                    Map.of(
                                            "adopt", way("withdrawn", "approver", "discipline", "text", null),
                                            "decline", way("yellow", "approver", "discipline", "text", null))),
                    "withdrawn", end("1y"),
                    "lapsed", end(null)),
            "held");

    private static final Flow STUCK = flow(
            Map.of(
                    "new",
                            state(
                                    "1wd",
                                    null,
                                    null,
                                    "organiser",
                                    Map.of("accept", way("doing", "contact", "", "", null))),
                    "doing",
                            state(
                                    "5wd",
                                    null,
                                    "organiser",
                                    "discipline",
                                    Map.of(
                                            "answer",
                                            way("asked", "contact", "", "text", null),
                                            "appeal",
                                            new Transition(
                                                    "review",
                                                    List.of(AssessmentRole.CONTACT),
                                                    List.of(),
                                                    Set.of(),
                                                    Limit.parse("3wd"),
                                                    null,
                                                    false))),
                    "review", state(null, null, null, null, Map.of("again", way("doing", "reviewer", "", "", null))),
                    "asked",
                            state(
                                    "3wd",
                                    "closed",
                                    null,
                                    null,
                                    Map.of("content", way("closed", "caller", "", "callback", "solved"))),
                    "closed", end(null)),
            "new");

    private final Moves plaque = new Moves(PLAQUE, BUSINESS);
    private final Moves stuck = new Moves(STUCK, BUSINESS);

    /** The examples' table X20, but for the words. */
    @ParameterizedTest
    @CsvSource({
        "held, rule rectify, rectify, 2026-11-17T17:30",
        "rectify, inspector mended, held, 2027-11-03T17:30",
        "rectify, passes, yellow, 2027-02-17T17:30",
        "held, rule rectify then yellow, yellow, 2027-02-03T17:30",
        "yellow, inspector mended organiser, held, 2027-11-03T17:30",
        "yellow, passes, proposed, 2027-02-10T17:30",
        "held, rule proposed, proposed, 2026-11-10T17:30",
        "proposed, approver adopt discipline, withdrawn, ",
        "proposed, approver decline discipline, yellow, 2027-02-03T17:30"
    })
    void plaque_comesAndGoes(String from, String event, String to, @Nullable LocalDateTime due) {
        Instant now = at("2026-11-03T10:00");
        Matter before = Matter.at(PLAQUE, from, now, null, false, BUSINESS);
        Matter after = switch (event.split(" ")[0]) {
            case "passes" ->
                after(plaque.passed(
                                before,
                                Objects.requireNonNull(before.due()).at().plusSeconds(1))
                        .get(0));
            case "rule" -> byRules(before, event.substring("rule ".length()).split(" then "), now);
            default -> together(before, event.split(" "), now);
        };
        assertThat(after.state()).isEqualTo(to);
        assertThat(
                        after.due() == null
                                ? null
                                : LocalDateTime.ofInstant(after.due().at(), CHINA))
                .isEqualTo(due);
    }

    private Matter byRules(Matter before, String[] states, Instant now) {
        Matter matter = before;
        for (String to : states) {
            matter = plaque.byRule(matter, List.of("held", "rectify", "yellow"), to, now)
                    .orElseThrow();
        }
        return matter;
    }

    private Matter together(Matter before, String[] words, Instant now) {
        Outcome first =
                plaque.take(before, words[1], person("first", words[0]), Set.of(Need.TEXT, Need.VISIT), null, now);
        if (words.length == 2) {
            return after(first);
        }
        Matter waiting = ((Outcome.AwaitsSecond) first).matter();
        assertThat(waiting.state()).as("until the second has confirmed it").isEqualTo(before.state());
        assertThat(plaque.take(waiting, words[1], person("first", words[0], words[2]), Set.of(), null, now))
                .as("the same person, whatever the roles")
                .isInstanceOf(Outcome.Refused.class);
        assertThat(plaque.take(waiting, words[1], person("second", "staff"), Set.of(), null, now))
                .isInstanceOf(Outcome.Refused.class);
        return after(plaque.take(waiting, words[1], person("second", words[2]), Set.of(), null, now));
    }

    @Test
    void withdrawnPlaque_isNotGivenAgainWithinAYear() {
        Matter withdrawn = Matter.at(PLAQUE, "withdrawn", at("2026-11-03T10:00"), null, false, BUSINESS);
        assertThat(plaque.notAgainYet(List.of(withdrawn), at("2027-10-03T10:00"))
                        .orElseThrow()
                        .en())
                .isEqualTo("not within 1y of the last one's end");
        assertThat(plaque.notAgainYet(List.of(withdrawn), at("2027-11-04T10:00")))
                .isEmpty();
        Matter lapsed = Matter.at(PLAQUE, "lapsed", at("2026-11-03T10:00"), null, false, BUSINESS);
        assertThat(plaque.notAgainYet(List.of(lapsed), at("2026-11-04T10:00"))).isEmpty();
    }

    @Test
    void missedDeadline_isToldOnce_andStaysWithTheCase_untilItsOutcomeIsLate() {
        Matter open = Matter.open(STUCK, at("2026-11-02T09:00"), null, BUSINESS);
        assertThat(stuck.passed(open, at("2026-11-03T17:30")))
                .as("the last instant is in time")
                .isEmpty();
        Outcome.Late late =
                (Outcome.Late) stuck.passed(open, at("2026-11-03T17:31")).get(0);
        assertThat(late.tell()).containsExactly(AssessmentRole.ORGANISER);
        assertThat(stuck.passed(late.matter(), at("2026-11-04T09:00"))).isEmpty();
        assertThat(late.matter().isOverdue(STUCK, at("2026-11-04T09:00"))).isTrue();
        Matter doing = after(take(late.matter(), "accept", "contact", "2026-11-04T09:00"));
        Matter asked = after(take(doing, "answer", "contact", "2026-11-05T09:00"));
        Outcome.Moved closed = (Outcome.Moved) take(asked, "content", "caller", "2026-11-06T09:00");
        assertThat(closed.fact()).isEqualTo("solved");
        assertThat(closed.matter().late()).isTrue();
        assertThat(closed.matter().isEnded(STUCK)).isTrue();
    }

    @Test
    void extension_isGivenOnce_beforeTheEnd_byItsRole_fromTheDueDayOn() {
        Matter doing = Matter.at(STUCK, "doing", at("2026-11-02T09:00"), null, false, BUSINESS);
        Person organiser = person("o", "organiser");
        assertThat(stuck.extend(doing, person("c", "contact"), at("2026-11-03T09:00")))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(stuck.extend(doing, organiser, at("2026-11-09T17:31"))).isInstanceOf(Outcome.Refused.class);
        Matter extended = after(stuck.extend(doing, organiser, at("2026-11-09T17:30")));
        assertThat(Objects.requireNonNull(extended.due()).at()).isEqualTo(at("2026-11-16T17:30"));
        assertThat(stuck.extend(extended, organiser, at("2026-11-10T09:00"))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void appeal_isTakenWithinItsOwnTime() {
        Matter doing = Matter.at(STUCK, "doing", at("2026-11-02T09:00"), null, false, BUSINESS);
        assertThat(take(doing, "appeal", "contact", "2026-11-05T17:30")).isInstanceOf(Outcome.Moved.class);
        assertThat(take(doing, "appeal", "contact", "2026-11-05T17:31")).isInstanceOf(Outcome.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown contact", "accept caller", "answer contact"})
    void step_ofAnotherState_orOfOthers_isRefused_inBothLanguages(String step) {
        Matter open = Matter.open(STUCK, at("2026-11-02T09:00"), null, BUSINESS);
        Outcome.Refused refused =
                (Outcome.Refused) take(open, step.split(" ")[0], step.split(" ")[1], "2026-11-02T10:00");
        assertThat(refused.why().zh()).isNotBlank();
        assertThat(refused.why().en()).isNotBlank();
    }

    @Test
    void whatAStepNeeds_isNamed() {
        Matter doing = Matter.at(STUCK, "doing", at("2026-11-02T09:00"), null, false, BUSINESS);
        Outcome.Refused refused = (Outcome.Refused)
                stuck.take(doing, "answer", person("c", "contact"), Set.of(), null, at("2026-11-02T10:00"));
        assertThat(refused.why().en()).isEqualTo("still missing: text");
    }

    @Test
    void dayThatIsDue_endsWhenTheHallClosesOnIt() {
        Business friday = new Business(
                BUSINESS.calendar(),
                CHINA,
                LocalTime.of(17, 30),
                Map.of(DayOfWeek.FRIDAY, LocalTime.of(12, 0), DayOfWeek.MONDAY, LocalTime.of(17, 0)));
        assertThat(friday.due(at("2026-11-05T09:00"), Limit.parse("1wd")).at()).isEqualTo(at("2026-11-06T12:00"));
        assertThat(friday.due(at("2026-11-04T09:00"), Limit.parse("1wd")).at()).isEqualTo(at("2026-11-05T17:30"));
        assertThat(friday.due(at("2026-10-09T09:00"), Limit.parse("1wd")).at())
                .as("a Saturday that is worked, by a Monday's hours")
                .isEqualTo(at("2026-10-10T17:00"));
        assertThat(friday.due(at("2026-11-05T09:00"), Limit.parse("24h")).at()).isEqualTo(at("2026-11-06T09:00"));
    }

    @Test
    void dueByAYearWithoutACalendar_isCountedAnewOnceThereIsOne() {
        Business without = new Business(new WorkingCalendar(List.of()), CHINA, LocalTime.of(17, 30));
        Matter matter = Matter.at(STUCK, "doing", at("2026-09-30T09:00"), null, false, without);
        assertThat(Objects.requireNonNull(matter.due()).provisional()).isTrue();
        Matter anew = matter.recounted(STUCK, BUSINESS, at("2026-10-02T09:00"));
        assertThat(Objects.requireNonNull(anew.due()).at()).isEqualTo(at("2026-10-13T17:30"));
        assertThat(anew.due().provisional()).isFalse();

        Outcome.Moved extended = (Outcome.Moved)
                new Moves(STUCK, without).extend(matter, person("o", "organiser"), at("2026-10-02T09:00"));
        Matter longer = extended.matter().recounted(STUCK, BUSINESS, at("2026-10-02T09:00"));
        assertThat(Objects.requireNonNull(longer.due()).at())
                .as("with the time that it was given")
                .isEqualTo(at("2026-10-20T17:30"));
    }

    @Test
    void whoWasToldByAProvisionalDue_isToldAgainAtTheRealOne_once() {
        Business without = new Business(new WorkingCalendar(List.of()), CHINA, LocalTime.of(17, 30));
        Matter matter = Matter.at(STUCK, "doing", at("2026-09-30T09:00"), null, false, without);
        Instant early = at("2026-10-08T09:00");
        Matter told = after(new Moves(STUCK, without).passed(matter, early).get(0));
        assertThat(told.told()).isTrue();
        Matter anew = told.recounted(STUCK, BUSINESS, early);
        assertThat(stuck.passed(anew, at("2026-10-13T17:30"))).isEmpty();
        assertThat(stuck.passed(anew, at("2026-10-13T17:31"))).hasSize(1).allMatch(Outcome.Late.class::isInstance);
        Matter later = told.recounted(STUCK, BUSINESS, at("2026-10-14T09:00"));
        assertThat(stuck.passed(later, at("2026-10-14T09:00")))
                .as("late by the real one too")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void time_passesAlike_howeverOftenItIsLookedAt(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            Instant opened = at("2026-01-05T09:00").plus(Duration.ofHours(random.nextInt(8000)));
            String from = List.copyOf(PLAQUE.states().keySet())
                    .get(random.nextInt(PLAQUE.states().size()));
            Matter matter = Matter.at(PLAQUE, from, opened, null, false, BUSINESS);
            Instant end = opened.plus(Duration.ofDays(random.nextInt(900)));
            Matter often = matter;
            for (Instant t = opened; t.isBefore(end); t = t.plus(Duration.ofHours(1 + random.nextInt(900)))) {
                often = last(plaque.passed(often, t), often);
            }
            often = last(plaque.passed(often, end), often);
            assertThat(often).as("seed %d, from %s", seed, from).isEqualTo(last(plaque.passed(matter, end), matter));
            assertThat(plaque.passed(often, end)).isEmpty();
        }
    }

    private static Matter last(List<Outcome> outcomes, Matter before) {
        return outcomes.isEmpty() ? before : after(outcomes.get(outcomes.size() - 1));
    }

    private static Matter after(Outcome outcome) {
        if (outcome instanceof Outcome.Moved moved) {
            return moved.matter();
        }
        return ((Outcome.Late) outcome).matter();
    }

    private Outcome take(Matter matter, String step, String role, String when) {
        return stuck.take(matter, step, person("p-" + role, role), Set.of(Need.TEXT, Need.CALLBACK), null, at(when));
    }

    private static Person person(String login, String... roles) {
        return new Person(
                login, Set.copyOf(List.of(roles).stream().map(MovesTest::role).toList()));
    }

    private static AssessmentRole role(String word) {
        return AssessmentRole.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(CHINA).toInstant();
    }

    private static Flow flow(Map<String, State> states, String start) {
        Map<String, State> ordered = new LinkedHashMap<>();
        ordered.put(start, Objects.requireNonNull(states.get(start)));
        states.keySet().stream()
                .sorted()
                .forEach(id -> ordered.putIfAbsent(id, Objects.requireNonNull(states.get(id))));
        return new Flow(new Name("流程", "Flow"), Set.of(), false, null, false, ordered);
    }

    private static State state(
            @Nullable String limit,
            @Nullable String atLimit,
            @Nullable String extendBy,
            @Nullable String tell,
            Map<String, Transition> next) {
        return new State(
                limit == null ? null : new StateLimit.For(Limit.parse(limit)),
                atLimit,
                null,
                extendBy == null ? null : new Flow.Extension(List.of(role(extendBy)), Limit.parse("5wd")),
                tell == null ? List.of() : List.of(role(tell)),
                next,
                false,
                null);
    }

    private static State end(@Nullable String again) {
        return new State(null, null, null, null, List.of(), Map.of(), true, again == null ? null : Limit.parse(again));
    }

    private static Transition way(String to, String by, String seconds, String need, @Nullable String fact) {
        return new Transition(
                to,
                List.of(role(by)),
                seconds.isEmpty() ? List.of() : List.of(role(seconds)),
                need.isEmpty() ? Set.of() : Set.of(Need.valueOf(need.toUpperCase(Locale.ROOT))),
                null,
                fact,
                false);
    }
}
