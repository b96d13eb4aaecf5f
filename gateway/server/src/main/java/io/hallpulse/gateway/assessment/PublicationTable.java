package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.publication.RoundSheet;
import io.hallpulse.domain.assessment.scheme.Word;
import io.hallpulse.gateway.database.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All publications with their sheets and seals. Inside a transaction. */
final class PublicationTable {
    private static final String COLUMNS =
            "round_id, publication, unit, edition, state, since_millis, digest, prepared_by, hold_millis,"
                    + " live_millis, replaces, reason";

    private final Statements statements;

    PublicationTable(Statements statements) {
        this.statements = statements;
    }

    /**
     * The signature of a sheet.
     *
     * @param signature in Base64
     * @param publicKey that it is checked by, in Base64
     */
    record Seal(String signature, String publicKey, long atMillis) {}

    /** All of a round, by publication, unit and edition. */
    List<PublicationRow> of(long round) throws SQLException {
        return rows("where round_id = ? order by publication, unit, edition", round);
    }

    /** All that those saw whom they are for, without what a unit saw of its own, the newest first. */
    List<PublicationRow> shown() throws SQLException {
        return rows("where unit = '' and live_millis is not null order by live_millis desc, id desc");
    }

    /** Those of them that show a sheet. */
    List<PublicationRow> shown(String digest) throws SQLException {
        return rows("where digest = ? and unit = '' and live_millis is not null order by id desc", digest);
    }

    /** Digest of the sheet that was shown in the place of another; null for none. */
    @Nullable
    String correcting(PublicationRow row) throws SQLException {
        return rows(
                        "where round_id = ? and replaces = ? and live_millis is not null order by live_millis desc, id desc",
                        row.round(),
                        row.digest())
                .stream()
                .findFirst()
                .map(PublicationRow::digest)
                .orElse(null);
    }

    /** All of every round, by number. */
    List<PublicationRow> all() throws SQLException {
        return rows("order by id");
    }

    private List<PublicationRow> rows(String rest, @Nullable Object... parameters) throws SQLException {
        List<PublicationRow> found = new ArrayList<>();
        try (ResultSet row = statements
                .with("select id, " + COLUMNS + " from publication " + rest, parameters)
                .executeQuery()) {
            while (row.next()) {
                long live = row.getLong(11);
                Long liveMillis = row.wasNull() ? null : live;
                found.add(new PublicationRow(
                        row.getLong(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getString(4),
                        row.getInt(5),
                        Word.of(PublicationState.class, row.getString(6)).orElseThrow(),
                        row.getLong(7),
                        row.getString(8),
                        row.getString(9),
                        row.getLong(10),
                        liveMillis,
                        row.getString(12),
                        row.getString(13)));
            }
        }
        return found;
    }

    /** Adds one, whose id does not matter. */
    void add(PublicationRow row) throws SQLException {
        statements
                .with(
                        "insert into publication (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        row.round(),
                        row.publication(),
                        row.unit(),
                        row.edition(),
                        row.state().word(),
                        row.sinceMillis(),
                        row.digest(),
                        row.preparedBy(),
                        row.holdMillis(),
                        row.liveMillis(),
                        row.replaces(),
                        row.reason())
                .executeUpdate();
    }

    /** Says anew where one stands and which sheet it shows. */
    void put(PublicationRow row) throws SQLException {
        statements
                .with(
                        "update publication set state = ?, since_millis = ?, digest = ?, prepared_by = ?, hold_millis = ?,"
                                + " live_millis = ?, reason = ? where id = ?",
                        row.state().word(),
                        row.sinceMillis(),
                        row.digest(),
                        row.preparedBy(),
                        row.holdMillis(),
                        row.liveMillis(),
                        row.reason(),
                        row.id())
                .executeUpdate();
    }

    void addSheet(RoundSheet sheet) throws SQLException {
        statements
                .with("insert into sheet (digest, content) values (?, ?)", sheet.digest(), sheet.text())
                .executeUpdate();
    }

    /** The text of a sheet in canonical JSON. */
    Optional<String> sheet(String digest) throws SQLException {
        try (ResultSet row = statements
                .with("select content from sheet where digest = ?", digest)
                .executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    void addSeal(String digest, Seal seal) throws SQLException {
        statements
                .with(
                        "insert into seal (digest, signature, public_key, at_millis) values (?, ?, ?, ?)",
                        digest,
                        seal.signature(),
                        seal.publicKey(),
                        seal.atMillis())
                .executeUpdate();
    }

    /** The signature of a sheet; empty before it is approved. */
    Optional<Seal> seal(String digest) throws SQLException {
        try (ResultSet row = statements
                .with("select signature, public_key, at_millis from seal where digest = ?", digest)
                .executeQuery()) {
            return row.next()
                    ? Optional.of(new Seal(row.getString(1), row.getString(2), row.getLong(3)))
                    : Optional.empty();
        }
    }
}
