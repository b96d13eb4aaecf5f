package io.hallpulse.agent.config;

import io.hallpulse.hardware.InputSettings;
import io.hallpulse.runtime.config.ConfigError;
import io.hallpulse.runtime.config.ConfigFile;
import io.hallpulse.runtime.disk.FileFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The file {@code terminal.yaml} as a configuration, with the checks that no single key shows. */
public final class TerminalFile {
    private final ConfigFile file;
    private final AgentConfig config;

    private TerminalFile(ConfigFile file) {
        this.file = file;
        this.config = file.read(AgentConfig.class);
    }

    /**
     * Reads and checks a file; of what it names it opens the file of the password alone.
     *
     * @throws ConfigError with one line: file, line, key, the mend
     */
    public static AgentConfig read(Path path) {
        Path inForce = inForce(path);
        return parse(inForce.toString(), text(inForce));
    }

    /**
     * The file that is in force: the one under the data folder where that one is {@linkplain ManagedFile managed}.
     *
     * @throws ConfigError with one line, where it cannot be read, or no configuration has come yet
     */
    public static Path inForce(Path path) {
        Optional<ManagedFile> managed = ManagedFile.read(path);
        if (managed.isEmpty()) {
            return path;
        }
        Path configuration = ManagedFile.configuration(managed.get().data());
        if (!Files.exists(configuration)) {
            throw new ConfigError(
                    path + ": this terminal is managed and not provisioned yet; run terminal-agent provision"
                            + " --gateway URL --code CODE");
        }
        return configuration;
    }

    /**
     * What stands in a file.
     *
     * @throws ConfigError with one line, where it cannot be read
     */
    public static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new ConfigError(FileFault.line(path, e));
        }
    }

    /**
     * As {@link #read}, from a text.
     *
     * @param name how errors call it
     */
    public static AgentConfig parse(String name, String text) {
        TerminalFile file = new TerminalFile(new ConfigFile(name, text));
        file.checkPassword();
        file.checkWindows();
        file.checkInputs();
        return file.config;
    }

    private void checkPassword() {
        try {
            config.gateway().password();
        } catch (IOException e) {
            throw file.error("gateway.passwordFile", String.valueOf(e.getMessage()));
        }
    }

    private void checkWindows() {
        Set<String> ids = new HashSet<>();
        if (config.windows().isEmpty()) {
            throw file.error("windows", "is empty; name a window");
        }
        for (int i = 0; i < config.windows().size(); i++) {
            WindowConfig window = config.windows().get(i);
            if (!ids.add(window.id())) {
                throw file.error("windows[" + i + "].id", "'" + window.id() + "' is given twice; keep one");
            }
            boolean opened = config.inputs().stream()
                    .anyMatch(input -> input.window().equals(window.id()) && input.opensSessions());
            if (window.mode() == WindowConfig.Mode.triggered && config.trigger() == null && !opened) {
                throw file.error(
                        "windows[" + i + "].mode",
                        "nothing can open a session here; add trigger: {listen: \"127.0.0.1:8731\"}, or give a key the"
                                + " meaning open");
            }
            if (window.mode() == WindowConfig.Mode.free && opened) {
                throw file.error(
                        "windows[" + i + "].mode",
                        "a key opens sessions here, but the window is free; write mode: triggered");
            }
        }
    }

    private void checkInputs() {
        Set<String> ids = new HashSet<>();
        Map<String, String> pinOwners = new HashMap<>();
        if (config.inputs().isEmpty()) {
            throw file.error("inputs", "is empty; name an input");
        }
        for (int i = 0; i < config.inputs().size(); i++) {
            InputConfig input = config.inputs().get(i);
            String path = "inputs[" + i + "]";
            if (!ids.add(input.id())) {
                throw file.error(path + ".id", "'" + input.id() + "' is given twice; keep one");
            }
            if (config.windows().stream().noneMatch(window -> window.id().equals(input.window()))) {
                throw file.error(
                        path + ".window",
                        "'" + input.window() + "' is none of the windows above; add it there or correct it");
            }
            InputSettings settings = settings(path + "." + input.kind(), input);
            if (settings instanceof InputSettings.Gpio gpio) {
                checkPins(path + ".gpio", gpio, input, pinOwners);
            } else if (settings instanceof InputSettings.Serial serial) {
                checkLine(path + ".serial", serial, config.inputs().subList(0, i));
            }
        }
        long keyboards = config.inputs().stream()
                .filter(input -> input.keyboard() != null)
                .count();
        if (keyboards > 1) {
            throw file.error("inputs", "two inputs read the keyboard; there is one standard input, so keep one");
        }
    }

    /** The hardware's own checks, whose message begins with the key at fault. */
    private InputSettings settings(String path, InputConfig input) {
        try {
            return input.settings();
        } catch (IllegalArgumentException e) {
            String[] keyAndProblem = String.valueOf(e.getMessage()).split(": ", 2);
            throw keyAndProblem.length == 2
                    ? file.error(path + "." + keyAndProblem[0], keyAndProblem[1])
                    : file.error(path, keyAndProblem[0]);
        }
    }

    private void checkPins(String path, InputSettings.Gpio gpio, InputConfig input, Map<String, String> pinOwners) {
        for (String key : gpio.pins().keySet()) {
            if (!input.keys().containsKey(key)) {
                throw file.error(path + ".pins." + key, "key '" + key + "' has no level; add it to keys");
            }
        }
        for (String key : input.keys().keySet()) {
            if (!gpio.pins().containsKey(key)) {
                throw file.error(path + ".pins", "key '" + key + "' has a level but no pin; add its pin");
            }
        }
        checkOwners(path + ".pins", gpio.pins(), gpio, pinOwners);
        checkOwners(path + ".lamps", gpio.lamps(), gpio, pinOwners);
        if (gpio.buzzer() != null) {
            checkOwners(path, Map.of("buzzer", gpio.buzzer()), gpio, pinOwners);
        }
    }

    private void checkOwners(
            String path, Map<String, InputSettings.Pin> pins, InputSettings.Gpio gpio, Map<String, String> pinOwners) {
        pins.forEach((key, pin) -> {
            String other = pinOwners.put(gpio.chip() + " " + pin, gpio.id());
            if (other != null) {
                throw file.error(
                        path + "." + key, "pin " + pin + " is taken by input '" + other + "'; give it another");
            }
        });
    }

    private void checkLine(String path, InputSettings.Serial serial, List<InputConfig> before) {
        for (InputConfig other : before) {
            if (!(other.settings() instanceof InputSettings.Serial earlier)
                    || !earlier.port().equals(serial.port())) {
                continue;
            }
            if (earlier.baud() != serial.baud()
                    || !earlier.format().equals(serial.format())
                    || !earlier.protocol().equals(serial.protocol())) {
                throw file.error(
                        path + ".port",
                        "input '" + other.id()
                                + "' runs the same port otherwise; make baud, format and protocol equal");
            }
            if (earlier.address() == null
                    || serial.address() == null
                    || earlier.address().equals(serial.address())) {
                throw file.error(
                        path + ".address",
                        "input '" + other.id() + "' shares the port; give each an address of its own");
            }
        }
    }
}
