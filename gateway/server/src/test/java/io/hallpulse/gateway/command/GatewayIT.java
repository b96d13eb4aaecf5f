package io.hallpulse.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.testkit.Java;
import io.hallpulse.testkit.Ports;
import io.hallpulse.testkit.Program;
import io.hallpulse.testkit.RawMqtt;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar as people start it. */
@Timeout(300)
class GatewayIT {
    private static final Path JAR = Java.GATEWAY_JAR;

    /** A process starts in seconds, and in a minute where others have the machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private Path folder = Path.of("");

    private final HttpClient client = HttpClient.newHttpClient();
    private Process process = new ProcessBuilder("true").start();

    GatewayIT() throws IOException {}

    @AfterEach
    void end() throws Exception {
        process.destroyForcibly().waitFor();
    }

    @Test
    void demo_seconds_servesMovesEndsAndAccounts() throws Exception {
        int port = Ports.free();
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        start(
                List.of("-Djava.io.tmpdir=" + temporary, "-Duser.home=/nonexistent"),
                "demo",
                "--port",
                "" + port,
                "--terminals",
                "3",
                "--seconds",
                "20");
        await().atMost(PATIENCE).until(() -> out().contains("http://127.0.0.1:" + port + "/"));
        await().atMost(PATIENCE)
                .until(() -> get(port, "/api/v1/halls/demo/scores").contains("\"satisfaction\":0")
                        || get(port, "/api/v1/halls/demo/scores").contains("\"satisfaction\":1"));
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(err()).isEqualTo(0);
        String last = out().lines().reduce("", (a, b) -> b);
        assertThat(last).matches("pressed (\\d+) = stored \\1 = counted \\1");
        assertThat(last).doesNotContain("pressed 0");
        try (Stream<Path> left = Files.walk(temporary)) {
            assertThat(left).noneMatch(file -> file.endsWith("demo"));
        }
        assertThat(err().lines().filter(line -> line.startsWith("\tat "))).isEmpty();
    }

    @Test
    void demo_interrupted_endsAtOnceWithZero() throws Exception {
        int port = Ports.free();
        start(List.of(), "demo", "--port", "" + port, "--terminals", "1");
        await().atMost(PATIENCE).until(() -> out().contains("http://127.0.0.1:" + port + "/"));
        terminate();
        assertThat(process.exitValue()).as(err()).isEqualTo(0);
    }

    @Test
    void run_terminated_endsWithZero() throws Exception {
        int port = Ports.free();
        start(List.of(), "run", "--config", configuration(port));
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> get(port, "/readyz").contains("ready"));
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
        }
        terminate();
        assertThat(process.exitValue()).as(err()).isEqualTo(0);
        assertThat(err()).contains("stopped");
    }

    @Test
    void run_web_servesAFolderAsItIs() throws Exception {
        int port = Ports.free();
        Path web = Files.createDirectory(folder.resolve("web"));
        Path style = Files.writeString(web.resolve("hall.css"), "/* first */");
        start(List.of(), "run", "--config", configuration(port), "--web", web.toString());
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> get(port, "/assets/hall.css").equals("/* first */"));
        Files.writeString(style, "/* second */");
        assertThat(get(port, "/assets/hall.css")).isEqualTo("/* second */");
        assertThat(get(port, "/assets/hall-window.js")).contains("export");
    }

    @Test
    void run_portInUse_failsWithOneLineThatSaysTheMend() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            start(List.of(), "run", "--config", configuration(taken.getLocalPort()));
            await().atMost(PATIENCE).until(() -> err().contains("choose another address"));
            assertThat(process.waitFor(15, TimeUnit.SECONDS))
                    .as("ended soon after it said why")
                    .isTrue();
            assertThat(process.exitValue()).isEqualTo(1);
            assertThat(err().lines().reduce("", (a, b) -> b))
                    .contains("127.0.0.1:" + taken.getLocalPort(), "choose another address");
            assertThat(err()).doesNotContain("ERROR", "\tat ");
        }
    }

    /** The script's own option does it, also where a library catches the error. */
    @Test
    void startScript_withLessMemoryThanItNeeds_endsWithThreeAndOneLine() throws Exception {
        ProcessBuilder script = new ProcessBuilder(
                "sh", JAR.resolveSibling("gateway").toString(), "run", "--config", configuration(Ports.free()));
        script.environment().put("JAVA_OPTIONS", "-Xmx12m");
        start(script);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(err()).isEqualTo(3);
        assertThat(out().lines()).containsExactly("Terminating due to java.lang.OutOfMemoryError: Java heap space");
        assertThat(err()).doesNotContain("\tat ");
    }

    /** 128 at the heap that this one has (other collectors keep a part of it back), beside which a terminal with an address of its own is let in. */
    @Test
    void run_moreMqttClientsOfOneAddressThanItsBound_keepsNobodyElseOut() throws Exception {
        int http = Ports.free();
        int mqtt = Ports.free();
        start(List.of("-Xmx64m", "-XX:+UseG1GC"), "run", "--config", configuration(http, mqtt));
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> get(http, "/readyz").contains("ready"));
        byte[] none = new byte[0];
        List<RawMqtt> crowd = new ArrayList<>();
        int refused = 0;
        for (int i = 0; i < 140; i++) {
            RawMqtt client = RawMqtt.open("127.0.0.2", mqtt);
            client.send(0x10, RawMqtt.connect("crowd" + i, 0, none, none));
            refused += client.answer().reason() == 0 ? 0 : 1;
            crowd.add(client);
        }
        try (RawMqtt honest = RawMqtt.open("127.0.0.3", mqtt)) {
            honest.send(0x10, RawMqtt.connect("north/n-01", 0, none, none));
            assertThat(honest.answer()).isEqualTo(new RawMqtt.Answer(RawMqtt.CONNACK, 0));
        }
        assertThat(refused).isEqualTo(12);
        crowd.get(0).close();
        await().atMost(PATIENCE).until(() -> {
            try (RawMqtt next = RawMqtt.open("127.0.0.2", mqtt)) {
                next.send(0x10, RawMqtt.connect("next", 0, none, none));
                return next.answer().reason() == 0;
            }
        });
        for (RawMqtt client : crowd) {
            client.close();
        }
        assertThat(err()).contains("the MQTT client at 127.0.0.2 is refused: 128 clients of its address");
        terminate();
    }

    @Test
    void run_clientsThatNobodyLetIn_addALineOfEachKindToTheLog() throws Exception {
        int http = Ports.free();
        int mqtt = Ports.free();
        start(List.of(), "run", "--config", configuration(http, mqtt));
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> get(http, "/readyz").contains("ready"));
        List<Socket> idle = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            idle.add(new Socket("127.0.0.1", mqtt));
        }
        for (int i = 0; i < 100; i++) {
            says(http, "GET / HTTP/1.1\r\nHost: a b:x" + i + "\r\n\r\n");
            says(mqtt, "GET /" + i + " HTTP/1.1\r\n\r\n");
            says(mqtt, "\u0016\u0003\u0001\u0002\u0000\u0001" + i);
            says(mqtt, "\u0010\u00ff\u00ff\u00ff\u00ff\u00ff" + i);
        }
        for (Socket socket : idle) { // until it is told to go: its handshake did not come
            socket.setSoTimeout(60_000);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            socket.close();
        }
        assertThat(err().lines()).as(err()).hasSizeLessThan(15);
        assertThat(get(http, "/readyz")).contains("ready");
        terminate();
    }

    /** Sends some bytes and reads until the other side ends the connection. */
    private static void says(int port, String text) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset"); // it did not wait for the rest
        }
    }

    @Test
    void check_badFile_isTwoAndOneLine() throws Exception {
        Path file = Files.writeString(folder.resolve("gateway.yaml"), "data: x\nhals: []\n");
        start(List.of(), "check", "--config", file.toString());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(err().lines()).hasSize(1).first().asString().startsWith(file + ":2: hals");
    }

    private void start(List<String> jvm, String... arguments) {
        start(new ProcessBuilder(Java.jar(jvm, JAR, arguments)));
    }

    private void start(ProcessBuilder program) {
        process = Program.start(program.directory(folder.toFile()), folder.resolve("out"), folder.resolve("err"))
                .process();
    }

    private void terminate() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private String out() throws IOException {
        return Files.readString(folder.resolve("out"));
    }

    private String err() throws IOException {
        return Files.readString(folder.resolve("err"));
    }

    private String get(int port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    private String configuration(int port) throws IOException {
        return configuration(port, 0);
    }

    private String configuration(int port, int mqtt) throws IOException {
        return Files.writeString(folder.resolve("gateway.yaml"), """
                        data: %s
                        broker: {embedded: {listen: "127.0.0.1:%d"}}
                        terminals: open
                        http: {listen: "127.0.0.1:%d"}
                        halls:
                          - id: north
                            name: {zh: 北区政务大厅, en: North Hall}
                            windows:
                              - {id: A03, name: {zh: 不动产登记, en: Property registration}}
                        """.formatted(folder.resolve("data"), mqtt, port))
                .toString();
    }
}
