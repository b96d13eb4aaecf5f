package io.hallpulse.agent.command;

import io.hallpulse.agent.Agent;
import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.config.InputConfig;
import io.hallpulse.agent.config.TerminalFile;
import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.gpio.GpioInspection;
import io.hallpulse.runtime.config.ConfigError;
import io.hallpulse.runtime.config.ConfigFile;
import io.hallpulse.runtime.disk.ScratchFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code check}. */
@Command(
        name = "check",
        description =
                "Validates the configuration; takes no port and no pin, but asks GPIO chips who uses their lines.",
        mixinStandardHelpOptions = true,
        versionProvider = AgentCommands.Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Override
    public Integer call() throws IOException {
        AgentConfig read = config.read();
        ScratchFolder.makeWithoutData();
        PrintWriter out = spec.commandLine().getOut();
        checkChips(read).forEach(out::println);
        out.println("OK: terminal " + read.terminalId() + ", " + read.windows().size() + " windows, "
                + read.inputs().size() + " inputs");
        return 0;
    }

    /**
     * The chips that could not be queried, a line each.
     *
     * @throws ConfigError where a pin is none, is two inputs' or another program's
     */
    private List<String> checkChips(AgentConfig read) {
        ConfigFile file = new ConfigFile(config.file().toString(), TerminalFile.text(config.file()));
        List<InputSettings.Gpio> panels = read.inputs().stream()
                .map(InputConfig::settings)
                .filter(InputSettings.Gpio.class::isInstance)
                .map(InputSettings.Gpio.class::cast)
                .toList();
        Map<String, List<GpioInspection.Finding>> findings = GpioInspection.check(panels, Agent.consumer(read));
        List<String> unchecked = new ArrayList<>();
        for (int i = 0; i < read.inputs().size(); i++) {
            String id = read.inputs().get(i).id();
            for (GpioInspection.Finding finding : findings.getOrDefault(id, List.of())) {
                if (finding.wrong()) {
                    throw file.error("inputs[" + i + "].gpio." + finding.key(), finding.problem());
                }
                unchecked.add("input " + id + ": its pins were not asked for, " + finding.problem());
            }
        }
        return unchecked;
    }
}
