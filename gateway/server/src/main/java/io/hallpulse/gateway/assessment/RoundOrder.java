package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.round.AssessedPeriod;
import io.hallpulse.domain.assessment.round.RoundState;
import io.hallpulse.domain.directory.Text;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;

/**
 * In which order the rounds of a scheme go on: streaks and ties look back, so that an earlier round is counted, and published, before a later
 * one. Inside a transaction.
 */
final class RoundOrder {
    private RoundOrder() {}

    /** What keeps a round from being counted: an earlier one whose facts are still taken or not counted yet. */
    static List<Text> counting(AssessStore.Tables tables, RoundRow round) throws SQLException {
        return first(tables, round, true, one -> one.state().takesFacts(), "须先计分或作废", "is counted or annulled first");
    }

    /** What keeps a round from being published: an earlier one that is counted, and not published yet. */
    static List<Text> publishing(AssessStore.Tables tables, RoundRow round) throws SQLException {
        return first(
                tables,
                round,
                true,
                one -> one.state() == RoundState.COUNTED || one.state() == RoundState.APPROVED,
                "须先公布或作废",
                "is published or annulled first");
    }

    /** What keeps a counted round from being annulled: a later one that was counted by what this one says. */
    static List<Text> annulling(AssessStore.Tables tables, RoundRow round) throws SQLException {
        return round.state().isCounted()
                ? first(
                        tables,
                        round,
                        false,
                        one -> one.state().isCounted(),
                        "已按本轮计分",
                        "was counted by what this one says")
                : List.of();
    }

    private static List<Text> first(
            AssessStore.Tables tables, RoundRow round, boolean earlier, Predicate<RoundRow> which, String zh, String en)
            throws SQLException {
        LocalDate own = AssessedPeriod.parse(round.period()).from();
        return tables.rounds().of(round.scheme()).stream()
                .filter(one -> one.id() != round.id() && which.test(one))
                .filter(one -> AssessedPeriod.parse(one.period()).from().isBefore(own) == earlier)
                .limit(1)
                .map(one -> new Text("轮次 " + one.name() + " " + zh, "round " + one.name() + " " + en))
                .toList();
    }
}
