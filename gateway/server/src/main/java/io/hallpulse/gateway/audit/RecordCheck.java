package io.hallpulse.gateway.audit;

import io.hallpulse.domain.record.Entry;
import io.hallpulse.domain.record.Head;
import io.hallpulse.gateway.store.AuditTable;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of a walk along the whole record.
 *
 * @param head of what is as it was written; where nothing is wrong, of all of it
 * @param fault the first link that is broken, in one line; empty where none is
 */
public record RecordCheck(Head head, Optional<String> fault) {
    public static RecordCheck of(AuditTable audit) throws SQLException {
        Head head = Head.START;
        List<Entry> some = audit.after(Long.MIN_VALUE);
        while (!some.isEmpty()) {
            for (Entry entry : some) {
                Optional<String> fault = head.fault(entry);
                if (fault.isPresent()) {
                    return new RecordCheck(head, fault);
                }
                head = entry.head();
            }
            some = audit.after(head.n());
        }
        return new RecordCheck(head, Optional.empty());
    }

    @Override
    public String toString() {
        String right = head.n() == 0
                ? "no entries"
                : head.n() + " entries, each bound to the one before; the last is " + head.hash();
        return "record: " + fault.orElse(right);
    }
}
