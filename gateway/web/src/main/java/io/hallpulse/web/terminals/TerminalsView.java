package io.hallpulse.web.terminals;

import java.util.List;
import java.util.Map;

/**
 * A page of the list of terminals.
 *
 * @param rows those of this page, in its order
 * @param counts terminals of the hall by filter, whatever is searched for
 * @param filter which of them are shown
 * @param search what is searched for, empty for all
 * @param sort the column that they are ordered by
 * @param page this page, from 1
 * @param pages how many there are
 * @param found how many terminals are on all of them
 */
public record TerminalsView(
        List<TerminalRow> rows,
        Map<Filter, Long> counts,
        Filter filter,
        String search,
        Sort sort,
        int page,
        int pages,
        int found) {
    public TerminalsView {
        rows = List.copyOf(rows);
        counts = Map.copyOf(counts);
    }

    /** Which terminals are shown. */
    public enum Filter {
        ALL,
        ATTENTION,
        OFFLINE,
        CLOCK;

        /** Its word in addresses. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What they are ordered by. */
    public enum Sort {
        STATE,
        TERMINAL,
        WINDOW,
        WAITING,
        HEARD;

        /** Its word in addresses. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public long count(Filter filter) {
        return counts.getOrDefault(filter, 0L);
    }
}
