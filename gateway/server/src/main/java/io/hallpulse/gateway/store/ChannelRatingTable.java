package io.hallpulse.gateway.store;

import io.hallpulse.domain.channel.Channel;
import io.hallpulse.domain.channel.ChannelRating;
import io.hallpulse.gateway.database.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Ratings of other channels, each once by sender and key. Inside a transaction. */
public final class ChannelRatingTable {
    private final Statements statements;

    ChannelRatingTable(Statements statements) {
        this.statements = statements;
    }

    /** What a sender sent by that key. */
    public Optional<ChannelRatingRow> find(String sender, String key) throws SQLException {
        try (ResultSet row = statements
                .with(
                        "select sender, idempotency_key, channel, hall, window_id, level, reasons, case_number,"
                                + " at_millis, received_millis from channel_rating"
                                + " where sender = ? and idempotency_key = ?",
                        sender,
                        key)
                .executeQuery()) {
            return row.next() ? Optional.of(row(row)) : Optional.empty();
        }
    }

    public void insert(ChannelRatingRow row) throws SQLException {
        ChannelRating rating = row.rating();
        statements
                .with(
                        "insert into channel_rating (sender, idempotency_key, channel, hall, window_id, level, reasons,"
                                + " case_number, at_millis, received_millis) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        row.sender(),
                        row.key(),
                        rating.channel().word(),
                        rating.hall(),
                        rating.window(),
                        rating.level(),
                        reasons(rating.reasons()),
                        rating.caseNumber(),
                        rating.at().toEpochMilli(),
                        row.receivedMillis())
                .executeUpdate();
    }

    /** The row that the cursor of a query of all its columns stands on. */
    static ChannelRatingRow row(ResultSet row) throws SQLException {
        try {
            return new ChannelRatingRow(
                    row.getString("sender"),
                    row.getString("idempotency_key"),
                    new ChannelRating(
                            Channel.ofWord(row.getString("channel")).orElseThrow(),
                            row.getString("hall"),
                            row.getString("window_id"),
                            row.getInt("level"),
                            reasons(row.getString("reasons")),
                            row.getString("case_number"),
                            Instant.ofEpochMilli(row.getLong("at_millis"))),
                    row.getLong("received_millis"));
        } catch (RuntimeException e) {
            throw new SQLException("a rating of another channel cannot be read: " + e.getMessage(), e);
        }
    }

    private static @Nullable String reasons(List<Integer> codes) {
        return codes.isEmpty() ? null : codes.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static List<Integer> reasons(@Nullable String codes) {
        return codes == null
                ? List.of()
                : Arrays.stream(codes.split(" ")).map(Integer::valueOf).toList();
    }
}
