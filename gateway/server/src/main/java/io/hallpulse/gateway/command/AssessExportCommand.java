package io.hallpulse.gateway.command;

import io.hallpulse.runtime.disk.OwnerOnly;
import io.hallpulse.runtime.program.ExitCode;
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
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        description =
                "Writes the facts, the cards and the points given of a round as facts.csv, cards.csv and points.csv; beside a running gateway too.",
        mixinStandardHelpOptions = true,
        versionProvider = GatewayMain.Version.class)
final class AssessExportCommand implements Callable<Integer> {
    @Mixin
    private RoundArgument round = new RoundArgument();

    @Option(names = "--to", paramLabel = "FOLDER", description = "Where to; none of the files may exist there.")
    private Path folder = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        round.read(report -> {
            report.digest();
            try (Writer facts = create("facts.csv");
                    Writer cards = create("cards.csv");
                    Writer points = create("points.csv")) {
                report.facts(facts);
                report.cards(cards);
                report.points(points);
            }
        });
        spec.commandLine().getOut().println("wrote facts.csv, cards.csv and points.csv");
        return ExitCode.FINE;
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
