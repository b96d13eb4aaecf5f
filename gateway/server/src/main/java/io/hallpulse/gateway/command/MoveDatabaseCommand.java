package io.hallpulse.gateway.command;

import io.hallpulse.gateway.config.DatabaseConfig;
import io.hallpulse.gateway.store.DatabaseMove;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "move-database",
        description =
                "Copies the embedded database into an empty one of PostgreSQL and compares both; the gateway must not run.",
        mixinStandardHelpOptions = true,
        versionProvider = GatewayMain.Version.class)
final class MoveDatabaseCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--to",
            required = true,
            paramLabel = "URL",
            description = "Where to, such as jdbc:postgresql://db.hall/hallpulse.")
    private String to = "";

    @Option(names = "--user", paramLabel = "USER", description = "Its user.")
    private @Nullable String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File whose first line is that user's password.")
    private @Nullable Path passwordFile;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Path folder = config.open().data();
        long rows = DatabaseMove.run(folder, target());
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "moved %d rows, and both agree; now name it in gateway.yaml: database: {url: %s, ...}%n",
                        rows,
                        to);
        return 0;
    }

    private DatabaseConfig target() {
        try {
            DatabaseConfig target = new DatabaseConfig(to, user, passwordFile);
            target.password();
            return target;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--to: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), "--password-file: " + e.getMessage(), e);
        }
    }
}
