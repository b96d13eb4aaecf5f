package io.hallpulse.gateway.command;

import io.hallpulse.gateway.Upkeep;
import io.hallpulse.runtime.program.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description =
                "Counts all presses anew and says where the stored tallies differ, counts all rounds of assessments anew and"
                        + " looks whether what is published is what was signed, and walks along the records of changes and"
                        + " says where they were touched; also beside a running gateway.",
        mixinStandardHelpOptions = true,
        versionProvider = GatewayMain.Version.class)
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Upkeep.Found found = Upkeep.verify(config.open(), out::println);
        out.println(found.presses());
        out.println(found.record());
        found.assessed().ifPresent(assessed -> {
            out.println(assessed.rounds());
            out.println("assessments' " + assessed.record());
        });
        out.flush();
        return found.isRight() ? ExitCode.FINE : ExitCode.FAILED;
    }
}
