package io.hallpulse.gateway.command;

import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.store.DatabaseCopy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "backup",
        description = "Writes a consistent copy of the embedded database, also beside a running gateway.",
        mixinStandardHelpOptions = true,
        versionProvider = GatewayMain.Version.class)
final class BackupCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(paramLabel = "FILE", description = "Where to; must not exist.")
    private Path file = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        GatewayConfig read = config.open();
        DatabaseCopy.backup(read.data(), read.database(), file);
        spec.commandLine().getOut().println("backed up to " + file);
        return 0;
    }
}
