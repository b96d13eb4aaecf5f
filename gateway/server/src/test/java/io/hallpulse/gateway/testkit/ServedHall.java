package io.hallpulse.gateway.testkit;

import static org.awaitility.Awaitility.await;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.Topics;
import io.hallpulse.contract.message.Anchor;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.PressesWriter;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.contract.message.Status;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.Gateway;
import io.hallpulse.gateway.HttpFace;
import io.hallpulse.gateway.TestHalls;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.auth.Bcrypt;
import io.hallpulse.gateway.auth.People;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.config.HttpConfig;
import io.hallpulse.gateway.enrolment.Enrolments;
import io.hallpulse.gateway.event.Events;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.store.StoreReader;
import io.hallpulse.hardware.gpio.KeyFault;
import io.hallpulse.runtime.config.ConfigFile;
import io.hallpulse.runtime.config.HostPort;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/**
 * A whole gateway with one hall, {@code north}, whose windows are W1, W2 ...; its presses come over MQTT from a terminal that this
 * class plays. The hall's zone is one where it is about noon, so that no test runs into midnight.
 */
public final class ServedHall implements AutoCloseable {
    private static final TerminalId TERMINAL = new TerminalId("north", "n-01");
    private static final String RUN = "k3f9c2abq7";
    private static final String BOOT = "9f1c0d2a7b3e4455";
    /** How long the played terminal had been running when it connected. */
    private static final Duration UP_BEFORE = Duration.ofDays(700);

    /** Who may do everything, by the operators' file. */
    public static final String OPERATOR = "li.na";

    public static final String PASSWORD = "正确的密码: 1 2";
    private static final String HASH = Bcrypt.hash(PASSWORD, 4, new SecureRandom());

    private final Gateway gateway;
    private final GatewayConfig config;
    private final PrometheusMeterRegistry meters;
    private final MqttClient terminal;
    private final int port;
    private HttpFace server;
    private final Instant begun = Instant.now();
    private long next = 1;

    private ServedHall(
            Gateway gateway,
            GatewayConfig config,
            PrometheusMeterRegistry meters,
            HttpFace server,
            MqttClient terminal) {
        this.gateway = gateway;
        this.config = config;
        this.meters = meters;
        this.server = server;
        this.port = server.port();
        this.terminal = terminal;
    }

    /**
     * Starts broker, store, scoreboard and pages on free ports.
     *
     * @param screen the hall's screen settings in YAML
     * @param moreHalls ids of further halls, of one window each
     */
    public static ServedHall start(Path data, int windows, String screen, Limits limits, String... moreHalls)
            throws Exception {
        return startFrom(data, yaml(data, windows, screen, moreHalls), limits);
    }

    /** As {@link #start}, with the list of halls in YAML. */
    public static ServedHall startHalls(Path data, String halls, Limits limits) throws Exception {
        return startHallsBy(data, halls, Clock.systemUTC(), limits);
    }

    /** As {@link #startHalls}, by a clock that the test moves. */
    public static ServedHall startHallsBy(Path data, String halls, InstantSource clock, Limits limits)
            throws Exception {
        String yaml = yaml(data, 1, "{}");
        return startFrom(data, yaml.substring(0, yaml.indexOf("halls:\n")) + "halls:\n" + halls, limits, clock);
    }

    /** As {@link #start}, with one window, by a clock that the test moves. */
    public static ServedHall startBy(Path data, InstantSource clock, Limits limits) throws Exception {
        return startBy(data, 1, clock, limits);
    }

    /** Likewise, with some windows. */
    public static ServedHall startBy(Path data, int windows, InstantSource clock, Limits limits) throws Exception {
        return startFrom(data, yaml(data, windows, "{}"), limits, clock);
    }

    private static ServedHall startFrom(Path data, String yaml, Limits limits) throws Exception {
        return startFrom(data, yaml, limits, Clock.systemUTC());
    }

    private static ServedHall startFrom(Path data, String yaml, Limits limits, InstantSource clock) throws Exception {
        Files.writeString(data.resolve("gateway.yaml"), yaml);
        Files.writeString(data.resolve("operators"), OPERATOR + ":" + HASH);
        Files.setPosixFilePermissions(data.resolve("operators"), PosixFilePermissions.fromString("rw-------"));
        GatewayConfig config = GatewayConfig.read(new ConfigFile("gateway.yaml", yaml));
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Gateway gateway = TestHalls.start(config, meters, clock);
        await().atMost(Duration.ofSeconds(30)).until(gateway::ready); // until then nobody takes the presses
        HttpFace server = serve(config, gateway, meters, limits);
        MqttClient terminal =
                new MqttClient("tcp://127.0.0.1:" + gateway.brokerPort(), TERMINAL.toString(), new MemoryPersistence());
        terminal.connect();
        return new ServedHall(gateway, config, meters, server, terminal);
    }

