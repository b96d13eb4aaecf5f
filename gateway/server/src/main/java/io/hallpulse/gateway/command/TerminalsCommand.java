package io.hallpulse.gateway.command;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.contract.Identifiers;
import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.gateway.Gateway;
import io.hallpulse.gateway.Upkeep;
import io.hallpulse.gateway.account.Fleet;
import io.hallpulse.gateway.account.TerminalsRequest;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.control.ControlClient;
import io.hallpulse.gateway.enrolment.EnrolmentRequest;
import io.hallpulse.gateway.enrolment.QrPicture;
import io.hallpulse.gateway.store.CertificateRow;
import io.hallpulse.gateway.store.StoreReader;
import io.hallpulse.runtime.disk.FileFault;
import io.hallpulse.runtime.program.OperationFailed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "terminals",
        description = "The terminals: those that were heard of, and how new ones are let in.",
        mixinStandardHelpOptions = true,
        versionProvider = GatewayMain.Version.class,
        synopsisSubcommandLabel = "COMMAND")
final class TerminalsCommand {
    private static final String USER = System.getProperty("user.name");
    private static final String JSON = "For programs.";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The newest certificate of a terminal. */
    @JsonPropertyOrder({"serial", "state", "notAfter"})
    private record Listed(String serial, String state, Instant notAfter) {}

    /** A terminal in the list; its state is unknown where it never told one. */
    @JsonPropertyOrder({"hall", "terminal", "state", "certificate"})
    private record Line(
            String hall,
            String terminal,
            String state,
            @Nullable Listed certificate) {}

    @Command(
            name = "list",
            description = "Prints them with their states; beside a running gateway, or without one.",
            mixinStandardHelpOptions = true)
    int list(@Mixin ConfigOption config, @Option(names = "--json", description = JSON) boolean json)
            throws IOException {
        GatewayConfig read = config.open();
        PrintWriter out = spec.commandLine().getOut();
        try (StoreReader reader = StoreReader.open(read.data(), read.database())) {
            Map<String, Line> lines = new TreeMap<>();
            for (CertificateRow row : reader.certificates()) {
                TerminalId terminal = row.terminal();
                if (terminal != null) {
                    Listed newest = new Listed(row.serial(), row.state(), Instant.ofEpochMilli(row.notAfterMillis()));
                    lines.put(terminal.toString(), new Line(terminal.hall(), terminal.terminal(), "unknown", newest));
                }
            }
            for (Fleet.Entry one :
                    Fleet.all(reader.account(), Gateway.machineClock().instant(), null)) {
                String state = one.state() == null ? "unknown" : one.state();
                lines.merge(
                        one.hall() + "/" + one.terminal(),
                        new Line(one.hall(), one.terminal(), state, null),
                        (known, heard) -> new Line(heard.hall(), heard.terminal(), state, known.certificate()));
            }
            if (json) {
                print(Map.of("terminals", List.copyOf(lines.values())));
            } else {
                lines.values()
                        .forEach(one -> out.println(one.hall() + "/" + one.terminal() + "  " + one.state()
                                + (one.certificate() == null
                                        ? ""
                                        : "  " + one.certificate().state() + " until "
                                                + one.certificate().notAfter())));
            }
        }
        return 0;
    }

    @Command(
            name = "invite",
            description = "Makes a code by which one new terminal may ask to be let in.",
            mixinStandardHelpOptions = true)
    int invite(
            @Mixin ConfigOption config,
            @Option(names = "--hall", paramLabel = "HALL", description = "The hall that it is for.") @Nullable
                    String hall,
            @Option(names = "--terminal", paramLabel = "TERMINAL", description = "The name that it is for.") @Nullable
                    String terminal,
            @Option(
                            names = "--minutes",
                            defaultValue = "15",
                            paramLabel = "N",
                            description = "How long the code lives.")
                    int minutes,
            @Option(names = "--json", description = JSON) boolean json)
            throws IOException {
        if ((hall == null) != (terminal == null)) {
            throw usage("--hall and --terminal go together");
        }
        TerminalId whom = hall == null || terminal == null ? null : checked(() -> new TerminalId(hall, terminal));
        tell(request(config, new EnrolmentRequest("invite", USER, null, whom, null, minutes, null, null)), json);
        return 0;
    }

    @Command(
            name = "pending",
            description = "The terminals that asked and wait, with the fingerprints of their keys.",
            mixinStandardHelpOptions = true)
    int pending(@Mixin ConfigOption config, @Option(names = "--json", description = JSON) boolean json)
            throws IOException {
        JsonNode answer = request(config, new EnrolmentRequest("pending", USER, null, null, null, null, null, null));
        if (json) {
            print(answer);
        } else {
            answer.path("requests")
                    .forEach(one -> spec.commandLine()
                            .getOut()
                            .println(one.path("id").asText() + "  "
                                    + one.path("fingerprint").asText() + "  "
                                    + one.path("since").asText() + "  "
                                    + one.path("from").asText()));
        }
        return 0;
    }

