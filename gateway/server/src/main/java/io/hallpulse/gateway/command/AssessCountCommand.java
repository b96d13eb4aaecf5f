package io.hallpulse.gateway.command;

import io.hallpulse.gateway.assessment.RoundReport;
import io.hallpulse.runtime.program.ExitCode;
import io.hallpulse.runtime.program.OperationFailed;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "count",
        description =
                "Counts a round anew from its facts and prints the digest of its cards; beside a running gateway too.",
        mixinStandardHelpOptions = true,
        versionProvider = GatewayMain.Version.class)
final class AssessCountCommand implements Callable<Integer> {
    @Mixin
    private RoundArgument round = new RoundArgument();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        round.read(report -> {
            RoundReport.Digest digest = report.digest();
            spec.commandLine().getOut().println(digest.now());
            if (!digest.stored().isEmpty() && !digest.stored().equals(digest.now())) {
                throw new OperationFailed("the count that was signed has another digest, " + digest.stored());
            }
        });
        return ExitCode.FINE;
    }
}
