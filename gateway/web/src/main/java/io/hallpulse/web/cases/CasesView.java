package io.hallpulse.web.cases;

import io.hallpulse.web.Badge;
import io.hallpulse.web.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cases that a person sees, by due date.
 *
 * @param which mine, open or all
 * @param flows, states and units that can be chosen among
 * @param mayEnter whether the person takes in cases
 */
public record CasesView(
        String which,
        String flow,
        String state,
        String unit,
        List<Choice> flows,
        List<String> states,
        List<Choice> units,
        List<Row> rows,
        boolean isCut,
        boolean mayEnter,
        ZoneId zone,
        String done) {
    public CasesView {
        flows = List.copyOf(flows);
        states = List.copyOf(states);
        units = List.copyOf(units);
        rows = List.copyOf(rows);
    }

    /** Something that can be chosen. */
    public record Choice(String value, String zh, String en) {
        public String name(Words t) {
            return t.of(zh, en);
        }
    }

    /** How near its end a case is. */
    public enum Nearness {
        LATE,
        TODAY,
        LATER,
        NEVER,
        ENDED
    }

    /**
     * One case.
     *
     * @param unit by its id; without one, an empty choice
     */
    public record Row(
            String number,
            Choice flow,
            String title,
            String zh,
            String en,
            Choice unit,
            String state,
            @Nullable Instant due,
            Nearness near,
            boolean waits) {
        public String subject(Words t) {
            return t.of(zh, en);
        }

        /** Its colour, shape and word. */
        public Badge badge() {
            return switch (near) {
                case LATE -> new Badge("bad", "超期", "Late");
                case TODAY -> new Badge("warn", "今天到期", "Due today");
                case LATER -> new Badge("info", "在办", "Open");
                case NEVER -> new Badge("idle", "无期限", "No date");
                case ENDED -> new Badge("idle", "已结束", "Ended");
            };
        }

        /** The row's mark in the table. */
        public String tone() {
            return near == Nearness.LATE ? "attention" : near == Nearness.TODAY ? "warning" : "";
        }
    }

    public long late() {
        return rows.stream().filter(row -> row.near() == Nearness.LATE).count();
    }

    public long today() {
        return rows.stream().filter(row -> row.near() == Nearness.TODAY).count();
    }
}
