package io.hallpulse.gateway.command;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.gateway.Gateway;
import io.hallpulse.gateway.account.Disclosure;
import io.hallpulse.gateway.account.PressExport;
import io.hallpulse.gateway.account.TimeText;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.store.PressReader;
import io.hallpulse.gateway.store.StoreReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        description = {
            "Prints raw presses as UTF-8; beside a running gateway, or without one.",
            "Of the hall's today it tells no key and no level, as of no day who was served and by whom: those are for auditors, over HTTP."
        },
        mixinStandardHelpOptions = true,
        versionProvider = GatewayMain.Version.class)
final class ExportCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--hall", paramLabel = "HALL", description = "The presses of that hall alone.")
    private @Nullable String hall;

    @Option(names = "--window", paramLabel = "WINDOW", description = "The presses of that window alone.")
    private @Nullable String window;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Those from then on, such as 2026-11-22, a day of the hall, or 2026-11-22T10:04:05Z.")
    private @Nullable String from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            description = "Those before then; a day, such as 2026-11-22, is included to its end.")
    private @Nullable String to;

    @Option(names = "--format", defaultValue = "csv", description = "csv or json (default: ${DEFAULT-VALUE}).")
    private String format = "csv";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        GatewayConfig read = config.open();
        PressExport form = PressExport.ofWord(format)
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "--format is csv or json"));
        try (StoreReader reader = StoreReader.open(read.data(), read.database())) {
            Hall found = hall == null ? null : reader.halls().hall(hall);
            if (hall != null && found == null) {
                throw new ParameterException(spec.commandLine(), "--hall: the directory names no hall " + hall);
            }
            ZoneId zone = found == null ? ZoneOffset.UTC : found.zone();
            PressReader.Wanted wanted = new PressReader.Wanted(
                    hall,
                    window,
                    millis("--from", from, zone, TimeText::millis),
                    millis("--to", to, zone, TimeText::endMillis));
            OutputStream out = new BufferedOutputStream(System.out);
            form.write(
                    reader.presses(),
                    wanted,
                    Disclosure.toOperators(
                            reader.halls(), Gateway.machineClock().instant()),
                    out);
            out.flush();
        }
        if (System.out.checkError()) {
            throw new IOException("standard output takes no more");
        }
        return 0;
    }

    private @Nullable Long millis(
            String option, @Nullable String text, ZoneId zone, ToLongBiFunction<String, ZoneId> reading) {
        try {
            return text == null ? null : reading.applyAsLong(text, zone);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage(), e);
        }
    }
}
