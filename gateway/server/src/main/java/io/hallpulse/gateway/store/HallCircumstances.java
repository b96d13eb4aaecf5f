package io.hallpulse.gateway.store;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.duty.Pause;
import io.hallpulse.domain.fraud.Circumstances;
import io.hallpulse.domain.fraud.Openings;
import io.hallpulse.domain.fraud.RatedPress;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the database knows of a hall beside its presses, for one version of its rules. One transaction. */
final class HallCircumstances {
    private final RuleTable table;
    private final Hall hall;
    private final RuleSetRow set;
    private final Map<Long, Double> shares;
    private final boolean freezes;
    private @Nullable Openings openings;

    /** @param freezes whether a share that is asked for the first time is kept; else there is none */
    HallCircumstances(RuleTable table, Hall hall, RuleSetRow set, boolean freezes) throws SQLException {
        this.freezes = freezes;
        this.table = table;
        this.hall = hall;
        this.set = set;
        this.shares = table.shares().frozen(set.id());
    }

    Collection<Double> shares() {
        return shares.values();
    }

    double topShare(RatedPress press) throws SQLException {
        ZoneId zone = hall.zone();
        LocalDate day = Instant.ofEpochMilli(press.placedMillis()).atZone(zone).toLocalDate();
        LocalDate month = day.withDayOfMonth(1).minusMonths(1);
        long from = millis(month, zone);
        Double known = shares.get(from);
        if (known == null) {
            known = freezes ? table.shares().freeze(set, from, millis(month.plusMonths(1), zone)) : -1.0;
            shares.put(from, known);
        }
        return known;
    }

    /** Asks for the shares that a span wants, and keeps them here alone. */
    void ask(long fromMillis, long toMillis) throws SQLException {
        ZoneId zone = hall.zone();
        LocalDate day = Instant.ofEpochMilli(fromMillis).atZone(zone).toLocalDate();
        for (LocalDate month = day.withDayOfMonth(1); millis(month, zone) < toMillis; month = month.plusMonths(1)) {
            long from = millis(month.minusMonths(1), zone);
            shares.put(
                    from,
                    table.shares().of(set.hall(), from, millis(month, zone)).top());
        }
    }

    private static long millis(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    boolean isClosed(RatedPress press, long graceMillis) throws SQLException {
        Openings known = openings;
        if (known == null) {
            known = table.openings().of(hall.id());
            openings = known;
        }
        return known.isClosed(press, graceMillis);
    }

    /** What was asked for last is kept: presses are judged in the order of their time, and pauses are few. */
    private final class WindowPauses {
        private final String window;
        private PauseTable.@Nullable Last last;

        WindowPauses(String window) {
            this.window = window;
        }

        Optional<Pause> before(long millis) throws SQLException {
            PauseTable.Last known = last;
            if (known == null || !known.isOf(millis - 1)) {
                known = table.pauses().last(hall.id(), window, millis - 1);
                last = known;
            }
            return Optional.ofNullable(known.pause());
        }
    }

    /** Those of a window. The database may fail while they are asked: that comes out as a {@link Failed}. */
    Circumstances of(String window) {
        WindowPauses pauses = new WindowPauses(window);
        return new Circumstances() {
            @Override
            public boolean isClosed(RatedPress press, long graceMillis) {
                return ask(() -> HallCircumstances.this.isClosed(press, graceMillis));
            }

            @Override
            public Optional<Pause> lastPause(long beforeMillis) {
                return ask(() -> pauses.before(beforeMillis));
            }

            @Override
            public double topShare(RatedPress press) {
                return ask(() -> HallCircumstances.this.topShare(press));
            }

            @Override
            public boolean isNearSign(RatedPress press, long millis) {
                return ask(() -> table.isNearSign(
                        hall.id(), window, press.placedMillis() - millis, press.placedMillis() + millis));
            }
        };
    }

    private interface Question<T> {
        T answer() throws SQLException;
    }

    /** Carries a failure of the database through the rules, which know no database. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final SQLException failure;

        private Failed(SQLException failure) {
            super(failure);
            this.failure = failure;
        }

        SQLException failure() {
            return failure;
        }
    }

    private static <T> T ask(Question<T> question) {
        try {
            return question.answer();
        } catch (SQLException e) {
            throw new Failed(e);
        }
    }
}
