package io.hallpulse.systemtests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.testkit.Java;
import io.hallpulse.testkit.Ports;
import io.hallpulse.testkit.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A hall of two windows, A03 and A04, with one gateway and one terminal: their files, their ports, their programs. */
public final class Hall {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path folder;
    public final int brokerPort = Ports.free();
    public final int httpPort = Ports.free();
    final int enrolmentPort = Ports.free();
    private String gatewayHeap = "-Xmx256m";

    public Hall(Path folder) {
        this.folder = folder;
    }

    /** For a gateway of more terminals than a small one has. */
    public Hall gatewayHeap(String option) {
        gatewayHeap = option;
        return this;
    }

    public Program startGateway() {
        return startGateway("{embedded: {listen: \"127.0.0.1:%d\"}}".formatted(brokerPort), "{}", "terminals: open");
    }

    /** One beside a broker and a database that are there. */
    Program startGateway(int brokerPort, TestDatabase database) {
        return startGateway("{url: \"tcp://127.0.0.1:%d\"}".formatted(brokerPort), database.yaml(), "terminals: open");
    }

    /** One whose terminals enrol, and connect by TLS with the certificates that they got. */
    public Program startSecuredGateway() {
        return startSecuredGateway(SecuredBroker.EMBEDDED);
    }

    /** The same, with terminals by that broker. */
    public Program startSecuredGateway(SecuredBroker broker) {
        return startGateway(secured(broker));
    }

    /** Writes the rules of a Mosquitto as a site has it done, before the gateway runs for the first time. */
    Path writeMosquittoRules() {
        secured(SecuredBroker.MOSQUITTO);
        Path rules = folder.resolve("mosquitto");
        Program.run(folder.resolve("mosquitto-config.txt"), gatewayCommand("mosquitto-config", rules.toString()));
        return rules;
    }

    /** For what is started beside the programs. */
    Path folder() {
        return folder;
    }

    private Path secured(SecuredBroker broker) {
        return config(
                broker.setting(brokerPort), "{}", "enrolment: {listen: \"127.0.0.1:%d\"}".formatted(enrolmentPort));
    }

    private Program startGateway(String broker, String database, String terminals) {
        return startGateway(config(broker, database, terminals));
    }

    private Path config(String broker, String database, String terminals) {
        return write("gateway.yaml", """
                data: %s
                broker: %s
                database: %s
                %s
                http: {listen: "127.0.0.1:%d"}
                halls:
                  - id: north
                    name: {zh: 北区政务大厅, en: North Hall}
                    timeZone: Asia/Shanghai
                    screen: {minimumRatings: 1, privacyDelay: 0s, publishStep: 1}
                    windows:
                      - {id: A03, name: {zh: 不动产登记, en: Property registration}, department: land, category: public-service}
                      - {id: A04, name: {zh: 社会保险, en: Social insurance}, department: labour, category: public-service}
                """.formatted(folder.resolve("gateway"), broker, database, terminals, httpPort));
    }

    private Program startGateway(Path config) {
        return Program.java(
                folder.resolve("gateway.log"),
                List.of(gatewayHeap),
                Java.GATEWAY_JAR,
                "run",
                "--config",
                config.toString());
    }

    /** A command of the gateway's beside the one that runs. */
    public List<String> gatewayCommand(String... arguments) {
        List<String> line = new ArrayList<>(List.of(arguments));
        line.addAll(List.of("--config", folder.resolve("gateway.yaml").toString()));
        return Java.jar(List.of("-Xmx128m"), Java.GATEWAY_JAR, line.toArray(String[]::new));
    }

