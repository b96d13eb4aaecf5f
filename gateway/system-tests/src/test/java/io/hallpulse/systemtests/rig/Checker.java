package io.hallpulse.systemtests.rig;

import io.hallpulse.systemtests.rig.Rows.Bucket;
import io.hallpulse.systemtests.rig.Rows.Identity;
import io.hallpulse.systemtests.rig.Rows.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sets what was pressed beside what was counted: thanked, counted exactly once; not thanked, at most once; nothing else at all. A row
 * belongs to the press of its input that was the last to begin before the terminal read it. For one thread.
 */
final class Checker {
    /** Both clocks are read to ten milliseconds, and people pause longer than this. */
    private static final long CLOCK_MILLIS = 50;
    /** A terminal that starts under load may take its boot for as much younger, alike for all presses of that run. */
    private static final long MOST_YOUNGER_MILLIS = 2000;

    private static final long HOUR_MILLIS = 3_600_000;
    private static final long PLACED_WITHIN_MILLIS = 60_000;

    private final Map<String, NavigableMap<Long, Pressed>> presses = new HashMap<>();
    private final Map<String, Long> youngerMillis = new HashMap<>();
    private final Map<Pressed, Identity> identities = new HashMap<>();
    private final Losses losses;
    private final List<String> problems = new ArrayList<>();

    long pressed;
    long thanked;
    long counted;
    long lost;
    long excused;
    long doubled;
    long invented;
    long uncertain;
    /** Stored presses of terminals that are not the site's. */
    long foreign;

    Checker(Collection<Pressed> history, Losses losses) {
        this.losses = losses;
        for (Pressed press : history) {
            presses.computeIfAbsent(press.input(), input -> new TreeMap<>())
                    .put(press.fromMillis() - CLOCK_MILLIS, press);
        }
        pressed = history.size();
        thanked = history.stream().filter(Pressed::thanked).count();
    }

    /** One line each; empty when all is well. */
    List<String> problems() {
        return problems;
    }

    /** Under which identity a press is stored, once all was checked. */
    Map<Pressed, Identity> identities() {
        return identities;
    }

    void check(Site site) throws SQLException {
        Set<String> ours =
                site.terminals.stream().map(terminal -> terminal.name).collect(Collectors.toSet());
        List<Row> all = Rows.atGateway(site.database);
        List<Row> stored =
                all.stream().filter(row -> ours.contains(row.id().terminal())).toList();
        foreign = (long) all.size() - stored.size();
        for (RigTerminal terminal : site.terminals) {
            if (terminal.disk != null) {
                losses.heldWhereDisksWereFull(terminal.name, Rows.atTerminal(terminal.name, terminal.data));
            }
        }
        Stream.concat(stored.stream(), losses.excused().stream())
                .distinct()
                .collect(Collectors.groupingBy(row -> row.id().run()))
                .forEach((run, rows) -> youngerMillis.put(run, youngerMillis(rows)));
        counts(stored);
        tallies(all, Rows.tallies(site.database));
        gaps(
                stored,
                Rows.runs(site.database).stream()
                        .filter(run -> ours.contains(run.terminal()))
                        .toList());
        for (RigTerminal terminal : site.terminals) {
            arrived(terminal, stored);
        }
    }

    private void counts(List<Row> stored) {
        Map<Pressed, List<Row>> rowsOf = new HashMap<>();
        for (Row row : stored) {
            Pressed press = pressOf(row);
            if (press == null || !press.key().equals(row.key()) || press.level() != row.level()) {
                invented++;
                problems.add("counted but never pressed: " + row + ", beside " + press);
            } else {
                rowsOf.computeIfAbsent(press, each -> new ArrayList<>()).add(row);
                identities.put(press, row.id());
                counted += row.state() == 0 ? 1 : 0;
                placed(row, press);
            }
        }
        Set<Pressed> mayBeMissing =
                losses.excused().stream().map(this::pressOf).collect(Collectors.toCollection(HashSet::new));
        presses.values()
                .forEach(ofInput -> ofInput.values().forEach(press -> {
                    List<Row> rows = rowsOf.getOrDefault(press, List.of());
                    if (rows.size() > 1) {
                        doubled++;
                        problems.add("counted " + rows.size() + " times: " + press + " as " + rows);
                    } else if (rows.isEmpty() && press.thanked()) {
                        if (mayBeMissing.contains(press)) {
                            excused++;
                        } else {
                            lost++;
                            problems.add("thanked but not counted: " + press);
                        }
                    } else if (!rows.isEmpty() && rows.get(0).state() != 0) {
                        problems.add("stored but not counted: " + rows);
                    }
                }));
    }