    /** As {@link #start}, with one window and more settings of {@code http}, such as {@code , proxies: ["127.0.0.1"]}. */
    public static ServedHall startWithHttp(Path data, String http, Limits limits) throws Exception {
        return startFrom(
                data,
                yaml(data, 1, "{}").replace("127.0.0.1:0\"}\nhalls", "127.0.0.1:0\"" + http + "}\nhalls"),
                limits);
    }

    /** As {@link #start}, with one window, on another database than the embedded one. */
    public static ServedHall startOn(Path data, String database, Limits limits) throws Exception {
        return startFrom(data, "database: " + database + "\n" + yaml(data, 1, "{}"), limits);
    }

    /** As {@link #start}, with one window, where terminals may enrol. */
    public static ServedHall startEnrolling(Path data, Limits limits) throws Exception {
        return startFrom(data, "enrolment: {listen: \"127.0.0.1:0\"}\n" + yaml(data, 1, "{}"), limits);
    }

    /** As {@link #start}, with one window, whose ratings go up to a province that listens there. */
    public static ServedHall startReporting(Path data, String province, Limits limits) throws Exception {
        return startFrom(
                data,
                "upstream: {profile: zhejiang, url: '" + province + "', area: \"330200\"}\n" + yaml(data, 1, "{}"),
                limits);
    }

    private static HttpFace serve(GatewayConfig config, Gateway gateway, PrometheusMeterRegistry meters, Limits limits)
            throws IOException {
        return new HttpFace(config, gateway, meters, limits, null);
    }

    private static String yaml(Path data, int windows, String screen, String... moreHalls) {
        String yaml = """
                data: %s
                broker: {embedded: {listen: "127.0.0.1:0"}}
                terminals: open
                http: {operators: "%s", listen: "127.0.0.1:0"}
                halls:
                  - id: north
                    name: {zh: 北区政务大厅, en: North Hall}
                    timeZone: %s
                    screen: %s
                    windows:
                %s
                """.formatted(
                        data,
                        data.resolve("operators"),
                        noon(),
                        atOnce(screen),
                        IntStream.rangeClosed(1, windows)
                                .mapToObj(i -> "      - {id: W%d, name: {zh: 综合受理 %d, en: General counter %d}}"
                                        .formatted(i, i, i))
                                .collect(Collectors.joining("\n")));
        StringBuilder more = new StringBuilder(yaml);
        for (String hall : moreHalls) {
            more.append("""
                      - id: %1$s
                        name: {zh: %1$s 政务大厅, en: Hall %1$s}
                        screen: {privacyDelay: 0s, publishStep: 1}
                        windows: [{id: W1, name: {zh: 综合受理, en: General counter}}]
                    """.formatted(hall));
        }
        return more.toString();
    }

    /** Figures that move with each rating, unless the settings say how they move. */
    private static String atOnce(String screen) {
        return screen.contains("publishStep")
                ? screen
                : screen.replace("}", ", privacyDelay: 0s, publishStep: 1}").replace("{,", "{");
    }

    /** A zone where it is about noon. */
    public static String noon() {
        int offset = 12 - Instant.now().atOffset(ZoneOffset.UTC).getHour();
        return offset == 0 ? "Etc/GMT" : "Etc/GMT%+d".formatted(-offset); // POSIX signs: west is positive
    }

    public URI uri(String path) {
        return URI.create(server.address()).resolve(path);
    }

    /** Changes the directory, as somebody may while screens show it. */
    public void change(UnaryOperator<Halls> change) throws Exception {
        gateway.directory().change(Actor.command("test"), change).get();
    }

    /** The header that an operator's program sends. */
    public static String login() {
        return basic(OPERATOR, PASSWORD);
    }

    /** The header that anybody's program sends. */
    public static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Who may sign in besides the operator. */
    public People people() {
        return gateway.people();
    }

    /** The room of assessments. */
    public Assessments assessments() {
        return gateway.assessments();
    }

