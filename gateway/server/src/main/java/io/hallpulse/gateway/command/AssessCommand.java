package io.hallpulse.gateway.command;

import io.hallpulse.domain.assessment.round.RoundBlocks;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.gateway.assessment.scheme.SchemeFile;
import io.hallpulse.gateway.assessment.scheme.SchemeReading;
import io.hallpulse.runtime.program.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "assess",
        description = "Assessments: schemes and what is counted by them.",
        mixinStandardHelpOptions = true,
        versionProvider = GatewayMain.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            AssessCommand.Check.class,
            AssessCountCommand.class,
            AssessExportCommand.class,
            AssessVerifyCommand.class
        })
final class AssessCommand {
    @Command(
            name = "check",
            description = "Checks scheme files: a line that sums each up, or a line for each fault with the mend.",
            mixinStandardHelpOptions = true,
            versionProvider = GatewayMain.Version.class)
    static final class Check implements Callable<Integer> {
        @Parameters(arity = "1..*", paramLabel = "FILE", description = "A scheme as YAML.")
        private List<Path> files = List.of();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            boolean right = true;
            for (Path file : files) {
                right &= check(file);
            }
            return right ? ExitCode.FINE : ExitCode.FAILED;
        }

        private boolean check(Path file) {
            PrintWriter err = spec.commandLine().getErr();
            SchemeReading reading;
            try {
                reading = SchemeFile.read(file);
            } catch (IOException e) {
                err.println(e.getMessage());
                return false;
            }
            reading.faults().forEach(err::println);
            Scheme scheme = reading.scheme();
            if (scheme != null) {
                spec.commandLine().getOut().println(file + ": ok; " + sum(scheme));
            }
            return scheme != null;
        }

        private static String sum(Scheme scheme) {
            return String.format(
                    Locale.ROOT,
                    "%d sources, %d forms, %d checklists, %d parts, %d rules, %d flows, %d publications%s%s",
                    scheme.sources().size(),
                    scheme.forms().size(),
                    scheme.checklists().size(),
                    scheme.score().parts().size(),
                    scheme.rules().size(),
                    scheme.flows().size(),
                    scheme.publications().size(),
                    scheme.isBasisFilled() ? "" : "; not to be put in force before its basis is filled",
                    scheme.notYetRun().isEmpty()
                            ? ""
                            : "; its rounds cannot be opened: " + RoundBlocks.line(scheme.notYetRun()));
        }
    }
}
