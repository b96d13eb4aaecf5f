package io.hallpulse.gateway.command;

import io.hallpulse.gateway.config.GatewayConfig;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        description = "Validates the configuration; opens nothing.",
        mixinStandardHelpOptions = true,
        versionProvider = GatewayMain.Version.class)
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        GatewayConfig checked = config.readToServe();
        int windows =
                checked.halls().stream().mapToInt(hall -> hall.windows().size()).sum();
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "fine: %d hall(s), %d window(s)%n",
                        checked.halls().size(),
                        windows);
        return 0;
    }
}
