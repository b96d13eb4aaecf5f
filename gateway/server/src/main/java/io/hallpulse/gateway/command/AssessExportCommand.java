package io.hallpulse.gateway.command;

import io.hallpulse.gateway.assessment.AssessReading;
import io.hallpulse.gateway.assessment.AssessRefused;
import io.hallpulse.gateway.assessment.RoundReport;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.runtime.disk.OwnerOnly;
import io.hallpulse.runtime.program.OperationFailed;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        description =
                "Writes the facts, the cards and the points given of a round as facts.csv, cards.csv and points.csv; beside a running gateway too.",
        mixinStandardHelpOptions = true,
        versionProvider = GatewayMain.Version.class)
final class AssessExportCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "ROUND", description = "Its name, SCHEME/PERIOD.")
    private String round = "";

    @Option(names = "--to", paramLabel = "FOLDER", description = "Where to; none of the files may exist there.")
    private Path folder = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        GatewayConfig read = config.open();
        try (AssessReading reading = AssessReading.open(read.data(), read.database())) {
            RoundReport report = new RoundReport(reading, round);
            report.digest();
            try (Writer facts = create("facts.csv");
                    Writer cards = create("cards.csv");
                    Writer points = create("points.csv")) {
                report.facts(facts);
                report.cards(cards);
                report.points(points);
            }
            spec.commandLine().getOut().println("wrote facts.csv, cards.csv and points.csv");
            return 0;
        } catch (AssessRefused e) {
            throw new OperationFailed(String.valueOf(e.getMessage()), e);
        }
    }

    private Writer create(String name) throws IOException {
        Path file = folder.resolve(name);
        try {
            return new OutputStreamWriter(
                    Channels.newOutputStream(
                            OwnerOnly.channel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)),
                    StandardCharsets.UTF_8);
        } catch (FileAlreadyExistsException e) {
            throw new OperationFailed(file + " exists; name a folder that has none", e);
        }
    }
}
