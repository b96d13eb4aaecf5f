package io.hallpulse.agent.command;

import io.hallpulse.agent.status.Terminal;
import io.hallpulse.runtime.program.ExitCode;
import io.hallpulse.runtime.program.PathConverter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands of {@code terminal-agent}. */
@Command(
        name = "terminal-agent",
        description = "Carries presses of rating keys to the hall's gateway.",
        mixinStandardHelpOptions = true,
        versionProvider = AgentCommands.Version.class,
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            DevicesCommand.class,
            SniffCommand.class,
            LearnCommand.class,
            TestCommand.class,
            OutboxCommand.class,
            StatusCommand.class,
            MeterCommand.class,
            ProvisionCommand.class
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class AgentCommands implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    /** What {@code --version} prints. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"terminal-agent " + Terminal.version()};
        }
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing; see --help");
    }

    /** The commands; what they print is UTF-8 whatever the locale, since levels have Chinese names. */
    static CommandLine commandLine() {
        return new CommandLine(new AgentCommands())
                .registerConverter(Path.class, new PathConverter())
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((e, given) -> {
                    AgentMain.print(e.getCommandLine().getErr(), e.getMessage());
                    return ExitCode.BAD_USAGE;
                })
                .setExecutionExceptionHandler((e, commandLine, parsed) -> AgentMain.failed(e, commandLine.getErr()));
    }
}
