package io.hallpulse.gateway.score;

import io.hallpulse.domain.count.TallyKey;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.score.Batches;
import io.hallpulse.domain.score.HeldBack;
import io.hallpulse.gateway.store.HeldBackTable;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * One release of a hall's ratings into its published figures. One transaction.
 *
 * @param due the windows whose next batch has waited long enough
 */
record Release(Hall hall, LocalDate today, Set<WindowKey> due) {
    /**
     * What came of it.
     *
     * @param moved the windows whose published figures are others now
     * @param left of those that were due, the ones that hold ratings back still
     */
    record Result(Set<WindowKey> moved, Set<WindowKey> left) {}

    Result on(HeldBackTable table) throws SQLException {
        Set<WindowKey> moved = new HashSet<>();
        Set<WindowKey> left = new HashSet<>();
        endDays(table, moved);
        Map<String, Map<TallyKey, HeldBack>> held = due.isEmpty() ? Map.of() : table.ofHall(hall.id());
        Batches batches = new Batches(hall.screen().publishStep(), hall.zone());
        for (WindowKey window : due) {
            Map<TallyKey, HeldBack> before = held.getOrDefault(window.window(), Map.of());
            Map<TallyKey, HeldBack> after = batches.next(before);
            if (!after.equals(before)) {
                moved.add(window);
            }
            if (after.values().stream().anyMatch(one -> one.n() != 0)) {
                left.add(window);
            }
            Map<TallyKey, HeldBack> changed = new HashMap<>(after);
            changed.entrySet()
                    .removeIf(one -> one.getValue().equals(before.get(one.getKey()))
                            && !one.getValue().equals(HeldBack.NOTHING));
            table.put(changed);
        }
        return new Result(moved, left);
    }

    /** At the beginning of a day all that earlier ones left is published, once: what comes late after that waits like the day's own. */
    private void endDays(HeldBackTable table, Set<WindowKey> moved) throws SQLException {
        Long last = table.publishedDay(hall.id());
        if (last == null || today.toEpochDay() > last) {
            long begins = today.atStartOfDay(hall.zone()).toInstant().toEpochMilli();
            for (String window : table.publishBefore(hall.id(), begins)) {
                moved.add(new WindowKey(hall.id(), window));
            }
            table.putPublishedDay(hall.id(), today.toEpochDay());
        }
    }
}
