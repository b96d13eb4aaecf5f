package io.hallpulse.systemtests.rig;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;

/** The table of an attack: each figure undisturbed and under attack, side by side. */
final class HostileReport {
    /** What the operator's manual promises of resident memory for a gateway with {@code -Xmx256m}. */
    private static final int PROMISED_MEGABYTES = 256 + 384;

    private final StringBuilder table = new StringBuilder();
    private final RigSettings settings;
    private final boolean external;
    private final long begunMillis;
    private final long endedMillis;

    /** @param begunMillis and {@code endedMillis}: of the attack, on the boot's clock */
    HostileReport(RigSettings settings, boolean external, long begunMillis, long endedMillis) {
        this.settings = settings;
        this.external = external;
        this.begunMillis = begunMillis;
        this.endedMillis = endedMillis;
    }

    void print(
            Site site,
            HostileClients hostile,
            Checker checker,
            People people,
            List<ReadyWatch.Answer> answers,
            List<String> problems)
            throws SQLException {
        table.append("hostile: seed %d, %s broker, %d clients for %s%n"
                .formatted(settings.seed(), external ? "external" : "embedded", hostile.count(), settings.length()));
        table.append("  %-42s %12s %12s%n".formatted("", "undisturbed", "under attack"));
        List<Pressed> pressed = List.copyOf(people.pressed());
        presses("presses", pressed, press -> OptionalLong.of(0), List::size);
        presses("presses thanked", pressed, HostileReport::thanks, List::size);
        presses("presses counted", pressed, press -> counted(site, checker, press), List::size);
        // what is typed has its thanks from a status that is asked now and then
        List<Pressed> atMeters =
                pressed.stream().filter(press -> !press.input().endsWith("k")).toList();
        latency("press to thanks", atMeters, HostileReport::thanks);
        latency("press to counted", atMeters, press -> counted(site, checker, press));
        readiness(answers);
        hostile.done().forEach((name, times) -> row(name, "", times));
        Rows.counts(site.database, "terminal", "dead_letter")
                .forEach((name, count) -> row(name.replace('_', ' ') + "s stored", "", count));
        row("presses of invented terminals stored", "", checker.foreign);
        row("LOST", "", checker.lost);
        row("DOUBLED", "", checker.doubled);
        row("INVENTED for honest terminals", "", checker.invented);
        row(
                "gateway's resident memory at most, MB",
                "promised " + PROMISED_MEGABYTES,
                Processes.mostResidentKilobytes(site.gateway.pid()) / 1024);
        problems.stream()
                .limit(20)
                .forEach(problem -> table.append("  ! ").append(problem).append('\n'));
        System.out.print(table);
    }

    private static OptionalLong thanks(Pressed press) {
        return press.thanked() ? OptionalLong.of(press.untilMillis() - press.fromMillis()) : OptionalLong.empty();
    }

    private static OptionalLong counted(Site site, Checker checker, Pressed press) {
        Rows.Identity stored = checker.identities().get(press);
        OptionalLong acked = stored == null ? OptionalLong.empty() : site.ackTimes.ofPress(stored);
        return acked.isEmpty() ? acked : OptionalLong.of(acked.getAsLong() - press.fromMillis());
    }

    private void presses(
            String name,
            List<Pressed> pressed,
            Function<Pressed, OptionalLong> measure,
            Function<List<Long>, Object> figure) {
        row(
                name,
                figure.apply(sorted(pressed, measure, press -> press.fromMillis() < begunMillis)),
                figure.apply(sorted(pressed, measure, this::isUnderAttack)));
    }

    private boolean isUnderAttack(Pressed press) {
        return press.fromMillis() >= begunMillis && press.fromMillis() < endedMillis;
    }

    private void latency(String name, List<Pressed> pressed, Function<Pressed, OptionalLong> measure) {
        presses(name + ", median, ms", pressed, measure, sorted -> at(sorted, sorted.size() / 2));
        presses(name + ", slowest, ms", pressed, measure, sorted -> at(sorted, sorted.size() - 1));
    }

    private static Object at(List<Long> sorted, int index) {
        return sorted.isEmpty() ? "-" : sorted.get(index);
    }

    private static List<Long> sorted(
            List<Pressed> pressed, Function<Pressed, OptionalLong> measure, Predicate<Pressed> when) {
        return pressed.stream()
                .filter(when)
                .map(measure)
                .flatMapToLong(OptionalLong::stream)
                .sorted()
                .boxed()
                .toList();
    }

    private void readiness(List<ReadyWatch.Answer> all) {
        List<ReadyWatch.Answer> before = new ArrayList<>();
        List<ReadyWatch.Answer> during = new ArrayList<>();
        all.forEach(answer -> (answer.askedMillis() < begunMillis ? before : during).add(answer));
        readiness("asked /readyz and /healthz", before, during, List::size);
        readiness("no answer within 10 s", before, during, some -> count(some, answer -> answer.status() == 0));
        readiness("not ready", before, during, some -> count(some, answer -> answer.status() == 503));
        readiness(
                "slowest answer, ms",
                before,
                during,
                some -> some.stream()
                        .mapToLong(ReadyWatch.Answer::tookMillis)
                        .max()
                        .orElse(0));
    }

    private static long count(List<ReadyWatch.Answer> some, Predicate<ReadyWatch.Answer> which) {
        return some.stream().filter(which).count();
    }

    private void readiness(
            String name,
            List<ReadyWatch.Answer> before,
            List<ReadyWatch.Answer> during,
            Function<List<ReadyWatch.Answer>, Object> figure) {
        row(name, figure.apply(before), figure.apply(during));
    }

    private void row(String name, Object undisturbed, Object underAttack) {
        table.append("  %-42s %12s %12s%n".formatted(name, undisturbed, underAttack));
    }
}