    /** What happens in it. */
    public Events events() {
        return gateway.events();
    }

    /** How new terminals are let in. */
    public Enrolments enrolments() {
        return gateway.enrolments();
    }

    /** What its database holds. */
    public StoreReader reader() {
        return gateway.reader();
    }

    /** Has it look for alarms at once, and not only in some seconds. */
    public void lookForAlarms() {
        gateway.alarms().look();
    }

    public int port() {
        return port;
    }

    public int brokerPort() {
        return gateway.brokerPort();
    }

    public HttpFace server() {
        return server;
    }

    /** One rating of each level, in that order, in one message. */
    public void press(String window, int... levels) throws MqttException {
        pressBefore(Duration.ZERO, window, levels);
    }

    /** The same, so long ago; never before what was pressed already. */
    public void pressBefore(Duration ago, String window, int... levels) throws MqttException {
        long first = next;
        Instant now = Instant.now().minus(ago);
        long mono = UP_BEFORE.plus(Duration.between(begun, now)).toMillis();
        List<Press> presses = IntStream.range(0, levels.length)
                .mapToObj(i -> Press.rating(first + i, window, "panel", "k", levels[i], now, mono))
                .toList();
        next += levels.length;
        byte[] message = PressesWriter.write(RUN, BOOT, 1, new Anchor(mono, now), presses, Json.MAX_MESSAGE_BYTES)
                .bytes();
        terminal.publish(Topics.of(TERMINAL, Topics.Kind.PRESSES), message, 1, false);
    }

    /** A rating of a service, so long ago; as often as wanted it is the same one. */
    public void pressOfCase(Duration ago, String window, String caseNumber, int level, int times) throws MqttException {
        Instant at = Instant.now().minus(ago);
        long mono = UP_BEFORE.plus(Duration.between(begun, at)).toMillis();
        Press press = new Press(
                next++,
                window,
                "panel",
                "k",
                level,
                at,
                mono,
                true,
                Press.Kind.RATING,
                List.of(),
                null,
                caseNumber,
                null,
                null);
        for (int i = 0; i < times; i++) {
            publish(
                    Topics.Kind.PRESSES,
                    PressesWriter.write(RUN, BOOT, 1, new Anchor(mono, at), List.of(press), Json.MAX_MESSAGE_BYTES)
                            .bytes());
        }
    }

    /** The terminal's status: it serves that window. */
    public void status(String window) throws MqttException {
        terminal.publish(Topics.of(TERMINAL, Topics.Kind.STATUS), Json.write(online(window)), 1, true);
    }

    /** The same, and who signed in at the terminal itself; null for nobody. */
    public void signedIn(String window, @Nullable String staff) throws MqttException {
        Status now = online(window);
        Status said = new Status(
                now.v(),
                now.state(),
                now.agent(),
                now.boot(),
                now.clock(),
                now.anchor(),
                now.machine(),
                now.runs(),
                now.waiting(),
                now.refused(),
                now.inputs(),
                now.diskFree(),
                now.mono(),
                now.faults(),
                now.last(),
                now.config(),
                staff == null ? null : Map.of(window, staff));
        terminal.publish(Topics.of(TERMINAL, Topics.Kind.STATUS), Json.write(said), 1, true);
    }

    private Status online(String window) {
        return new Status(
                Json.VERSION,
                Status.ONLINE,
                "1.0.0",
                BOOT,
                "synced",
                null,
                "test",
                List.of(new RunSpan(RUN, 1, next)),
                0L,
                0L,
                List.of(new Status.InputStatus("panel", window, "ok", null, null, null)),
                1L);
    }

    /** The terminal stops cleanly. */
    public void goodbye(String window) throws MqttException {
        terminal.publish(
                Topics.of(TERMINAL, Topics.Kind.STATUS),
                Json.write(online(window).goodbye()),
                1,
                true);
    }

