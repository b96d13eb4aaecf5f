package io.hallpulse.agent.remote;

import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.config.InputConfig;
import io.hallpulse.agent.config.ManagedFile;
import io.hallpulse.agent.config.TerminalFile;
import io.hallpulse.contract.message.Status;
import io.hallpulse.runtime.config.ConfigError;
import io.hallpulse.runtime.disk.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration in force of a managed terminal, and how another one that comes from afar takes its place. The one before is kept, then
 * the new one is noted as wanted, then it is put in place: whenever the power goes, one of them is there whole. A new one has one start to prove
 * itself; a start that finds it noted as tried before goes back. Any thread.
 */
public final class WantedFile {
    private static final Logger log = LoggerFactory.getLogger(WantedFile.class);
    private static final String CALLED = "the file";

    private final Path inForce;
    private final Path before;
    private final Path note;
    private volatile @Nullable TrialNote state;

    private WantedFile(Path data) {
        this.inForce = ManagedFile.configuration(data);
        this.before = data.resolve("terminal.yaml.before");
        this.note = data.resolve("terminal.yaml.trial");
    }

    /**
     * At the start of the agent, before the configuration is read: from now on the file in force is the one to run on. Where the disk keeps
     * that from being made sure, the terminal starts all the same.
     */
    public static WantedFile atStart(Path data) {
        WantedFile file = new WantedFile(data);
        try {
            if (Files.exists(file.note)) {
                file.go(TrialNote.parse(Files.readString(file.note)));
            }
        } catch (IOException e) {
            log.error("the trial of a configuration cannot go on: {}; look at the disk", e.getMessage());
        }
        return file;
    }

    private void go(TrialNote found) throws IOException {
        state = found;
        if (found.step() == TrialNote.Step.PROVING) {
            goBack("the agent ended before the file had proved itself");
        } else if (found.step() == TrialNote.Step.WANTED) {
            if (Files.readString(inForce).equals(Files.readString(before))) {
                write(found.failed("the agent was stopped before the file was in place; send it again"));
            } else {
                TrialNote proving = found.at(TrialNote.Step.PROVING);
                state = proving; // tried even where it cannot be noted
                write(proving);
            }
        }
    }

    /** How it stands, for the status; null where no file ever came from afar. */
    public Status.@Nullable Configuration status() {
        TrialNote now = state;
        return now == null
                ? null
                : new Status.Configuration(now.version(), now.step() == TrialNote.Step.APPLIED, now.error());
    }

    /** Whether this start is the one that the new file has. */
    public boolean isProving() {
        TrialNote now = state;
        return now != null && now.step() == TrialNote.Step.PROVING;
    }

    /** The conditions of the inputs as the file came, by id. */
    Map<String, String> inputsBefore() {
        TrialNote now = state;
        return now == null ? Map.of() : now.inputs();
    }

    /** A dry run. */
    void check(String text) throws CommandRefused {
        try {
            AgentConfig wanted = TerminalFile.parse(CALLED, text);
            AgentConfig now = TerminalFile.parse(inForce.toString(), TerminalFile.text(inForce));
            requireSame("hall", now.hall(), wanted.hall());
            requireSame("terminal", now.terminal(), wanted.terminal());
            requireSame("data", now.data(), wanted.data());
            requireSame("gateway", now.gateway(), wanted.gateway());
            requireSame("trigger", now.trigger(), wanted.trigger());
            Map<String, InputConfig> inputs = byId(now);
            Map<String, InputConfig> wantedInputs = byId(wanted);
            requireSame("the list of inputs", inputs.keySet(), wantedInputs.keySet());
            for (InputConfig input : wanted.inputs()) {
                InputConfig same = Objects.requireNonNull(inputs.get(input.id()));
                requireSame("keys of input " + input.id(), same.keys(), input.keys());
                requireSame("keyboard of input " + input.id(), same.keyboard(), input.keyboard());
                requireSame("simulated of input " + input.id(), same.simulated(), input.simulated());
            }
        } catch (ConfigError e) {
            throw new CommandRefused(
                    String.valueOf(e.getMessage()).lines().findFirst().orElse("it cannot be read"));
        }
    }

    private static Map<String, InputConfig> byId(AgentConfig config) {
        return config.inputs().stream().collect(Collectors.toMap(InputConfig::id, Function.identity()));
    }

    private static void requireSame(String key, @Nullable Object now, @Nullable Object wanted) throws CommandRefused {
        if (!Objects.equals(now, wanted)) {
            throw new CommandRefused(CALLED + ": " + key + " is changed at the counter alone; leave it as it is");
        }
    }

    /** Puts a file in force from the next start on; false where it is in force already. */
    synchronized boolean apply(String text, long version, Map<String, String> inputs)
            throws CommandRefused, IOException {
        if (state != null && (state.step() == TrialNote.Step.WANTED || state.step() == TrialNote.Step.PROVING)) {
            throw new CommandRefused("version " + state.version() + " is being tried; wait for its end");
        }
        check(text);
        String now = Files.readString(inForce);
        TrialNote wanted = new TrialNote(version, TrialNote.Step.WANTED, inputs, null);
        if (now.equals(text)) {
            write(wanted.at(TrialNote.Step.APPLIED));
            return false;
        }
        replace(before, now);
        write(wanted);
        replace(inForce, text);
        return true;
    }

    /** The file stays. */
    synchronized void proved() throws IOException {
        TrialNote now = Objects.requireNonNull(state);
        write(now.at(TrialNote.Step.APPLIED));
        log.info("version {} of the configuration has proved itself", now.version());
    }

    /** The file before is in force from the next start on. */
    synchronized void goBack(String why) throws IOException {
        TrialNote now = Objects.requireNonNull(state);
        replace(inForce, Files.readString(before));
        write(now.failed(why));
        log.warn("version {} of the configuration is given up, the one before is in force: {}", now.version(), why);
    }

    private void write(TrialNote next) throws IOException {
        replace(note, next.text());
        state = next;
    }

    private static void replace(Path file, String text) throws IOException {
        WholeFile.replace(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
