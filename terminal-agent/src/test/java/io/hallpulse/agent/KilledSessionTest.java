package io.hallpulse.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.hardware.testkit.PlayedFf68Meter;
import io.hallpulse.hardware.testkit.Pty;
import io.hallpulse.testkit.Java;
import io.hallpulse.testkit.Ports;
import io.hallpulse.testkit.Program;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent as a process that is killed while a session is open: a business system opened it, and a meter on a real line rates it. */
class KilledSessionTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    @TempDir
    private Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private PlayedFf68Meter meter;
    private int port;

    @BeforeEach
    void plug() throws Exception {
        meter = opened(new PlayedFf68Meter(opened(Pty.at(folder.resolve("meter"))), 5));
        port = Ports.free();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
    }

    @Test
    void session_openWhenKilled_goesOnAndIsRatedOnce() throws Exception {
        Program first = run("10m");
        String session = open();
        await().atMost(SOON).until(() -> meter.received().contains("FF6803036805010B1116"));
        first.process().destroyForcibly().waitFor();

        run("10m");
        await().atMost(SOON).until(() -> told().contains("\"open\""));
        assertThat(told()).isEqualTo("{\"state\":\"open\",\"session\":\"" + session + "\"}");
        press(0);
        assertThat(told()).contains("\"accepted\"", session);
        press(1);
        assertThat(told()).contains("\"repeat\"", session);
        assertThat(stored()).containsExactly("rating ", "rating repeat");
    }

    @Test
    void session_whoseTimeIsOverWhileTheAgentIsDead_endsOnceAsInterrupted() throws Exception {
        Program first = run("5s");
        open();
        long openedNanos = System.nanoTime();
        first.process().destroyForcibly().waitFor();
        await().atMost(SOON).until(() -> System.nanoTime() - openedNanos > TIMEOUT.toNanos());

        Program second = run("5s");
        await().atMost(SOON).until(() -> told().contains("\"timeout\""));
        second.process().destroyForcibly().waitFor();
        run("5s");
        await().atMost(SOON).until(() -> told().contains("\"closed\""));
        press(0);
        assertThat(stored()).containsExactly("timeout interrupted", "rating unsolicited");
    }

    private Program run(String timeout) throws IOException {
        Path config = Files.writeString(folder.resolve("terminal.yaml"), """
                hall: north
                terminal: n-01
                data: %s
                gateway: {url: "tcp://127.0.0.1:1"}
                trigger: {listen: "127.0.0.1:%d"}
                windows: [{id: A, mode: triggered, timeout: %s}]
                inputs:
                  - id: meter
                    window: A
                    keys: {"0": 5, "1": 4, "2": 3, "3": 2}
                    serial: {port: %s, protocol: ff68, address: 5}
                """.formatted(
                        folder.resolve("data"), port, timeout, folder.resolve("meter")));
        List<String> command = Java.main(
                List.of("-Xmx64m"),
                System.getProperty("java.class.path"),
                "io.hallpulse.agent.command.AgentMain",
                "run",
                "--config",
                config.toString());
        Path log = folder.resolve("agent.log");
        return opened(Program.start(new ProcessBuilder(command), log, log));
    }

    /** Tries until the agent listens. */
    private String open() {
        String answer = await().atMost(SOON)
                .ignoreExceptions()
                .until(() -> ask("POST", "{\"case\":\"c-1\"}"), said -> said.startsWith("{\"session\":"));
        return answer.substring(12, answer.length() - 2);
    }

    private String told() {
        return await().atMost(SOON).ignoreExceptions().until(() -> ask("GET", ""), said -> !said.isEmpty());
    }

    /** The cable keeps what is pressed while nobody has its other end open. */
    private void press(int key) {
        int before = meter.acknowledged().size();
        meter.press(key);
        await().atMost(SOON).until(() -> meter.acknowledged().size() > before);
    }

    private String ask(String method, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/windows/A/session"))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Kind and flags of each press, in order. */
    private List<String> stored() throws Exception {
        List<String> presses = new ArrayList<>();
        try (Connection outbox = DriverManager.getConnection(
                        "jdbc:sqlite:" + folder.resolve("data").resolve("outbox.db"));
                Statement statement = outbox.createStatement();
                ResultSet row = statement.executeQuery("SELECT kind, flags FROM press ORDER BY run_id, seq")) {
            while (row.next()) {
                presses.add(row.getString(1) + " " + row.getString(2));
            }
        }
        return presses;
    }

    private <T extends AutoCloseable> T opened(T part) {
        opened.add(part);
        return part;
    }
}