    /**
     * Presses 2 to 12, of every kind that there is, the first one two hours ago; the first is lost, two more wait at the terminal,
     * which has faults and tells them; and a message that is none.
     */
    public void pressesOfEveryKind() throws MqttException {
        Instant now = Instant.now();
        Anchor anchor = new Anchor(10_000_000, now);
        Instant then = now.minusSeconds(7200);
        List<Press> presses = List.of(
                Press.rating(2, "W1", "panel", "=1,\"k\"", 1, then, 2_800_000),
                Press.rating(3, "W1", "panel", "＝1;\"k\"", 2, now, 10_000_000),
                kind(4, "+1", "W1", 5, Press.Kind.RATING, List.of(), 3L, now),
                kind(5, "-1", "W1", 5, Press.Kind.RATING, List.of("repeat"), null, now),
                kind(6, "@1", "W1", null, Press.Kind.TIMEOUT, List.of(), null, now),
                kind(7, "＋1", "W1", 4, Press.Kind.TEST, List.of(), null, now),
                kind(9, "k", "Z9", 5, Press.Kind.RATING, List.of(), null, now),
                kind(10, "－1", "W1", 5, Press.Kind.RATING, List.of(), null, now),
                kind(11, "＠1", "W1", 5, Press.Kind.RATING, List.of(), null, now),
                kind(12, "\n=\t1", "W1", 5, Press.Kind.RATING, List.of(), null, now));
        presses(anchor, presses);
        presses(anchor, List.of(kind(10, "－1", "W1", 2, Press.Kind.RATING, List.of(), null, now)));
        String invalid =
                "{\"v\":1,\"run\":\"%s\",\"boot\":\"%s\",\"low\":2,\"presses\":[{\"seq\":8,\"window\":\"W1\",\"input\":\"panel\","
                        + "\"key\":\"k\",\"level\":9,\"at\":\"%s\",\"mono\":10000000}]}";
        publish(Topics.Kind.PRESSES, invalid.formatted(RUN, BOOT, now).getBytes(StandardCharsets.UTF_8));
        Status status = new Status(
                Json.VERSION,
                Status.ONLINE,
                "1.0.0",
                BOOT,
                "synced",
                anchor,
                "test",
                List.of(new RunSpan(RUN, 2, 15)),
                2L,
                2L,
                List.of(new Status.InputStatus(
                        "panel", "W1", "degraded", KeyFault.STUCK.line("panel", "3"), null, null)),
                1L,
                null,
                List.of("disk is nearly full"));
        publish(Topics.Kind.STATUS, Json.write(status));
        publish(Topics.Kind.PRESSES, "<b>no message</b>".getBytes(StandardCharsets.UTF_8));
    }

    private static Press kind(
            long seq,
            String key,
            String window,
            @Nullable Integer level,
            Press.Kind kind,
            List<String> flags,
            @Nullable Long supersedes,
            Instant at) {
        return new Press(
                seq, window, "panel", key, level, at, 10_000_000, true, kind, flags, null, null, null, supersedes);
    }

    private void presses(Anchor anchor, List<Press> presses) throws MqttException {
        publish(
                Topics.Kind.PRESSES,
                PressesWriter.write(RUN, BOOT, 2, anchor, presses, Json.MAX_MESSAGE_BYTES)
                        .bytes());
    }

    private void publish(Topics.Kind kind, byte[] message) throws MqttException {
        terminal.publish(Topics.of(TERMINAL, kind), message, 1, false);
    }

    /** Its configuration, for commands beside it. */
    public String configFile() {
        return config.data().resolve("gateway.yaml").toString();
    }

    public double meter(String name) {
        return meters.get(name).counter().count();
    }

    /** What a gauge shows. */
    public double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    /** Takes the pages away; screens lose their stream. */
    public void stopServing() {
        server.close();
    }

    /** Serves again, at the same address. */
    public void serveAgain() throws IOException {
        server = serve(
                atSameAddress(), gateway, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), Limits.SMALL_BOX);
    }

    /** Tries to serve a second time at the same address. */
    public void serveBeside() throws IOException {
        serve(atSameAddress(), gateway, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), Limits.SMALL_BOX)
                .close();
    }

    private GatewayConfig atSameAddress() {
        return new GatewayConfig(
                config.data(),
                config.gateway(),
                config.broker(),
                config.database(),
                config.terminals(),
                config.clock(),
                new HttpConfig(
                        new HostPort("127.0.0.1", port),
                        null,
                        config.http().operators(),
                        false,
                        List.of(),
                        500,
                        config.http().publicUrl()),
                config.ca(),
                config.enrolment(),
                config.upstream(),
                config.alarms(),
                config.assess(),
                config.halls());
    }

    @Override
    public void close() throws Exception {
        terminal.disconnectForcibly(0, 0, false);
        terminal.close(true);
        server.close();
        gateway.close();
    }
}
