package io.hallpulse.agent.rating;

import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import io.hallpulse.agent.clock.Moment;
import io.hallpulse.agent.config.InputConfig;
import io.hallpulse.agent.config.KeyMeaning;
import io.hallpulse.agent.testkit.Inputs;
import io.hallpulse.contract.Reason;
import io.hallpulse.contract.message.Flags;
import io.hallpulse.contract.message.Press;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.quicktheories.core.Gen;

/** What holds at two triggered windows for any order of keys, sessions, closes, times and restarts. */
class SessionRulesPropertyTest {
    private static final int LONGEST_PAUSE = 20_000;
    private static final List<String> STEPS = List.of(
            "A0", "A1", "A3", "B0", "B2", "A9", "open A", "open B", "A8", "A7", "A6", "close A", "close B", "tick",
            "restart");
    /** Each a step, and milliseconds since the one before. */
    private static final Gen<List<Integer>> STORIES =
            lists().of(integers().between(0, STEPS.size() * LONGEST_PAUSE - 1)).ofSizeBetween(0, 60);

    /** What happened, and what was stored of it. */
    private static final class Story {
        private final RatingRules rules;
        private final List<Press> stored = new ArrayList<>();
        private final Map<String, Long> opened = new HashMap<>();
        private RatingState state = RatingState.EMPTY;
        private long millis;
        private int keys;

        Story(int graceMillis, List<Integer> codes) {
            Map<String, KeyMeaning> withClerk = new HashMap<>(KeyMeaning.levels(Inputs.KEYS));
            withClerk.put("8", KeyMeaning.OPEN);
            withClerk.put("7", new KeyMeaning(KeyMeaning.Kind.REASON, 8));
            withClerk.put("6", new KeyMeaning(KeyMeaning.Kind.UNDONE, 0));
            InputConfig clerks =
                    new InputConfig("A", "A", withClerk, null, null, new InputConfig.Keyboard(), null, null);
            rules = new RatingRules(
                    List.of(RatingRulesTest.triggered(graceMillis), RatingRulesTest.triggeredWindow("B", graceMillis)),
                    List.of(clerks, Inputs.panel("B", "B")));
            for (int code : codes) {
                millis += code % LONGEST_PAUSE;
                step(STEPS.get(code / LONGEST_PAUSE));
            }
            millis += 1_000_000;
            step("tick");
        }

        private void step(String step) {
            Moment now = RatingRulesTest.at(millis);
            String window = step.substring(step.length() - 1);
            if (step.equals("restart")) {
                state = rules.rebuild(state.kept(), true, stored, List.of(), millis);
            } else if (step.equals("tick")) {
                decide(new Event.Tick(now));
            } else if (step.startsWith("open")) {
                decide(new Event.Open(window, new Session("s" + opened.size(), null, null), now));
                opened.put("s" + opened.size(), millis);
            } else if (step.startsWith("close")) {
                decide(new Event.Close(window, now));
            } else {
                decide(new Event.Key(step.substring(0, 1), window, false, now));
                if (window.equals("8")) {
                    opened.put(
                            Objects.requireNonNull(
                                    Objects.requireNonNull(state.sessions().get("A"))
                                            .session()
                                            .id()),
                            millis);
                } else {
                    keys++;
                }
            }
        }

        private void decide(Event event) {
            Decision decision = rules.decide(state, event, stored.size() + 1L);
            state = decision.state().acknowledged(millis);
            stored.addAll(decision.presses());
        }

        private Set<Long> replaced() {
            return stored.stream()
                    .map(Press::supersedes)
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
        }

        /** What counts, and the ends without a rating. */
        List<Press> outcomes(String session) {
            Set<Long> replaced = replaced();
            return stored.stream()
                    .filter(press -> session.equals(press.session()))
                    .filter(press -> press.kind() == Press.Kind.TIMEOUT
                            || (press.kind() == Press.Kind.RATING
                                    && press.flags().isEmpty()
                                    && !replaced.contains(press.seq())))
                    .toList();
        }

        /** Whether no press names a session that nobody opened. */
        boolean isKnown() {
            return stored.stream().noneMatch(press -> press.session() != null && !opened.containsKey(press.session()));
        }
    }

    @Test
    void decide_anyStory_givesEachSessionExactlyOneOutcome() {
        qt().forAll(STORIES, integers().between(0, 9000)).check((codes, grace) -> {
            Story story = new Story(grace, apart(codes));
            return story.isKnown()
                    && story.opened.keySet().stream()
                            .allMatch(session -> story.outcomes(session).size() == 1);
        });
    }

    @Test
    void decide_anyStory_countsNothingOutsideASession_norAfterItsTime() {
        qt().forAll(STORIES).check(codes -> {
            Story story = new Story(0, apart(codes));
            return story.stored.stream()
                    .filter(press ->
                            press.kind() == Press.Kind.RATING && press.flags().isEmpty())
                    .allMatch(press -> {
                        Long opened = press.session() == null ? null : story.opened.get(press.session());
                        return opened != null && press.monoMillis() - opened < 30_000;
                    });
        });
    }

    @Test
    void decide_anyStory_balances() {
        qt().forAll(STORIES, integers().between(0, 9000)).check((codes, grace) -> {
            Story story = new Story(grace, apart(codes));
            long timeouts = story.stored.stream()
                    .filter(press -> press.kind() == Press.Kind.TIMEOUT)
                    .count();
            boolean unbroken = true;
            for (int i = 0; i < story.stored.size(); i++) {
                unbroken &= story.stored.get(i).seq() == i + 1;
            }
            return unbroken && story.stored.size() == story.keys + timeouts;
        });
    }

    @Test
    void decide_anyStory_linksAReasonToARatingOfItsLevel_within20Seconds() {
        qt().forAll(STORIES, integers().between(0, 9000)).check((codes, grace) -> {
            Story story = new Story(grace, apart(codes));
            return story.stored.stream()
                    .filter(press -> press.kind() == Press.Kind.REASON)
                    .allMatch(press -> {
                        Long seq = press.rates();
                        if (seq == null) {
                            return press.flags().contains(Flags.UNSOLICITED)
                                    && press.reasons().isEmpty();
                        }
                        Press rated = story.stored.get(seq.intValue() - 1);
                        return rated.kind() == Press.Kind.RATING
                                && rated.flags().isEmpty()
                                && press.monoMillis() - rated.monoMillis() < 20_000
                                && Objects.equals(rated.session(), press.session())
                                && press.reasons().size() == 1
                                && Objects.equals(
                                        rated.level(),
                                        Reason.level(press.reasons().get(0)));
                    });
        });
    }

    /** No two steps in one millisecond: no finger is that quick. */
    private static List<Integer> apart(List<Integer> codes) {
        return codes.stream()
                .map(code -> code % LONGEST_PAUSE == 0 ? code + 1 : code)
                .toList();
    }
}