    @Command(
            name = "accept",
            description = "Lets a terminal in that asked, under a name; its certificate and its file are made.",
            mixinStandardHelpOptions = true)
    int accept(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "REQUEST", description = "Which, as pending prints it.") String request,
            @Option(names = "--hall", required = true, paramLabel = "HALL", description = "The hall where it stands.")
                    String hall,
            @Option(names = "--terminal", required = true, paramLabel = "TERMINAL", description = "Its name there.")
                    String terminal,
            @Option(names = "--window", paramLabel = "WINDOW", description = "The window that it serves.") @Nullable
                    String window,
            @Option(
                            names = "--template",
                            paramLabel = "FILE",
                            description = "Its terminal.yaml, with {hall}, {terminal} and {window} to be filled in;"
                                    + " left out: a keypad at the Raspberry Pi's header.")
                    @Nullable
                    Path template,
            @Option(names = "--json", description = JSON) boolean json)
            throws IOException {
        TerminalId whom = checked(() -> new TerminalId(hall, terminal));
        if (window != null) {
            checked(() -> Identifiers.requireIdentifier("window", window));
        }
        String text = template == null ? null : text(template);
        done(
                request(config, new EnrolmentRequest("accept", USER, request, whom, null, null, window, text)),
                "accepted " + request + " as " + whom,
                json);
        return 0;
    }

    @Command(name = "refuse", description = "Lets a terminal that asked not in.", mixinStandardHelpOptions = true)
    int refuse(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "REQUEST", description = "Which, as pending prints it.") String request,
            @Option(names = "--json", description = JSON) boolean json)
            throws IOException {
        done(
                request(config, new EnrolmentRequest("refuse", USER, request, null, null, null, null, null)),
                "refused " + request,
                json);
        return 0;
    }

    @Command(
            name = "replace",
            description = "Makes a code for the terminal that takes another's place; that one sends what it has left.",
            mixinStandardHelpOptions = true)
    int replace(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "HALL/OLD", description = "The one that goes.") String old,
            @Parameters(paramLabel = "NEW", description = "The name of the one that comes.") String name,
            @Option(names = "--json", description = JSON) boolean json)
            throws IOException {
        TerminalId goes = checked(() -> TerminalsRequest.terminal(old));
        checked(() -> new TerminalId(goes.hall(), name));
        tell(request(config, new EnrolmentRequest("replace", USER, null, goes, name, null, null, null)), json);
        return 0;
    }

    @Command(
            name = "revoke",
            description = "Ends a terminal's certificates for ever, and its connection at once.",
            mixinStandardHelpOptions = true)
    int revoke(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "HALL/TERMINAL", description = "Which.") String terminal,
            @Option(names = "--json", description = JSON) boolean json)
            throws IOException {
        TerminalId whom = checked(() -> TerminalsRequest.terminal(terminal));
        done(
                request(config, new EnrolmentRequest("revoke", USER, null, whom, null, null, null, null)),
                "revoked " + terminal,
                json);
        return 0;
    }

    @Command(
            name = "forget",
            description = "Takes one off the list whose presses are all accounted for; its presses stay.",
            mixinStandardHelpOptions = true)
    int forget(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "HALL/TERMINAL", description = "Which.") String terminal,
            @Option(names = "--json", description = JSON) boolean json)
            throws IOException {
        checked(() -> TerminalsRequest.terminal(terminal));
        GatewayConfig read = config.open();
        TerminalsRequest request = new TerminalsRequest(USER, terminal);
        JsonNode answer = ControlClient.request(read.data(), TerminalsRequest.CONTROL, request)
                .orElseThrow(() -> new OperationFailed(
                        "no gateway runs on " + read.data() + "; start it, since the broker's part is done by it"));
        done(answer, "forgot " + terminal, json);
        return 0;
    }

    /** A code, for whoever carries it to the terminal. */
    private void tell(JsonNode invitation, boolean json) {
        if (json) {
            print(invitation);
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        String code = invitation.path("code").asText();
        String provision = invitation.path("provision").asText();
        String gateway = provision.replaceFirst(".*--gateway (\\S+) .*", "$1");
        out.println(code + "  until " + invitation.path("expires").asText());
        out.println(provision);
        out.print(new QrPicture("gateway=" + gateway + "\ncode=" + code + "\n").text());
        out.flush();
    }

    private void done(JsonNode answer, String line, boolean json) {
        if (json) {
            print(answer);
        } else {
            spec.commandLine().getOut().println(line);
        }
    }

    private void print(Object document) {
        spec.commandLine().getOut().println(new String(Json.write(document), StandardCharsets.UTF_8));
    }

    private static JsonNode request(ConfigOption config, EnrolmentRequest request) throws IOException {
        GatewayConfig read = config.open();
        Optional<JsonNode> answer = ControlClient.request(read.data(), EnrolmentRequest.CONTROL, request);
        try {
            return answer.isPresent()
                    ? answer.get()
                    : Json.read(Json.write(Upkeep.enrolment(read, request)), JsonNode.class);
        } catch (UnreadableMessage e) {
            throw new IOException("the answer cannot be read: " + e.getMessage(), e);
        }
    }

    private static String text(Path template) throws IOException {
        try {
            return Files.readString(template);
        } catch (IOException e) {
            throw FileFault.of(template, e);
        }
    }

    private <T> T checked(Supplier<T> check) {
        try {
            return check.get();
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException usage(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
