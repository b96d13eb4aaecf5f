package io.hallpulse.agent.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.testkit.Java;
import io.hallpulse.testkit.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The packaged agent with one ff68 meter at address 5, on the line {@code meter} of a folder; its outbox is under {@code data}. */
public final class AgentProgram implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Path config;
    private final List<String> javaOptions;
    private final List<Program> started = new ArrayList<>();

    /**
     * What a program said and how it ended.
     *
     * @param out standard output, and standard error behind it
     */
    public record Ended(int code, String out, String err) {}

    /** @param javaOptions further ones, of every command */
    public AgentProgram(Path folder, String brokerUrl, String... javaOptions) throws IOException {
        this.folder = folder;
        this.javaOptions = List.of(javaOptions);
        this.config = Files.writeString(
                folder.resolve("terminal.yaml"), """
                hall: north
                terminal: n-01
                data: %s
                gateway: {url: "%s"}
                windows: [{id: A, responseInterval: 0s}]
                inputs:
                  - id: meter
                    window: A
                    keys: {"0": 5, "1": 4, "2": 3, "3": 2}
                    serial: {port: %s, protocol: ff68, address: 5, retransmit: 500ms}
                """.formatted(data(), brokerUrl, folder.resolve("meter")));
    }

    public Path config() {
        return config;
    }

    public Path data() {
        return folder.resolve("data");
    }

    /** The account, beside a running agent or without one. */
    public JsonNode account() throws Exception {
        Ended ended = execute("outbox", "--json", "--config", config.toString());
        assertThat(ended.code()).as(ended.err()).isZero();
        return JSON.readTree(ended.out());
    }

    /** Starts it. */
    public Process run() {
        return start(new ProcessBuilder(runBehind(List.of())));
    }

    /** Starts it with a log that nobody reads, in a pipe that is full already. */
    public Process runWithStuckLog() {
        return start(new ProcessBuilder(runBehind(List.of(
                "bash",
                "-c",
                "mkfifo \"$0\" && exec 3<>\"$0\" && head -c 65536 /dev/zero >&3 && exec \"$@\" 2>&3",
                folder.resolve("log.pipe").toString()))));
    }

    /** Starts it with number 0 free for the first file that it opens itself. */
    public Process runWithoutStandardInput() {
        return start(new ProcessBuilder(runBehind(List.of("bash", "-c", "exec \"$0\" \"$@\" <&-"))));
    }

    private List<String> runBehind(List<String> before) {
        List<String> command = new ArrayList<>(before);
        command.addAll(command("run", "--config", config.toString()));
        return command;
    }

    private Process start(ProcessBuilder prepared) {
        Path log = folder.resolve("agent.log");
        Program agent = Program.start(prepared, log, log);
        started.add(agent);
        return agent.process();
    }

    /**
     * The start script, to its end.
     *
     * @param javaOptions beside those of the script, which come after them
     */
    public Ended executeByScript(String javaOptions, String... args) throws Exception {
        ProcessBuilder script = new ProcessBuilder(
                "sh", Java.AGENT_JAR.resolveSibling("terminal-agent").toString());
        script.command().addAll(List.of(args));
        script.environment().put("JDK_JAVA_OPTIONS", javaOptions);
        return execute(script);
    }

    /** A command that ends by itself. */
    public Ended execute(String... args) throws Exception {
        return execute(new ProcessBuilder(command(args)));
    }

    private Ended execute(ProcessBuilder prepared) throws IOException {
        Program program = Program.start(
                prepared, Files.createTempFile(folder, "out", ".txt"), Files.createTempFile(folder, "err", ".txt"));
        started.add(program);
        int code = program.exitCode();
        return new Ended(code, program.out(), program.err());
    }

    private List<String> command(String... args) {
        List<String> options = new ArrayList<>(List.of("-Xmx32m", "-XX:TieredStopAtLevel=1"));
        options.addAll(javaOptions);
        return Java.jar(options, Java.AGENT_JAR, args);
    }

    @Override
    public void close() {
        started.forEach(Program::close);
    }
}
