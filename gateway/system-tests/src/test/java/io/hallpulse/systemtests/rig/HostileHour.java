package io.hallpulse.systemtests.rig;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;

/** People press at real terminals, undisturbed at first and then beside hostile clients of broker and pages; what it did to them is printed. */
final class HostileHour {
    private static final Duration COMES_UP_WITHIN = Duration.ofMinutes(2);
    private static final Duration SETTLES_WITHIN = Duration.ofMinutes(2);
    private static final Duration LONGEST_QUIET = Duration.ofMinutes(2);
    /** For a press of everyone's after the attack. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(2);

    private final Path folder;
    private final RigSettings settings;
    private final boolean external;
    private final CountDownLatch never = new CountDownLatch(1);
    private final List<String> problems = new ArrayList<>();

    HostileHour(Path folder, RigSettings settings, boolean external) {
        this.folder = folder;
        this.settings = settings;
        this.external = external;
    }

    /** Runs it, prints the table, and returns what is wrong, a line each. */
    List<String> run() throws InterruptedException, SQLException {
        try (Site site = new Site(folder, external, Breakage.compile(settings.broken(), folder));
                People people = new People(site, settings.seed());
                ReadyWatch watch = new ReadyWatch(site.httpPort)) {
            site.start();
            await("the hall comes up").atMost(COMES_UP_WITHIN).until(site::isSettled);
            List<String> honest =
                    site.terminals.stream().map(terminal -> terminal.name).toList();
            HostileClients hostile = new HostileClients(site.brokerPort, site.httpPort, honest, settings.seed());
            people.start();
            watch.start();
            pause(quiet());
            long begunMillis = RigClock.monoMillis();
            hostile.start();
            pause(settings.length());
            require(hostile.stop(), "a hostile client hangs although its connections are closed");
            long endedMillis = RigClock.monoMillis();
            pause(AFTERWARDS);
            people.finish();
            settle(site);
            Checker checker = check(site, people);
            answersOnceMore(watch);
            new HostileReport(settings, external, begunMillis, endedMillis)
                    .print(site, hostile, checker, people, watch.answers(), problems);
            return problems;
        }
    }

    /** As long as the attack, and no longer than its figures need. */
    private Duration quiet() {
        return settings.length().compareTo(LONGEST_QUIET) < 0 ? settings.length() : LONGEST_QUIET;
    }

    private void settle(Site site) {
        try {
            await().atMost(SETTLES_WITHIN).until(site::isSettled);
        } catch (ConditionTimeoutException e) {
            problems.add("terminals still wait for the gateway " + SETTLES_WITHIN + " after the attack");
        }
    }

    private Checker check(Site site, People people) throws SQLException {
        Checker checker = new Checker(people.pressed(), new Losses());
        checker.check(site);
        problems.addAll(checker.problems());
        problems.addAll(site.broken);
        require(site.gateway.isAlive(), "the gateway died");
        site.terminals.forEach(
                terminal -> require(terminal.agent.isAlive(), "the agent of " + terminal.name + " died"));
        History.scores(site, checker, problems);
        return checker;
    }

    private void answersOnceMore(ReadyWatch watch) throws InterruptedException {
        for (String path : List.of("/healthz", "/readyz", "/screen/north")) {
            ReadyWatch.Answer answer = watch.ask(path);
            require(answer.status() == 200, "after the attack " + path + " answers " + answer.status() + answer.body());
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            problems.add(otherwise);
        }
    }

    private void pause(Duration length) throws InterruptedException {
        never.await(length.toMillis(), TimeUnit.MILLISECONDS);
    }
}
