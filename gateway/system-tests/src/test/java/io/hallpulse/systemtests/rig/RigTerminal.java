package io.hallpulse.systemtests.rig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.agent.status.StatusSocket;
import io.hallpulse.hardware.testkit.Pty;
import io.hallpulse.testkit.Java;
import io.hallpulse.testkit.Program;
import io.hallpulse.testkit.SmallDisk;
import io.hallpulse.testkit.TcpProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A terminal with meters on ttys, a keyboard, a network of its own to the broker, and a wall clock that can be stepped. Its windows are
 * named after its inputs.
 */
final class RigTerminal implements AutoCloseable {
    private static final String KEYS = "{\"0\": 5, \"1\": 4, \"2\": 3, \"3\": 2}";
    /** How long the same key again is the meter sending again. */
    static final long RETRANSMIT_MILLIS = 400;

    final String name;
    final Path data;
    final TcpProxy network;
    final List<Pty> cables = new ArrayList<>();
    final List<MeterPresser> meters = new ArrayList<>();
    final @Nullable SmallDisk disk;
    final Supervised agent;
    private final Path clockFile;

    /**
     * Nothing runs before {@code agent.start()}.
     *
     * @param meters how many; its keyboard comes beside them
     * @param smallDisk whether its data is on a disk that can be filled
     * @param synced whether its agent believes its wall clock
     * @param passed is told of each message on its network
     */
    RigTerminal(
            Path folder,
            String name,
            int meters,
            boolean smallDisk,
            boolean synced,
            int brokerPort,
            Breakage breakage,
            BiConsumer<String, byte[]> passed) {
        this.name = name;
        this.data = folder.resolve(name);
        this.network = new TcpProxy(brokerPort, passed);
        this.disk = smallDisk ? SmallDisk.mount(data, 24 << 10) : null;
        this.clockFile = folder.resolve(name + ".clock");
        stepClock(0);
        StringBuilder inputs = new StringBuilder();
        StringBuilder windows = new StringBuilder();
        for (int i = 0; i < meters; i++) {
            String input = name + "-" + i;
            cables.add(Pty.at(folder.resolve(input)));
            windows.append("  - {id: %s, responseInterval: 0s}\n".formatted(input));
            inputs.append(
                    "  - {id: %s, window: %s, keys: %s, serial: {port: %s, protocol: ff68, address: 5, retransmit: %dms}}\n"
                            .formatted(input, input, KEYS, folder.resolve(input), RETRANSMIT_MILLIS));
        }
        windows.append("  - {id: %s, responseInterval: 0s}\n".formatted(keyboard()));
        inputs.append("  - {id: %s, window: %s, keys: %s, keyboard: {}}\n".formatted(keyboard(), keyboard(), KEYS));
        Path config = folder.resolve(name + ".yaml");
        try {
            Files.writeString(config, """
                    hall: north
                    terminal: %s
                    data: %s
                    gateway: {url: "tcp://127.0.0.1:%d"}
                    windows:
                    %sinputs:
                    %s""".formatted(name, data, network.port(), windows, inputs));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = breakage.command(
                List.of("-Xms8m", "-Xmx32m", "-Drig.clock=" + clockFile, "-Drig.synced=" + synced),
                Java.AGENT_JAR,
                "io.hallpulse.agent.command.AgentMain",
                "run",
                "--config",
                config.toString());
        this.agent = new Supervised(() -> Program.start(folder.resolve(name + ".log"), command));
    }

    /** The input, and window, that is typed. */
    String keyboard() {
        return name + "-k";
    }

    /** Lets the agent's wall clock be so many seconds off the machine's. */
    void stepClock(long seconds) {
        try {
            Path next = Files.writeString(clockFile.resolveSibling(name + ".clock.new"), String.valueOf(seconds));
            Files.move(next, clockFile, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL. A port that nobody has open hears nothing: so what was not read yet is gone with the agent. */
    void kill() {
        agent.kill();
        meters.forEach(MeterPresser::agentDied);
        dropThanked();
    }

    /** SIGSTOP. What a meter sent again while its thanks were on their way is not left lying for a time in which no meter would send it. */
    void freeze() {
        agent.signal(Signals.STOP);
        dropThanked();
    }

    private void dropThanked() {
        meters.forEach(MeterPresser::dropWhatIsThanked);
    }

    /** The running agent's status; null where none answers. */
    @Nullable
    JsonNode status() {
        try {
            return new ObjectMapper().readTree(StatusSocket.query(data));
        } catch (IOException e) {
            return null;
        }
    }

    /** Whether its agent runs and knows that the gateway has all that it holds. */
    boolean isSettled() {
        JsonNode status = agent.isAlive() ? status() : null;
        return status != null && status.path("waiting").asLong(1) == 0;
    }

    @Override
    public void close() {
        agent.close();
        network.close();
        cables.forEach(Pty::close);
        if (disk != null) {
            disk.close();
        }
    }
}
