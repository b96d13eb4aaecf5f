package io.hallpulse.gateway.command;

import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.store.DatabaseCopy;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "restore",
        description =
                "Makes a backup the embedded database; the gateway must not run. Terminals send again what it lacks.",
        mixinStandardHelpOptions = true,
        versionProvider = GatewayMain.Version.class)
final class RestoreCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--replace", description = "Sets a database that is there aside.")
    private boolean replace;

    @Parameters(paramLabel = "FILE", description = "The backup.")
    private Path file = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        GatewayConfig read = config.open();
        PrintWriter out = spec.commandLine().getOut();
        DatabaseCopy.restore(read.data(), read.database(), file, replace)
                .ifPresent(aside -> out.println("the database before is now " + aside));
        out.println("restored " + file + "; start the gateway, and terminals send again what it lacks");
        return 0;
    }
}
