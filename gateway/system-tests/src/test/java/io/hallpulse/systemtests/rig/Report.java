package io.hallpulse.systemtests.rig;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table that a history ends with. */
final class Report {
    private Report() {}

    static void print(
            RigSettings settings, boolean external, Nemesis nemesis, Checker checker, Site site, List<String> problems)
            throws SQLException {
        StringBuilder table = new StringBuilder("history: seed %d, %s broker and database%n"
                .formatted(settings.seed(), external ? "external" : "embedded"));
        Map<Fault, Integer> dealt = nemesis.dealt();
        dealt.forEach((fault, times) ->
                line(table, fault.name().toLowerCase(Locale.ROOT).replace('_', ' '), times));
        line(table, "KILLS", sum(dealt, true));
        line(table, "CUTS", sum(dealt, false));
        line(table, "messages published again", nemesis.repeated());
        line(
                table,
                "deaths that were not ours",
                site.gateway.deathsOfItsOwn()
                        + site.terminals.stream()
                                .mapToInt(terminal -> terminal.agent.deathsOfItsOwn())
                                .sum());
        line(table, "pressed", checker.pressed);
        line(table, "thanked", checker.thanked);
        line(table, "counted", checker.counted);
        line(table, "gone with damage, as expected", checker.excused);
        line(table, "of uncertain time", checker.uncertain);
        line(table, "LOST", checker.lost);
        line(table, "DOUBLED", checker.doubled);
        line(table, "INVENTED", checker.invented);
        Rows.counts(site.database, "run", "conflict", "dead_letter")
                .forEach((name, count) -> line(table, name.replace('_', ' ') + "s", count));
        problems.stream()
                .limit(20)
                .forEach(problem -> table.append("  ! ").append(problem).append('\n'));
        System.out.print(table);
    }

    private static long sum(Map<Fault, Integer> dealt, boolean kills) {
        return dealt.entrySet().stream()
                .filter(entry ->
                        kills ? entry.getKey().isKill() : entry.getKey().isCut())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static void line(StringBuilder table, String name, long number) {
        table.append("  %-32s %6d%n".formatted(name, number));
    }
}
