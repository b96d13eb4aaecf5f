package io.hallpulse.systemtests.rig;

import io.hallpulse.systemtests.rig.Rows.Identity;
import io.hallpulse.systemtests.rig.Rows.Row;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What may be missing, and nothing else: a press that was in an outbox when that was damaged and had not come to the gateway, or had,
 * and went again with a store that was put back to an older copy; or one that went so after its terminal had let go of it under an
 * acknowledgement, its disk being full. For one thread.
 */
final class Losses {
    private final Map<Identity, Row> damaged = new HashMap<>();
    private final Set<Identity> excused = new HashSet<>();
    private final Map<Identity, Row> putBack = new HashMap<>();

    /**
     * An outbox was damaged.
     *
     * @param held all that was in it
     * @param atGateway all that the gateway had after that agent was dead
     */
    void damaged(List<Row> held, Collection<Row> atGateway) {
        Set<Identity> safe = new HashSet<>();
        atGateway.forEach(row -> safe.add(row.id()));
        for (Row row : held) {
            damaged.put(row.id(), row);
            if (!safe.contains(row.id())) {
                excused.add(row.id());
            }
        }
    }

    /** The store was put back to a copy that had only {@code after} of {@code before}. */
    void restored(List<Row> before, List<Row> after) {
        Set<Identity> gone = new HashSet<>();
        before.forEach(row -> gone.add(row.id()));
        after.forEach(row -> gone.remove(row.id()));
        before.stream().filter(row -> gone.contains(row.id())).forEach(row -> putBack.put(row.id(), row));
        gone.retainAll(damaged.keySet());
        excused.addAll(gone);
    }

    /** Whether the store once had it and was put back to a copy that had not. */
    boolean wentWithTheStore(Identity id) {
        return putBack.containsKey(id);
    }

    /** All is at rest, and a terminal whose disk was full at times holds just these. */
    void heldWhereDisksWereFull(String terminal, List<Row> held) {
        Set<Identity> there = new HashSet<>();
        held.forEach(row -> there.add(row.id()));
        putBack.forEach((id, row) -> {
            if (id.terminal().equals(terminal) && !there.contains(id)) {
                damaged.put(id, row);
                excused.add(id);
            }
        });
    }

    boolean excuses(Identity id) {
        return excused.contains(id);
    }

    /** Every press that may be missing. */
    List<Row> excused() {
        return excused.stream().map(damaged::get).toList();
    }
}
