package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.card.CanonicalJson;
import io.hallpulse.domain.assessment.card.CardJson;
import io.hallpulse.domain.assessment.card.CountedRound;
import io.hallpulse.domain.assessment.card.Scorecard;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.directory.Csv;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** A round counted anew from the database, and its facts and cards as lines of CSV, for commands beside a gateway. Any thread. */
public final class RoundReport {
    private static final int AT_ONCE = 500;

    private final AssessReading reading;
    private final Grammar grammar;
    private final String scheme;
    private final String period;

    /** Of a round named {@code scheme/period}. */
    public RoundReport(AssessReading reading, String round) {
        this(reading, Grammar.ofFiles(), round);
    }

    RoundReport(AssessReading reading, Grammar grammar, String round) {
        this.reading = reading;
        this.grammar = grammar;
        int slash = round.indexOf('/');
        this.scheme = slash < 0 ? round : round.substring(0, slash);
        this.period = slash < 0 ? "" : round.substring(slash + 1);
    }

    /**
     * Its digest as its facts stand now.
     *
     * @param stored that of the count that two persons signed; empty before there is one
     */
    public record Digest(String now, String stored) {}

    /**
     * Counts it.
     *
     * @throws AssessRefused where there is no such round
     */
    public Digest digest() {
        return reading.read(tables -> {
            RoundRow round = Rounds.require(tables, scheme, period);
            return new Digest(
                    RoundCount.of(tables, round, rules(tables, round)).digest(),
                    round.counted().cardsDigest());
        });
    }

    private Scheme rules(AssessStore.Tables tables, RoundRow round) throws SQLException {
        return grammar.of(Schemes.require(tables, round.scheme(), round.version()));
    }

    /**
     * Writes all facts, those that were struck too, a line each.
     *
     * @throws AssessRefused where there is no such round
     */
    public void facts(Appendable out) throws IOException {
        out.append(Csv.line(List.of(
                "fact",
                "source",
                "subject",
                "value",
                "day",
                "recorder",
                "recorded",
                "batch",
                "proof",
                "verified by",
                "struck by",
                "reason")));
        List<FactRow> some = after(0);
        while (!some.isEmpty()) {
            for (FactRow fact : some) {
                Long struckBy = fact.struckBy();
                out.append(Csv.line(List.of(
                        fact.id(),
                        fact.source(),
                        Objects.requireNonNullElse(fact.subject(), ""),
                        FactJson.text(fact.value()),
                        fact.day().toString(),
                        fact.recorder(),
                        Instant.ofEpochMilli(fact.recordedMillis()).toString(),
                        Objects.requireNonNullElse(fact.batch(), ""),
                        Objects.requireNonNullElse(fact.proof(), ""),
                        Objects.requireNonNullElse(fact.verifiedBy(), ""),
                        struckBy == null ? "" : FactRow.id(struckBy),
                        fact.reason())));
            }
            some = after(some.get(some.size() - 1).n());
        }
    }

    private List<FactRow> after(long n) {
        return reading.read(tables ->
                tables.facts().after(Rounds.require(tables, scheme, period).id(), n, AT_ONCE));
    }

    /** Writes the cards as the facts stand now, a line each, with the card itself in canonical JSON. */
    public void cards(Appendable out) throws IOException {
        out.append(Csv.line(List.of("subject", "category", "rank", "score", "listed", "card")));
        CountedRound counted = reading.read(tables -> {
            RoundRow round = Rounds.require(tables, scheme, period);
            return RoundCount.of(tables, round, rules(tables, round));
        });
        for (Scorecard card : counted.cards()) {
            out.append(Csv.line(List.of(
                    card.subject(),
                    card.category(),
                    Objects.toString(card.place().rank(), ""),
                    card.place().printed() == null
                            ? ""
                            : Objects.requireNonNull(card.place().printed()).toPlainString(),
                    Boolean.toString(card.place().listed()),
                    CanonicalJson.text(CardJson.of(counted.round().scheme(), card)))));
        }
    }

    /** Writes the points that the round's rules gave, a line each; exact, as fractions. */
    public void points(Appendable out) throws IOException {
        out.append(Csv.line(List.of("cause", "rule", "ledger", "post", "holder", "sum", "given", "fact")));
        List<EffectTable.Given> given = reading.read(tables ->
                tables.effects().given(Rounds.require(tables, scheme, period).id()));
        for (EffectTable.Given one : given) {
            out.append(Csv.line(List.of(
                    one.cause(),
                    one.rule(),
                    one.ledger(),
                    one.post(),
                    one.holder(),
                    one.sum(),
                    one.given(),
                    one.fact())));
        }
    }
}
