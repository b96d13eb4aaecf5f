package io.hallpulse.agent.command;

import io.hallpulse.agent.clock.SystemClock;
import io.hallpulse.agent.config.ManagedFile;
import io.hallpulse.agent.enrol.Enrolment;
import io.hallpulse.agent.enrol.GatewayUrl;
import io.hallpulse.contract.enrolment.EnrolmentCode;
import io.hallpulse.runtime.config.ConfigError;
import io.hallpulse.runtime.disk.ScratchFolder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code provision}. */
@Command(
        name = "provision",
        description = "Enrols this terminal by a code from the gateway; waits until it is accepted there.",
        mixinStandardHelpOptions = true,
        versionProvider = AgentCommands.Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class ProvisionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--gateway",
            required = true,
            paramLabel = "https://HOST:PORT",
            description = "Where terminals enrol.")
    private String gateway;

    @Option(names = "--code", required = true, description = "The code of the invitation.")
    private String code;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "/etc/hallpulse/terminal.yaml",
            description = "The managed terminal's file, by default ${DEFAULT-VALUE}.")
    private Path config;

    @Override
    public Integer call() throws Exception {
        GatewayUrl url = parsed("--gateway", gateway, GatewayUrl::parse);
        EnrolmentCode read = parsed("--code", code, EnrolmentCode::parse);
        ManagedFile managed = ManagedFile.read(config)
                .orElseThrow(() -> new ConfigError(
                        config + ": is a whole configuration; to let the gateway manage this terminal, write only"
                                + " {data: /var/lib/hallpulse-agent, managed: true}"));
        ScratchFolder.makeWithoutData();
        Enrolment enrolment = new Enrolment(
                managed.data(),
                new SystemClock()::syncedTime,
                time -> {
                    TimeUnit.MILLISECONDS.sleep(time.toMillis());
                    return true;
                },
                spec.commandLine().getOut()::println);
        enrolment.enrol(url, read);
        return 0;
    }

    private <T> T parsed(String option, String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage(), e);
        }
    }
}