    /** Lets somebody sign in at the running gateway. */
    void addPerson(String name, String role, String password) throws IOException {
        Process add = new ProcessBuilder(gatewayCommand("people", "add", name, "--role", role))
                .redirectInput(write("password", password + "\n").toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(add.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("added " + name);
    }

    /** What {@code gateway terminals} answers beside the running gateway. */
    public JsonNode terminals(String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of("terminals"));
        line.addAll(List.of(arguments));
        line.add("--json");
        Path out = Files.createTempFile(folder, "answer", ".json");
        Program.run(out, gatewayCommand(line.toArray(String[]::new)));
        return new ObjectMapper().readTree(out.toFile());
    }

    /** Starts {@code terminal-agent provision} in a folder of its own, with that code at that port. */
    Program provision(String terminal, int port, String code) {
        Path config = write(terminal + ".yaml", "{data: \"%s\", managed: true}%n".formatted(folder.resolve(terminal)));
        return Program.agent(
                folder,
                "provision",
                "--gateway",
                "https://127.0.0.1:" + port,
                "--code",
                code,
                "--config",
                config.toString());
    }

    /** A new code for that terminal. */
    String invite(String terminal) throws IOException {
        return terminals("invite", "--hall", "north", "--terminal", terminal)
                .path("code")
                .asText();
    }

    /** Has a terminal enrol by a code, and accepts it for window A04. */
    void enrol(String terminal, String code, Path template) throws IOException {
        try (Program provision = provision(terminal, enrolmentPort, code)) {
            String request = await().atMost(PATIENCE).until(() -> pending(provision), id -> !id.isEmpty());
            terminals(
                    "accept",
                    request,
                    "--hall",
                    "north",
                    "--terminal",
                    terminal,
                    "--window",
                    "A04",
                    "--template",
                    template.toString());
            assertThat(provision.exitCode()).as(provision.err()).isZero();
        }
    }

    private String pending(Program provision) throws IOException {
        assertThat(provision.isAlive()).as(provision.out() + provision.err()).isTrue();
        return terminals("pending").path("requests").path(0).path("id").asText();
    }

    /**
     * A terminal that was invited, asked and was accepted, whatever is to start it.
     *
     * @param inputs windows and inputs as YAML
     * @return its file
     */
    public Path putIntoService(String terminal, String inputs) throws IOException {
        enrol(terminal, invite(terminal), write("template.yaml", inputs));
        return config(terminal);
    }

    /** Starts the agent of a folder that was provisioned. */
    Program startProvisioned(String terminal) {
        return startProvisioned(terminal, List.of("-Xmx48m"));
    }

    public Program startProvisioned(String terminal, List<String> options) {
        return Program.java(
                folder.resolve(terminal + ".log"),
                options,
                Java.AGENT_JAR,
                "run",
                "--config",
                config(terminal).toString());
    }

    private Path config(String terminal) {
        return folder.resolve(terminal + ".yaml");
    }

    /**
     * Starts an agent.
     *
     * @param inputs the terminal's inputs as YAML, indented by two
     */
    public Program startAgent(int port, String inputs) {
        return startAgent("n-03", port, List.of("-Xmx32m"), inputs);
    }

    public Program startAgent(String terminal, int port, List<String> options, String inputs) {
        Path config = write(terminal + ".yaml", """
                hall: north
                terminal: %s
                data: %s
                gateway: {url: "tcp://127.0.0.1:%d"}
                windows:
                  - {id: A03, mode: free, responseInterval: 0s}
                  - {id: A04, mode: free, responseInterval: 0s}
                inputs:
                %s""".formatted(terminal, folder.resolve(terminal), port, inputs));
        return Program.java(
                folder.resolve(terminal + ".log"), options, Java.AGENT_JAR, "run", "--config", config.toString());
    }

    /** Today's counts of a window by level, zeros left out, once the gateway answers; nothing while it does not. */
    public Map<Integer, Long> counts(String windowId) {
        Map<Integer, Long> counts = new TreeMap<>();
        for (JsonNode window : get("/api/v1/halls/north/scores?period=today").path("windows")) {
            if (window.path("window").asText().equals(windowId)) {
                for (Map.Entry<String, JsonNode> level : window.path("n").properties()) {
                    if (level.getValue().asLong() > 0) {
                        counts.put(
                                Integer.valueOf(level.getKey()),
                                level.getValue().asLong());
                    }
                }
            }
        }
        return counts;
    }

    private JsonNode get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + path))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return new ObjectMapper()
                    .readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofString())
                            .body());
        } catch (IOException e) {
            return new ObjectMapper().createObjectNode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
