package io.hallpulse.gateway.command;

import io.hallpulse.gateway.MosquittoRequest;
import io.hallpulse.gateway.Upkeep;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.runtime.program.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "mosquitto-config",
        description =
                "Writes what Debian's Mosquitto needs to let registered terminals in, and nobody else: configuration,"
                        + " certificates, list of revoked ones, access list and a unit that has it read them again. The gateway"
                        + " keeps that folder current from then on.",
        mixinStandardHelpOptions = true,
        versionProvider = GatewayMain.Version.class)
final class MosquittoConfigCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Parameters(
            paramLabel = "DIR",
            description = "The folder, made where there is none; by habit /var/lib/hallpulse-mosquitto.")
    private Path folder = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        GatewayConfig read = config.open();
        Path named = folder.toAbsolutePath().normalize();
        Upkeep.mosquitto(read, new MosquittoRequest(System.getProperty("user.name"), named.toString()));
        PrintWriter out = spec.commandLine().getOut();
        out.println("written to " + named + "; once, as root:");
        out.println("  ln -s " + named + "/mosquitto.conf /etc/mosquitto/conf.d/hallpulse.conf");
        out.println("  systemctl link " + named + "/hallpulse-mosquitto.service");
        out.println("  systemctl enable --now " + named + "/hallpulse-mosquitto.path");
        out.println("  systemctl restart mosquitto");
        return ExitCode.FINE;
    }
}
