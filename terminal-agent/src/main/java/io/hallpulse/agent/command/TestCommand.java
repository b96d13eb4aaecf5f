package io.hallpulse.agent.command;

import io.hallpulse.agent.Agent;
import io.hallpulse.agent.clock.SystemClock;
import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.trial.KeyTable;
import io.hallpulse.agent.trial.KeyTest;
import io.hallpulse.contract.message.Press;
import io.hallpulse.runtime.disk.ScratchFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code test}: every key of the key map is pressed once, stored and published as a technician's press, and never counted. */
@Command(
        name = "test",
        description = {
            "Press every key once: each press is stored and published, but never counted.",
            "Fails with the names of the keys that did not come."
        },
        mixinStandardHelpOptions = true,
        versionProvider = AgentCommands.Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class TestCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(names = "--seconds", defaultValue = "60", description = "How long to wait for all keys (default: 60).")
    private int seconds;

    @Override
    public Integer call() throws IOException, InterruptedException {
        AgentConfig read = config.read();
        ScratchFolder.make(read.data().resolve("tmp"));
        SystemClock clock = new SystemClock();
        PrintWriter out = spec.commandLine().getOut();
        KeyTest test = new KeyTest(read, Agent.devices(read), clock::nanos, out);
        List<KeyTable.Key> missing;
        try (Agent agent = Agent.start(read, test.devices(), clock, Press.Kind.TEST)) {
            missing = test.run(agent::status, Duration.ofSeconds(seconds));
        }
        if (!missing.isEmpty()) {
            missing.forEach(key -> out.println("✗ " + key));
            throw new IOException("these keys did not come: "
                    + missing.stream().map(KeyTable.Key::inShort).collect(Collectors.joining(", "))
                    + "; check their wiring and the key map");
        }
        out.println("所有键正常 all keys work");
        return ExitCode.OK;
    }
}
