package io.hallpulse.gateway.rig;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.gateway.rig.Rows.Bucket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Predicate;

/** One history: people press, a nemesis attacks, all is mended, and what was counted is checked. For one thread. */
final class History {
    private static final long PACE_MILLIS = 400;
    private static final Duration SETTLES_WITHIN = Duration.ofMinutes(5);
    private static final Duration OFTEN = Duration.ofMinutes(3);

    private final Path folder;
    private final RigSettings settings;
    private final boolean external;
    private final Queue<Pressed> pressed = new ConcurrentLinkedQueue<>();
    private final List<MeterPresser> meters = new ArrayList<>();
    private final List<KeyboardPresser> typists = new ArrayList<>();

    History(Path folder, RigSettings settings, boolean external) {
        this.folder = folder;
        this.settings = settings;
        this.external = external;
    }

    /** @return what is wrong, a line each */
    List<String> run() throws InterruptedException, SQLException {
        long gapMillis = settings.length().compareTo(OFTEN) > 0 ? 1500 : 600;
        return run(gapMillis, fault -> true, site -> () -> {});
    }

    /** As {@link #run}, but no program is killed, faults are rare, and what the programs take is looked at and printed. */
    List<String> soak() throws InterruptedException, SQLException {
        Soak soak = new Soak(settings.length());
        long gapMillis = settings.length().compareTo(OFTEN) > 0 ? 20_000 : 1000;
        List<String> problems = run(gapMillis, Fault::isGentle, site -> () -> soak.look(site, pressed.size()));
        soak.print();
        return problems;
    }

    private List<String> run(long gapMillis, Predicate<Fault> kinds, Function<Site, Runnable> look)
            throws InterruptedException, SQLException {
        System.out.printf(
                "history: seed %d, %s broker and database, %s under faults, broken: %s%n",
                settings.seed(), external ? "external" : "embedded", settings.length(), settings.broken());
        try (Site site = new Site(folder, external, Breakage.compile(settings.broken(), folder))) {
            Losses losses = new Losses();
            Nemesis nemesis = new Nemesis(site, new StoreDamage(site, losses, folder), settings.seed(), this::log);
            site.start();
            people(site);
            await(nemesis, site, Duration.ofMinutes(2), "the hall does not come up");
            nemesis.attack(settings.length(), gapMillis, kinds, look.apply(site));
            List<String> problems = new ArrayList<>();
            boolean settled = finish(nemesis, site);
            Checker checker = new Checker(pressed, losses);
            checker.check(site);
            if (!settled) {
                problems.add("terminals still wait for the gateway " + SETTLES_WITHIN + " after all was mended");
            }
            problems.addAll(site.broken);
            problems.addAll(checker.problems());
            scores(site, checker, problems);
            Rows.counts(site.database, "conflict", "dead_letter").forEach((table, count) -> {
                if (count > 0) {
                    problems.add(count + " in " + table + " although every message was an agent's own");
                }
            });
            Report.print(settings, external, nemesis, checker, site, problems);
            return problems;
        } finally {
            meters.forEach(MeterPresser::close);
        }
    }

    private void log(String line) {
        try {
            Files.writeString(
                    folder.resolve("faults.log"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void people(Site site) {
        long seed = settings.seed();
        for (RigTerminal terminal : site.terminals) {
            for (int i = 0; i < terminal.cables.size(); i++) {
                terminal.meters.add(new MeterPresser(terminal, i, pressed, ++seed, PACE_MILLIS));
            }
            meters.addAll(terminal.meters);
            typists.add(new KeyboardPresser(terminal, pressed, ++seed, PACE_MILLIS));
        }
        meters.forEach(MeterPresser::start);
        typists.forEach(KeyboardPresser::start);
    }

    /** Lets everyone come to an end, while what dies is still started again. */
    private boolean finish(Nemesis nemesis, Site site) throws InterruptedException {
        Thread goodbye = new Thread(() -> {
            typists.forEach(KeyboardPresser::finish);
            meters.forEach(MeterPresser::finish);
        });
        goodbye.start();
        while (goodbye.isAlive()) {
            nemesis.tend(0);
            nemesis.pause();
        }
        return settle(nemesis, site, SETTLES_WITHIN);
    }

    private static void await(Nemesis nemesis, Site site, Duration atMost, String otherwise)
            throws InterruptedException {
        if (!settle(nemesis, site, atMost)) {
            throw new AssertionError(otherwise);
        }
    }

    private static boolean settle(Nemesis nemesis, Site site, Duration atMost) throws InterruptedException {
        long end = RigClock.monoMillis() + atMost.toMillis();
        while (RigClock.monoMillis() < end) {
            nemesis.tend(0);
            if (site.gateway.isAlive()
                    && !site.scores().isEmpty()
                    && site.terminals.stream().allMatch(RigTerminal::isSettled)) {
                return true;
            }
            nemesis.pause();
        }
        return false;
    }

    /** What the gateway tells is what its tallies say. */
    private static void scores(Site site, Checker checker, List<String> problems) throws SQLException {
        Map<String, Long> told = new TreeMap<>();
        Map<String, Long> tallied = new TreeMap<>();
        try {
            for (JsonNode window : new ObjectMapper().readTree(site.scores()).path("windows")) {
                window.path("n").properties().forEach(level -> {
                    if (level.getValue().asLong() > 0) {
                        told.put(
                                window.path("window").asText() + " " + level.getKey(),
                                level.getValue().asLong());
                    }
                });
            }
        } catch (JsonProcessingException e) {
            problems.add("scores cannot be read: " + e.getOriginalMessage());
        }
        for (Map.Entry<Bucket, Long> tally : Rows.tallies(site.database).entrySet()) {
            tallied.merge(tally.getKey().window() + " " + tally.getKey().level(), tally.getValue(), Long::sum);
        }
        if (checker.uncertain == 0 && !told.equals(tallied)) {
            problems.add("scores differ from tallies: " + told + " instead of " + tallied);
        }
    }
}
