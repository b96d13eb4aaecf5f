package io.hallpulse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.Topics;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.contract.message.Status;
import io.hallpulse.domain.alarm.Alarm;
import io.hallpulse.domain.alarm.AlarmNote;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.alarm.AlarmRefused;
import io.hallpulse.gateway.event.Event;
import io.hallpulse.hardware.gpio.KeyFault;
import io.hallpulse.testkit.RawTerminal;
import io.hallpulse.testkit.RetainedMessage;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alarms of a whole gateway: each raised by what a terminal says, or does not say any more, and closed by its mend. */
abstract class AlarmCases {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Actor CHEN = new Actor("chen.min", "technician");
    private static final long PLENTY = 8_000_000_000L;

    @TempDir
    Path data;

    /** How far the test has moved the clock. */
    private final AtomicLong ahead = new AtomicLong();

    private final Queue<Event> told = new ConcurrentLinkedQueue<>();
    private MeterRegistry meters = new SimpleMeterRegistry();
    private TestDatabase database;
    private Gateway gateway;

    abstract TestDatabase database(Path data);

    @BeforeEach
    void start() {
        database = database(data);
        run();
    }

    private void run() {
        meters = new SimpleMeterRegistry();
        gateway = Gateway.start(
                TestHalls.with(database, "{embedded: {listen: '127.0.0.1:0'}}", "A03", "A04"),
                false,
                meters,
                this::now,
                System::nanoTime);
        gateway.events().listen(told::addAll);
        await().atMost(PATIENCE).until(gateway::ready);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Instant now() {
        return Instant.now().plusMillis(ahead.get());
    }

    private void advance(Duration by) {
        ahead.addAndGet(by.toMillis());
    }

    private RawTerminal terminal(String name) throws Exception {
        return RawTerminal.connect(gateway.brokerPort(), "north", name);
    }

    private static void status(RawTerminal terminal, String name, Status.InputStatus input, long free, RunSpan... runs)
            throws Exception {
        Status status = new Status(
                1,
                Status.ONLINE,
                "1.0.0",
                "boot-" + name,
                "synced",
                null,
                "test",
                List.of(runs),
                0L,
                0L,
                List.of(input),
                free);
        terminal.publish(Topics.of(new TerminalId("north", name), Topics.Kind.STATUS), Json.write(status));
    }

    private static Status.InputStatus input(String window, @Nullable String fault) {
        return new Status.InputStatus("panel", window, fault == null ? "ok" : "degraded", fault, null, null);
    }

    private List<String> open() {
        gateway.alarms().look();
        return gateway.alarms().open().stream()
                .filter(alarm -> !alarm.hall().isEmpty() || !alarm.kind().word().equals("disk")) // of this machine
                .map(alarm -> alarm.kind().word() + " " + alarm.subject())
                .sorted()
                .toList();
    }

    private void awaitOpen(String... wanted) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(open()).containsExactly(wanted));
    }

    @Test
    void faults_thatAStatusTells_openOnceAndCloseWithTheirMend() throws Exception {
        try (RawTerminal terminal = terminal("n-03")) {
            status(terminal, "n-03", input("A03", KeyFault.STUCK.line("panel", "3")), 5_000_000);
            awaitOpen("disk n-03", "key-stuck n-03/panel");
            assertThat(told)
                    .filteredOn(event -> event instanceof Event.AlarmChanged changed
                            && changed.kind().equals("key-stuck"))
                    .singleElement()
                    .satisfies(event -> assertThat(event.hall()).isEqualTo("north"));
            assertThat(gauge("key-stuck")).isEqualTo(1);

            status(terminal, "n-03", input("A03", "port /dev/ttyUSB0 is gone; plug it in"), PLENTY);
            awaitOpen("input n-03/panel");
            status(terminal, "n-03", input("A03", null), PLENTY);
            awaitOpen();
            status(terminal, "n-03", input("A03", "port /dev/ttyUSB0 is gone; plug it in"), PLENTY);
            awaitOpen("input n-03/panel");

            Alarm again = gateway.alarms().open().stream()
                    .filter(alarm -> alarm.kind().word().equals("input"))
                    .findFirst()
                    .orElseThrow();
            assertThat(again.count()).as("a loose cable").isEqualTo(2);
            assertThat(again.en()).contains("north n-03/panel", "port /dev/ttyUSB0 is gone");
        }
    }

    private double gauge(String kind) {
        return meters.get("hallpulse.alarms.open").tag("kind", kind).gauge().value();
    }

    @Test
    void terminal_thatIsGone_isAway_untilItIsHeardAgain_alsoOverARestart() throws Exception {
        try (RawTerminal terminal = terminal("n-03")) {
            status(terminal, "n-03", input("A03", null), PLENTY);
            await().atMost(PATIENCE)
                    .until(() -> gateway.reader()
                                    .account()
                                    .terminals("north", null, 9)
                                    .size()
                            == 1);
        }
        awaitOpen();
        advance(Duration.ofMinutes(3));
        awaitOpen("terminal-away n-03");
        Alarm before = gateway.alarms().open().get(0);

        gateway.close();
        run();
        awaitOpen("terminal-away n-03");
        assertThat(gateway.alarms().open().get(0)).isEqualTo(before);

        try (RawTerminal terminal = terminal("n-03")) {
            status(terminal, "n-03", input("A03", null), PLENTY);
            awaitOpen();
        }
    }

    @Test
    void manyTerminals_thatVanishAtOnce_areOneAlarm() throws Exception {
        List<RawTerminal> terminals = new ArrayList<>();
        for (int i = 10; i < 18; i++) {
            RawTerminal terminal = terminal("n-" + i);
            terminals.add(terminal);
            status(terminal, "n-" + i, input("A" + i, null), PLENTY);
        }
        await().atMost(PATIENCE)
                .until(() ->
                        gateway.reader().account().terminals("north", null, 9).size() == 8);
        advance(Duration.ofMinutes(4));
        awaitOpen("terminals-away gateway");

        for (int i = 10; i < 18; i++) {
            status(terminals.get(i - 10), "n-" + i, input("A" + i, null), PLENTY);
        }
        awaitOpen();
        for (RawTerminal terminal : terminals) {
            terminal.close();
        }
    }

    @Test
    void whatIsLostOrUnreadable_staysUntilSomebodyNotesIt() throws Exception {
        try (RawTerminal terminal = terminal("n-03")) {
            terminal.presses("run1", 5, rating(5, 5), rating(6, 4));
            terminal.awaitAck("run1", 6);
            terminal.presses("run1", 5, rating(6, 1));
            terminal.pressesJson("{\"v\":1,\"run\":\"run1\",\"low\":5,\"presses\":[{\"seq\":7}]}");
            terminal.pressesJson("not a message");
            status(terminal, "n-03", input("A03", null), PLENTY, new RunSpan("run1", 5, 8));
            awaitOpen("conflict n-03", "dead-letter n-03", "gap n-03", "invalid n-03");

            for (Alarm alarm : gateway.alarms().open()) {
                gateway.alarms().acknowledge(CHEN, alarm.id(), "换过存储卡").get();
            }
            awaitOpen();
            terminal.presses("run1", 5, rating(6, 2));
            terminal.pressesJson("{}");
            awaitOpen("dead-letter n-03");
        }
    }

    @Test
    void people_acknowledgeCommentAndMute_byName() throws Exception {
        try (RawTerminal terminal = terminal("n-03")) {
            status(terminal, "n-03", input("A03", KeyFault.CHATTERING.line("panel", "3")), PLENTY);
            awaitOpen("key-chattering n-03/panel");
        }
        long id = gateway.alarms().open().get(0).id();
        Instant until = Instant.ofEpochMilli(now().plusSeconds(3600).toEpochMilli());

        gateway.alarms().acknowledge(CHEN, id, "").get();
        gateway.alarms().comment(CHEN, id, "订了新按键").get();
        Alarm alarm = gateway.alarms().mute(CHEN, id, until).get();

        assertThat(alarm.acknowledgedBy()).isEqualTo("chen.min");
        assertThat(alarm.mutedUntilMillis()).isEqualTo(until.toEpochMilli());
        assertThat(alarm.isOpen()).isTrue();
        assertThat(gateway.alarms().notes(List.of(alarm)))
                .extracting(AlarmNote::who, AlarmNote::what)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple("chen.min", "acknowledge"),
                        org.assertj.core.api.Assertions.tuple("chen.min", "comment"),
                        org.assertj.core.api.Assertions.tuple("chen.min", "mute"));
        try (StoreFile tables = database.tables()) {
            assertThat(tables.texts("select what from audit where who = 'chen.min' order by n"))
                    .containsExactly("alarm.acknowledge", "alarm.comment", "alarm.mute");
        }
        assertThatThrownBy(() -> gateway.alarms().comment(CHEN, 4711, "?").get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(AlarmRefused.class);
        assertThatThrownBy(() -> gateway.alarms().mute(CHEN, id, until.plus(Duration.ofDays(32))))
                .isInstanceOf(AlarmRefused.class);
    }

    @Test
    void hall_hasItsOpenAlarmsAtTheBroker() throws Exception {
        try (RawTerminal terminal = terminal("n-03")) {
            status(terminal, "n-03", input("A03", KeyFault.CHATTERING.line("panel", "3")), PLENTY);
            await().atMost(PATIENCE).untilAsserted(() -> {
                gateway.alarms().look();
                JsonNode message = Json.read(
                        RetainedMessage.read(gateway.brokerPort(), Topics.alarms("north"))
                                .getBytes(StandardCharsets.UTF_8),
                        JsonNode.class);
                assertThat(message.path("open").findValuesAsText("kind")).contains("key-chattering");
                assertThat(message.path("v").asInt()).isEqualTo(1);
            });
        }
    }

    @Test
    void certificate_thatIsNotRenewed_isToldAMonthBefore() throws Exception {
        try (StoreFile tables = database.tables()) {
            tables.execute("insert into certificate (serial, kind, name, hall, terminal, state, issued_millis,"
                    + " not_after_millis, changed_millis, fingerprint, pem) values ('4f', 'terminal', 'north/n-03', 'north',"
                    + " 'n-03', 'accepted', 1, "
                    + now().plus(Duration.ofDays(31)).toEpochMilli() + ", 1, 'ab', '-')");
        }
        awaitOpen();
        advance(Duration.ofDays(2));
        awaitOpen("certificate n-03");
        try (StoreFile tables = database.tables()) {
            tables.execute("update certificate set not_after_millis = "
                    + now().plus(Duration.ofDays(800)).toEpochMilli());
        }
        awaitOpen();
    }

    @Test
    void badKeys_thatNobodyPressed_areToldOnceTheDayIsOver() throws Exception {
        try (RawTerminal terminal = terminal("n-03")) {
            terminal.presses("run1", 1, Press.rating(1, "A03", "panel", "1", 5, now(), 1000));
            terminal.awaitAck("run1", 1);
        }
        awaitOpen();
        advance(Duration.ofHours(24).plusMinutes(11));
        awaitOpen("bad-keys-unproven A03", "terminal-away n-03");
    }

    private static Press rating(long seq, int level) {
        return Press.rating(seq, "A03", "panel", "1", level, Instant.ofEpochMilli(1_700_000_000_000L + seq), seq);
    }
}
