package io.hallpulse.gateway.command;

import io.hallpulse.gateway.Upkeep;
import io.hallpulse.gateway.reprocess.Verification;
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
                "Counts all presses anew and says where the stored tallies differ; also beside a running gateway.",
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
        Verification.Result result = Upkeep.verify(config.open(), out::println);
        out.println(result);
        out.flush();
        return result.differences() == 0 ? ExitCode.FINE : ExitCode.FAILED;
    }
}
