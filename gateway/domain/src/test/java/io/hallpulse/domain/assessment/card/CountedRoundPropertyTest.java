package io.hallpulse.domain.assessment.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import io.hallpulse.domain.assessment.fact.Fact;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.rule.Rules;
import io.hallpulse.domain.assessment.scheme.Condition;
import io.hallpulse.domain.assessment.scheme.Effect;
import io.hallpulse.domain.assessment.scheme.Post;
import io.hallpulse.domain.assessment.scheme.Ranking.Edge;
import io.hallpulse.domain.assessment.scheme.Ranking.Take;
import io.hallpulse.domain.assessment.scheme.Ranking.TieBreak;
import io.hallpulse.domain.assessment.scheme.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** What holds of any round (design 11). */
class CountedRoundPropertyTest {
    private static final int EXAMPLES = 40;

    private static void forAllSeeds(LongConsumer property) {
        qt().withExamples(EXAMPLES).forAll(longs().all()).checkAssert(property::accept);
    }

    private static Example round(long seed) {
        Random random = new Random(seed);
        Example example = new Example()
                .part("patrol", 50)
                .part("yearend", 20)
                .named("calls", 30, 2)
                .adjust(-6, 2)
                .bar("breach")
                .list(new Take.Each(3), Edge.BREAK, new TieBreak.ByPart("yearend"), new TieBreak.Contacts());
        example.rules(
                rule("listed", new Condition.Listed()),
                rule("top", new Condition.RankBetween(1, 3)),
                rule("last", new Condition.Last()));
        int subjects = 2 + random.nextInt(6);
        for (int i = 0; i < subjects; i++) {
            String id = "s" + i;
            example.subject(id);
            for (int visits = random.nextInt(4); visits > 0; visits--) {
                example.figure(id, "patrol", Integer.toString(90 + random.nextInt(4)));
            }
            if (random.nextInt(5) > 0) {
                example.figure(id, "yearend", Integer.toString(80 + random.nextInt(3)));
            }
            int ballots = random.nextInt(40);
            example.ballots("calls", id, random.nextInt(ballots + 1), ballots);
            if (random.nextInt(3) == 0) {
                example.entry(id, random.nextBoolean() ? "criticism" : "banner");
            }
            if (random.nextInt(6) == 0) {
                example.entry(id, "breach");
            }
        }
        return example;
    }

    private static Rule rule(String id, Condition when) {
        return new Rule(
                id, Rule.At.PUBLISHED, List.of(when), 0, List.of(new Effect.Open("talk", Post.HEAD, null, null)));
    }

    @Test
    void orderOfFacts_isIrrelevant() {
        forAllSeeds(seed -> {
            Example example = round(seed);
            List<Fact> shuffled = new ArrayList<>(example.facts());
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(CountedRound.of(example.round("2026-10"), shuffled).digest())
                    .isEqualTo(example.count().digest());
        });
    }

    @Test
    void strikingThenRestating_givesTheSameDigest() {
        forAllSeeds(seed -> {
            Example example = round(seed);
            String digest = example.count().digest();
            for (Fact fact : example.facts()) {
                example.fact(fact.source(), null, new FactValue.Strike(fact.id()));
                example.fact(new Fact(fact.id() + " again", fact.source(), fact.subject(), fact.value(), true));
            }
            assertThat(example.count().digest()).isEqualTo(digest);
        });
    }

    @Test
    void subjectWithoutFacts_changesNoOtherCard() {
        forAllSeeds(seed -> {
            Example example = round(seed);
            List<Scorecard> before = example.count().cards();
            List<Scorecard> after = example.subject("without").count().cards();
            assertThat(after).hasSize(before.size() + 1).containsAll(before);
            assertThat(after.get(before.size()).place().rank()).isNull();
        });
    }

    @Test
    void weightsPermutedWithTheirParts_changeNothing() {
        forAllSeeds(seed -> {
            Example example = round(seed);
            String digest = example.count().digest();
            assertThat(example.reverseParts().count().digest()).isEqualTo(digest);
        });
    }

    @Test
    void rule_firesOnceForASubject() {
        forAllSeeds(seed -> {
            CountedRound counted = round(seed).count();
            assertThat(Rules.published(counted.round(), counted.facts(), counted.places()).stream()
                            .map(one -> one.once(counted.round().id())))
                    .doesNotHaveDuplicates();
        });
    }

    @Test
    void anotherFact_changesTheDigest() {
        forAllSeeds(seed -> {
            Example example = round(seed);
            String digest = example.count().digest();
            assertThat(example.figure("s0", "patrol", "12").count().digest()).isNotEqualTo(digest);
        });
    }
}
