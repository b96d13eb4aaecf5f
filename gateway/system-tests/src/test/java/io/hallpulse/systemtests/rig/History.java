package io.hallpulse.systemtests.rig;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.systemtests.rig.Rows.Bucket;
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
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** One history: people press, a nemesis attacks, all is mended, and what was counted is checked. For one thread. */
final class History {
    private static final Duration SETTLES_WITHIN = Duration.ofMinutes(5);
    private static final Duration OFTEN = Duration.ofMinutes(3);

    private final Path folder;
    private final RigSettings settings;
    private final boolean external;

    History(Path folder, RigSettings settings, boolean external) {
        this.folder = folder;
        this.settings = settings;
        this.external = external;
    }

    /** What is wrong, a line each. */
    List<String> run() throws InterruptedException, SQLException {
        long gapMillis = settings.length().compareTo(OFTEN) > 0 ? 1500 : 600;
        return run(gapMillis, fault -> true, (site, people) -> () -> {});
    }

    /** As {@link #run}, but no program is killed, faults are rare, and what the programs take is looked at and printed. */
    List<String> soak() throws InterruptedException, SQLException {
        Soak soak = new Soak(settings.length());
        long gapMillis = settings.length().compareTo(OFTEN) > 0 ? 20_000 : 1000;
        List<String> problems = run(
                gapMillis,
                Fault::isGentle,
                (site, people) -> () -> soak.look(site, people.pressed().size()));
        soak.print();
        return problems;
    }

    private List<String> run(long gapMillis, Predicate<Fault> kinds, BiFunction<Site, People, Runnable> look)
            throws InterruptedException, SQLException {
        System.out.printf(
                "history: seed %d, %s broker and database, %s under faults, broken: %s%n",
                settings.seed(), external ? "external" : "embedded", settings.length(), settings.broken());
        try (Site site = new Site(folder, external, Breakage.compile(settings.broken(), folder));
                People people = new People(site, settings.seed())) {
            Losses losses = new Losses();
            Nemesis nemesis = new Nemesis(site, new StoreDamage(site, losses, folder), settings.seed(), this::log);
            site.start();
            people.start();
            await(nemesis, site, Duration.ofMinutes(2), "the hall does not come up");
            nemesis.attack(settings.length(), gapMillis, kinds, look.apply(site, people));
            List<String> problems = new ArrayList<>();
            boolean settled = finish(people, nemesis, site);
            Checker checker = new Checker(people.pressed(), losses);
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
            if (checker.foreign > 0 || site.unreadableAcks() > 0) {
                problems.add(checker.foreign + " presses and " + site.unreadableAcks() + " acks are of nobody here");
            }
            Report.print(settings, external, nemesis, checker, site, problems);
            return problems;
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

    /** Lets everyone come to an end, while what dies is still started again. */
    private static boolean finish(People people, Nemesis nemesis, Site site) throws InterruptedException {
        Thread goodbye = new Thread(people::finish);
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
            if (site.isSettled()) {
                return true;
            }
            nemesis.pause();
        }
        return false;
    }

    /** What the gateway tells is what its tallies say. */
    static void scores(Site site, Checker checker, List<String> problems) throws SQLException {
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
