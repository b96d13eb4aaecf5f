package io.hallpulse.agent.command;

import io.hallpulse.agent.clock.SystemClock;
import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.config.InputConfig;
import io.hallpulse.agent.config.KeyMapText;
import io.hallpulse.agent.config.TerminalFile;
import io.hallpulse.agent.trial.LearningSession;
import io.hallpulse.contract.Level;
import io.hallpulse.runtime.config.ConfigError;
import io.hallpulse.runtime.disk.FileFault;
import io.hallpulse.runtime.disk.ScratchFolder;
import io.hallpulse.runtime.program.OperationFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code learn}: takes each level's key and writes the key map into the configuration, or leaves the file as it was. */
@Command(
        name = "learn",
        description = {
            "Asks for each level's key in turn and writes the key map into the configuration.",
            "Type skip for a level that the keypad has no key for."
        },
        mixinStandardHelpOptions = true,
        versionProvider = AgentCommands.Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class LearnCommand implements Callable<Integer> {
    private static final List<String> PRINTABLE =
            IntStream.rangeClosed('!', '~').mapToObj(Character::toString).toList();

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(names = "--input", paramLabel = "ID", description = "An input to learn (default: each one in turn).")
    private List<String> inputs = List.of();

    @Option(
            names = "--levels",
            split = ",",
            defaultValue = "5,4,3,2,1",
            description = "The levels that the keypad has keys for (default: 5,4,3,2,1).")
    private List<Integer> levels;

    @Option(
            names = "--wait",
            defaultValue = "60s",
            converter = DurationOption.class,
            description = "How long to wait for a key (default: 60s).")
    private Duration patience;

    @Override
    public Integer call() throws InterruptedException, IOException {
        List<Level> wanted = wanted();
        String text = TerminalFile.text(config.file());
        AgentConfig readable = readable(text);
        List<InputConfig> chosen = chosen(readable);
        FileFault.requireWritable(folder());
        ScratchFolder.makeWithoutData();
        SystemClock clock = new SystemClock();
        LearningSession session = new LearningSession(spec.commandLine().getOut(), clock::nanos, patience);
        String learned = text;
        try {
            for (InputConfig input : chosen) {
                learned = new KeyMapText(learned).with(input.id(), session.learn(input, wanted));
            }
            TerminalFile.parse(config.file().toString(), learned);
            write(learned);
        } catch (OperationFailed | ConfigError e) {
            throw new IOException(e.getMessage() + "; " + config.file() + " is as it was", e);
        }
        spec.commandLine().getOut().println("已写入 written: " + config.file());
        return ExitCode.OK;
    }

    private List<Level> wanted() {
        try {
            List<Level> wanted = levels.stream().map(Level::of).distinct().toList();
            if (wanted.size() < levels.size() || wanted.isEmpty()) {
                throw new IllegalArgumentException("each level once, such as 5,4,2,1");
            }
            return wanted;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--levels: " + e.getMessage(), e);
        }
    }

    private List<InputConfig> chosen(AgentConfig readable) {
        List<InputConfig> pressed = readable.inputs().stream()
                .filter(input -> input.simulated() == null)
                .toList();
        List<InputConfig> chosen = pressed.stream()
                .filter(input -> inputs.isEmpty() || inputs.contains(input.id()))
                .toList();
        if (chosen.isEmpty() || chosen.size() < inputs.size()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--input: " + config.file() + " has these inputs with keys: "
                            + String.join(
                                    ", ", pressed.stream().map(InputConfig::id).toList()));
        }
        return chosen;
    }

    /** The file with stand-ins for what is to be learned, which it need not have yet. */
    private AgentConfig readable(String text) {
        String filled = text;
        List<String> present = new KeyMapText(text).inputs();
        // a name that is not there is what to complain of, not the keys of the others
        boolean all = inputs.isEmpty() || !present.containsAll(inputs);
        for (String input : present) {
            if (all || inputs.contains(input)) {
                KeyMapText map = new KeyMapText(filled);
                filled = map.with(input, standIns(map, input));
            }
        }
        try {
            return TerminalFile.parse(config.file().toString(), filled);
        } catch (ConfigError e) {
            TerminalFile.parse(config.file().toString(), text); // its lines are the technician's own
            throw e;
        }
    }

    private static Map<String, Integer> standIns(KeyMapText map, String input) {
        List<String> keys = new ArrayList<>(map.pinKeys(input));
        if (keys.isEmpty()) {
            keys.addAll(map.protocol(input).equals("ascii") ? PRINTABLE : List.of("1"));
        }
        Map<String, Integer> standIns = new LinkedHashMap<>();
        keys.forEach(key -> standIns.put(key, 1 + standIns.size() % Level.values().length));
        return standIns;
    }

    /** All or nothing, with the owner, rights and attributes that the file has. */
    private void write(String learned) throws IOException, InterruptedException {
        Path file = config.file().toRealPath();
        Path fresh = Files.createTempFile(folder(), file.getFileName().toString(), ".new");
        try {
            Files.writeString(fresh, learned);
            copyAttributes(file, fresh);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private Path folder() throws IOException {
        return Objects.requireNonNull(config.file().toRealPath().getParent());
    }

    /** By the system's own cp, since Java cannot copy a security context. */
    private static void copyAttributes(Path from, Path to) throws IOException, InterruptedException {
        Process copy = new ProcessBuilder(
                        "cp", "--attributes-only", "--preserve=all", "--", from.toString(), to.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(copy.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (copy.waitFor() != 0) {
            throw new IOException(from + ": its owner and rights cannot be kept (" + said + "); nothing was written");
        }
        PosixFileAttributes wanted = Files.readAttributes(from, PosixFileAttributes.class);
        PosixFileAttributes kept = Files.readAttributes(to, PosixFileAttributes.class);
        if (!wanted.owner().equals(kept.owner()) || !wanted.group().equals(kept.group())) {
            throw new IOException(from + " belongs to " + wanted.owner().getName() + ":"
                    + wanted.group().getName() + ", which cannot be kept; nothing was written; run learn with sudo");
        }
    }
}
