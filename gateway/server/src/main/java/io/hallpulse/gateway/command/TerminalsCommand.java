package io.hallpulse.gateway.command;

import io.hallpulse.contract.message.Json;
import io.hallpulse.gateway.Gateway;
import io.hallpulse.gateway.account.Fleet;
import io.hallpulse.gateway.account.TerminalsRequest;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.control.ControlClient;
import io.hallpulse.gateway.store.StoreReader;
import io.hallpulse.runtime.program.OperationFailed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "terminals",
        description = "The terminals that were ever heard of.",
        mixinStandardHelpOptions = true,
        versionProvider = GatewayMain.Version.class,
        synopsisSubcommandLabel = "COMMAND")
final class TerminalsCommand {
    private static final String USER = System.getProperty("user.name");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** One of them as the list has it; its state is null where it never told one. */
    private record Listed(String hall, String terminal, String state) {}

    @Command(
            name = "list",
            description = "Prints them with their states; beside a running gateway, or without one.",
            mixinStandardHelpOptions = true)
    int list(@Mixin ConfigOption config, @Option(names = "--json", description = "For programs.") boolean json)
            throws IOException {
        GatewayConfig read = config.open();
        PrintWriter out = spec.commandLine().getOut();
        try (StoreReader reader = StoreReader.open(read.data(), read.database())) {
            List<Listed> terminals = Fleet.all(
                            reader.account(), Gateway.machineClock().instant(), null)
                    .stream()
                    .map(one -> new Listed(one.hall(), one.terminal(), one.state() == null ? "unknown" : one.state()))
                    .toList();
            if (json) {
                out.println(new String(Json.write(Map.of("terminals", terminals)), StandardCharsets.UTF_8));
            } else {
                terminals.forEach(one -> out.println(one.hall() + "/" + one.terminal() + "  " + one.state()));
            }
        }
        return 0;
    }

    @Command(
            name = "forget",
            description = "Takes one off the list whose presses are all accounted for; its presses stay.",
            mixinStandardHelpOptions = true)
    int forget(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "HALL/TERMINAL", description = "Which.") String terminal)
            throws IOException {
        try {
            TerminalsRequest.terminal(terminal);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        GatewayConfig read = config.open();
        TerminalsRequest request = new TerminalsRequest(USER, terminal);
        if (ControlClient.request(read.data(), TerminalsRequest.CONTROL, request)
                .isEmpty()) {
            throw new OperationFailed(
                    "no gateway runs on " + read.data() + "; start it, since the broker's part is done by it");
        }
        spec.commandLine().getOut().println("forgot " + terminal);
        return 0;
    }
}
