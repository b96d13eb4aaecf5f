package io.hallpulse.gateway.demo;

import io.hallpulse.domain.directory.Staff;
import io.hallpulse.domain.people.Caller;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.time.Period;
import io.hallpulse.gateway.Gateway;
import io.hallpulse.gateway.HttpFace;
import io.hallpulse.gateway.auth.Bcrypt;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.score.WindowScore;
import io.hallpulse.runtime.disk.OwnerOnly;
import io.hallpulse.runtime.program.CloseStack;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A gateway and its terminals in this process, all of them real, on a temporary folder that goes when they go. */
public final class Demo implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final long POLL_MILLIS = 100;
    private static final double MOST_PRESSES_A_MINUTE = 30;
    /** Of all terminals together. */
    private static final double PRESSES_A_MINUTE = 180;

    private static final int MOST_POLLS = 150;
    /** How many days before today it has presses of. */
    public static final int DAYS = DemoHistory.DAYS;

    private static final String OPERATOR = "demo";
    /** Without those that look alike. */
    private static final String PASSWORD_CHARACTERS = "abcdefghjkmnpqrstuvwxyz23456789";

    private static final int PASSWORD_LENGTH = 10;
    /** Of a password that is forgotten when the demo ends. */
    private static final int CHEAP = 6;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path folder;
    private final CloseStack parts = new CloseStack(LOG);
    private final List<DemoTerminal> terminals = new ArrayList<>();
    private final Gateway gateway;
    private final HttpFace screens;
    private final String password = drawPassword();
    private final long history;

    private Demo(Path folder, int port, int windows, boolean empty)
            throws IOException, SQLException, InterruptedException, ExecutionException {
        this.folder = folder;
        boolean complete = false;
        try {
            Path operators = folder.resolve("operators");
            OwnerOnly.folder(folder);
            OwnerOnly.file(operators);
            String hash = Bcrypt.hash(password, CHEAP, RANDOM);
            Files.writeString(operators, OPERATOR + ":" + hash);
            GatewayConfig config = DemoHall.gateway(folder.resolve("gateway"), operators, port, windows);
            history = empty
                    ? 0
                    : DemoHistory.write(config.data(), config.directory(), hash, Gateway.machineClock(), new Random());
            PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            gateway = parts.add(Gateway.start(config, false, meters));
            screens = parts.add(new HttpFace(config, gateway, meters, Limits.SMALL_BOX, null));
            for (Staff staff : gateway.directory().current().entries().staff().values()) {
                gateway.onDuty()
                        .signIn(Actor.command(OPERATOR), staff.hall(), staff.window(), staff.id())
                        .get();
            }
            for (int i = 0; i < windows; i++) {
                startTerminal(i, empty ? DemoWindow.SERVED : DemoWindow.of(i, windows), windows);
            }
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    private void startTerminal(int index, DemoWindow kind, int windows) throws IOException {
        Path data = folder.resolve("t" + index);
        if (kind == DemoWindow.SERVED) {
            double pressesAMinute = Math.min(MOST_PRESSES_A_MINUTE, PRESSES_A_MINUTE / windows);
            terminals.add(DemoTerminal.start(data, gateway.brokerPort(), index, pressesAMinute));
        } else if (kind == DemoWindow.PULLED) {
            terminals.add(DemoTerminal.startWithoutPort(data, gateway.brokerPort(), index));
        }
    }

    /**
     * Starts it; presses begin at once.
     *
     * @param folder for all that it keeps; goes when the demo ends
     * @param port of the screen, on the loopback address; 0 for a free one
     * @param windows each with a terminal, save for those that show what it looks like where there is none
     * @param empty whether nothing was ever pressed before, and nothing is broken
     * @throws IOException with one line that says why, where it cannot start
     */
    public static Demo start(Path folder, int port, int windows, boolean empty)
            throws IOException, SQLException, InterruptedException, ExecutionException {
        return new Demo(folder, port, windows, empty);
    }

    /** How many presses of the month before it was started are counted. */
    public long history() {
        return history;
    }

    /** Where the hall screen is. */
    public String address() {
        return screens.address();
    }

    /** Where the operators' console is, and how to log in there. */
    public String console() {
        return String.format(Locale.ROOT, "%sconsole, operator %s, password %s", screens.address(), OPERATOR, password);
    }

    /** Who else may log in there with the same password: those who work on assessments, each called as the role. */
    public String people() {
        return DemoPeople.all().stream().map(Caller::name).collect(Collectors.joining(", "));
    }

    private static String drawPassword() {
        StringBuilder drawn = new StringBuilder();
        for (int i = 0; i < PASSWORD_LENGTH; i++) {
            drawn.append(PASSWORD_CHARACTERS.charAt(RANDOM.nextInt(PASSWORD_CHARACTERS.length())));
        }
        return drawn.toString();
    }

    /** Lets go of all keys, waits up to 15 s until every press is through, and returns what became of them. */
    public DemoResult finish() throws IOException, SQLException, InterruptedException {
        terminals.forEach(DemoTerminal::letGo);
        DemoResult result = result();
        for (int poll = 1; poll < MOST_POLLS && !result.balances(); poll++) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            result = result();
        }
        return result;
    }

    private DemoResult result() throws IOException, SQLException {
        long pressed = 0;
        long stored = 0;
        for (DemoTerminal terminal : terminals) {
            pressed += terminal.pressed();
            stored += terminal.stored();
        }
        long counted = gateway.scoreboard().scores(DemoHall.ID, Period.ALL).orElseThrow().windows().stream()
                .mapToLong(WindowScore::total)
                .sum();
        return new DemoResult(pressed, stored, counted - history);
    }

    @Override
    public void close() {
        terminals.parallelStream()
                .forEach(DemoTerminal::close); // each publishes its offline status first, which takes a while
        parts.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("{} is left behind: {}", folder, e.toString());
        }
    }
}
