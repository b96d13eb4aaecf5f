package io.hallpulse.systemtests.benchmark;

import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.auth.Bcrypt;
import io.hallpulse.gateway.command.GatewayMain;
import io.hallpulse.testkit.Java;
import io.hallpulse.testkit.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The gateway's own program as a process, with the hall of a {@link Backlog}. */
final class MeasuredGateway implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final String LIVE = "{minimumRatings: 1, privacyDelay: 0s, publishStep: 1}";

    private static final String PASSWORD = "measured on loopback";
    private static final String LOGIN =
            "Basic " + Base64.getEncoder().encodeToString(("measurer:" + PASSWORD).getBytes(StandardCharsets.UTF_8));

    private final MeasuredProcess process;
    private final int brokerPort;
    private final int httpPort;

    private MeasuredGateway(MeasuredProcess process, int brokerPort, int httpPort) {
        this.process = process;
        this.brokerPort = brokerPort;
        this.httpPort = httpPort;
    }

    /**
     * Starts it and returns once it is ready.
     *
     * @param options of its virtual machine
     * @param externalPort of a broker that is there, 0 for the one inside
     */
    static MeasuredGateway start(TestDatabase database, List<String> options, int externalPort) {
        int port = externalPort == 0 ? Ports.free() : externalPort;
        String broker = externalPort == 0 ? plain(port) : "{url: 'tcp://127.0.0.1:" + port + "'}\nterminals: open";
        return start(database, port, broker, LIVE, ofClassPath(options));
    }

    /** One inside which registered terminals connect by TLS; returns once it is ready. */
    static MeasuredGateway startSecured(TestDatabase database, List<String> options) {
        int port = Ports.free();
        String broker = "{embedded: {listen: '127.0.0.1:" + port + "', tls: site}}";
        return start(database, port, broker, LIVE, ofClassPath(options));
    }

    private static Function<String, List<String>> ofClassPath(List<String> options) {
        return config -> Java.main(
                shared(options),
                System.getProperty("java.class.path"),
                GatewayMain.class.getName(),
                "run",
                "--config",
                config);
    }

    private static String plain(int port) {
        return "{embedded: {listen: '127.0.0.1:" + port + "'}}\nterminals: open";
    }

    /** As {@link #start}, from a jar of this or an older checkout, with what every version takes in its configuration. */
    static MeasuredGateway ofJar(Path jar, Path data, List<String> options) {
        int port = Ports.free();
        return start(
                TestDatabase.embedded(data),
                port,
                plain(port),
                "{minimumRatings: 1}",
                config -> Java.jar(shared(options), jar, "run", "--config", config));
    }

    private static List<String> shared(List<String> options) {
        List<String> all = new ArrayList<>(options);
        all.add("-Xshare:auto");
        return all;
    }

    private static MeasuredGateway start(
            TestDatabase database, int port, String broker, String screen, Function<String, List<String>> command) {
        int httpPort = Ports.free();
        String windows = Backlog.windows().stream()
                .map(window -> "      - {id: %s, name: {zh: 窗口, en: Window %s}}\n".formatted(window, window))
                .collect(Collectors.joining());
        try {
            Path operators = Files.writeString(
                    Files.createDirectories(database.data()).resolve("operators"),
                    Bcrypt.line("measurer", PASSWORD, new SecureRandom()) + "\n");
            Files.setPosixFilePermissions(operators, PosixFilePermissions.fromString("rw-------"));
            Path config = Files.writeString(database.data().resolve("gateway.yaml"), """
                    data: %s
                    broker: %s
                    database: %s
                    http: {listen: "127.0.0.1:%d", operators: "%s"}
                    halls:
                      - id: north
                        name: {zh: 北区政务大厅, en: North Hall}
                        timeZone: Asia/Shanghai
                        screen: %s
                        windows:
                    %s""".formatted(
                            database.data(), broker, database.yaml(), httpPort, operators, screen, windows));
            MeasuredGateway gateway = new MeasuredGateway(
                    MeasuredProcess.start(database.data().resolve("errors.log"), command.apply(config.toString())),
                    port,
                    httpPort);
            gateway.awaitReady();
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        for (int tries = 0; !isReady(); tries++) {
            if (tries > 1200 || !process.isAlive()) {
                throw new IllegalStateException("the gateway does not become ready");
            }
            Pause.of(Duration.ofMillis(50));
        }
    }

    private boolean isReady() {
        try {
            return get("/readyz").statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    HttpResponse<String> get(String path) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(uri(path))
                            .header("Authorization", LOGIN)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + httpPort + path);
    }

    /** Presses a second from the first message until the last press is committed and acknowledged. */
    double drain(Backlog backlog) {
        try (Swarm swarm = Swarm.connect(brokerPort, backlog, true)) {
            return backlog.perSecond(swarm.sendUntilAcknowledged());
        }
    }

    int brokerPort() {
        return brokerPort;
    }

    MeasuredProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }
}
