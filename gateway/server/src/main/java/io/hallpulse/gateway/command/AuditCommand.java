package io.hallpulse.gateway.command;

import io.hallpulse.gateway.audit.RecordExport;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.store.StoreReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "audit",
        description = "The record of who changed what.",
        mixinStandardHelpOptions = true,
        versionProvider = GatewayMain.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = AuditCommand.Export.class)
final class AuditCommand {
    @Command(
            name = "export",
            description = "Prints the whole record as UTF-8; beside a running gateway, or without one.",
            mixinStandardHelpOptions = true,
            versionProvider = GatewayMain.Version.class)
    static final class Export implements Callable<Integer> {
        @Mixin
        private ConfigOption config = new ConfigOption();

        @Option(
                names = "--format",
                defaultValue = "json",
                description = "json, an object a line, which others can check, or csv (default: ${DEFAULT-VALUE}).")
        private String format = "json";

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            GatewayConfig read = config.open();
            RecordExport form = RecordExport.ofWord(format)
                    .orElseThrow(() -> new ParameterException(spec.commandLine(), "--format is json or csv"));
            try (StoreReader reader = StoreReader.open(read.data(), read.database())) {
                OutputStream out = new BufferedOutputStream(System.out);
                form.write(reader.audit(), out);
                out.flush();
            }
            if (System.out.checkError()) {
                throw new IOException("standard output takes no more");
            }
            return 0;
        }
    }
}