    /** With how much most rows of a run find a press of their key; the least of those. */
    private long youngerMillis(List<Row> rows) {
        long best = 0;
        long mostFound = -1;
        for (long younger = 0; younger <= MOST_YOUNGER_MILLIS; younger += CLOCK_MILLIS / 2) {
            long tried = younger;
            long found = rows.stream()
                    .filter(row -> {
                        Pressed press = pressOf(row, tried);
                        return press != null && press.key().equals(row.key());
                    })
                    .count();
            if (found > mostFound) {
                mostFound = found;
                best = younger;
            }
        }
        return best;
    }

    private @Nullable Pressed pressOf(Row row) {
        return pressOf(row, youngerMillis.getOrDefault(row.id().run(), 0L));
    }

    private @Nullable Pressed pressOf(Row row, long younger) {
        NavigableMap<Long, Pressed> ofInput = presses.get(row.input());
        var entry = ofInput == null ? null : ofInput.floorEntry(row.monoMillis() + younger);
        return entry == null ? null : entry.getValue();
    }

    private void placed(Row row, Pressed press) {
        if (row.placedMillis() == 0) {
            uncertain++;
            return;
        }
        long wallMinusMono = System.currentTimeMillis() - RigClock.monoMillis();
        long offMillis = row.placedMillis() - wallMinusMono - row.monoMillis();
        if (Math.abs(offMillis) > PLACED_WITHIN_MILLIS) {
            problems.add("placed " + offMillis + " ms off: " + row + " of " + press);
        }
    }

    /** Each window's, level's and hour's tally is the sum of the presses that count. */
    private void tallies(List<Row> stored, Map<Bucket, Long> tallies) {
        Map<Bucket, Long> expected = new HashMap<>();
        for (Row row : stored) {
            if (row.state() == 0) {
                long hour = row.placedMillis() == 0 ? -1 : row.placedMillis() / HOUR_MILLIS * HOUR_MILLIS;
                expected.merge(new Bucket(row.window(), row.level(), hour), 1L, Long::sum);
            }
        }
        if (!expected.equals(tallies)) {
            problems.add("tallies differ from presses: " + tallies + " instead of " + expected);
        }
    }

    /** Every seq that a run has and the gateway has not was lost to damage. */
    private void gaps(List<Row> stored, List<Rows.Run> runs) {
        Set<Identity> known = stored.stream().map(Row::id).collect(Collectors.toSet());
        for (Rows.Run run : runs) {
            for (long seq = 1; seq < run.next(); seq++) {
                Identity id = new Identity(run.terminal(), run.run(), seq);
                if (!known.contains(id) && !losses.excuses(id)) {
                    problems.add("a gap that nothing explains: " + id);
                }
            }
        }
    }

    /** All that a terminal holds is at the gateway, as it is. */
    private void arrived(RigTerminal terminal, List<Row> stored) throws SQLException {
        Map<Identity, Row> byId = stored.stream().collect(Collectors.toMap(Row::id, row -> row));
        Rows.atTerminal(terminal.name, terminal.data).stream()
                .sorted(Comparator.comparing(row -> row.id().seq()))
                .filter(row -> {
                    Row there = byId.get(row.id());
                    return there == null || !there.key().equals(row.key()) || there.monoMillis() != row.monoMillis();
                })
                .forEach(row -> problems.add("at the terminal, not at the gateway: " + row));
    }
}
