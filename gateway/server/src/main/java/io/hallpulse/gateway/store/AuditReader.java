package io.hallpulse.gateway.store;

import io.hallpulse.domain.record.Entry;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The record of who changed what, for those who read it. Any thread. */
public final class AuditReader {
    private static final int AT_ONCE = 500;

    private final Jdbi readers;

    AuditReader(Jdbi readers) {
        this.readers = readers;
    }

    /**
     * Which entries.
     *
     * @param fromMillis those from then on, milliseconds since 1970, or null
     * @param toMillis those before then, or null
     * @param who those by whoever has this text in the name, whatever its case; empty for all
     * @param object those of whatever has this text in its name; empty for all
     */
    public record Wanted(
            @Nullable Long fromMillis, @Nullable Long toMillis, String who, String object) {
        public static final Wanted ALL = new Wanted(null, null, "", "");

        private static String pattern(String text) {
            return '%' + text.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + '%';
        }
    }

    /** Some entries above a number, in their order; none at the end. */
    public List<Entry> after(long n, Wanted wanted) {
        return readers.withHandle(handle -> query(handle, "*", wanted, "n > :n", "order by n limit :limit")
                .bind("n", n)
                .bind("limit", AT_ONCE)
                .map((row, context) -> AuditTable.entry(row))
                .list());
    }

    /** Entries, the newest first, without the first so many. */
    public List<Entry> newest(Wanted wanted, int limit, int offset) {
        return readers.withHandle(
                handle -> query(handle, "*", wanted, "n > 0", "order by n desc limit :limit offset :offset")
                        .bind("limit", limit)
                        .bind("offset", offset)
                        .map((row, context) -> AuditTable.entry(row))
                        .list());
    }

    public long count(Wanted wanted) {
        return readers.withHandle(handle ->
                query(handle, "count(*)", wanted, "n > 0", "").mapTo(Long.class).one());
    }

    private static Query query(Handle handle, String columns, Wanted wanted, String where, String rest) {
        return handle.createQuery("select " + columns + " from audit where " + where
                        + " and at_millis >= :from and at_millis < :to and lower(who) like :who escape '!'"
                        + " and lower(object) like :object escape '!' " + rest)
                .bind("from", wanted.fromMillis == null ? Long.MIN_VALUE : wanted.fromMillis)
                .bind("to", wanted.toMillis == null ? Long.MAX_VALUE : wanted.toMillis)
                .bind("who", Wanted.pattern(wanted.who))
                .bind("object", Wanted.pattern(wanted.object));
    }
}
