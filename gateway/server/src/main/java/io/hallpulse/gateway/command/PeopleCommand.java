package io.hallpulse.gateway.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.people.Ties;
import io.hallpulse.gateway.Upkeep;
import io.hallpulse.gateway.auth.Bcrypt;
import io.hallpulse.gateway.auth.PeopleRequest;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.control.ControlClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "people",
        description = "Who may sign in, and as what; beside a running gateway, or without one.",
        mixinStandardHelpOptions = true,
        versionProvider = GatewayMain.Version.class,
        synopsisSubcommandLabel = "COMMAND")
final class PeopleCommand {
    private static final String USER = System.getProperty("user.name");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "add",
            description = "Adds a person; the password is one line of standard input.",
            mixinStandardHelpOptions = true)
    int add(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "NAME", description = "Who signs in.") String name,
            @Option(
                            names = "--role",
                            required = true,
                            split = ",",
                            paramLabel = "ROLE",
                            description =
                                    "Of the hall: viewer, technician, operator, auditor. Of assessments: organiser, recorder,"
                                            + " third-party, inspector, contact, unit, staff, caller, reviewer, discipline,"
                                            + " approver, keyholder. Several with commas.")
                    List<String> roles,
            @Option(names = "--unit", paramLabel = "UNIT", description = "The unit that the person belongs to.")
                    @Nullable
                    String unit,
            @Option(names = "--staff", paramLabel = "ID", description = "The person's id among the staff.") @Nullable
                    String staff,
            @Option(
                            names = "--interest",
                            paramLabel = "KIND:ID",
                            description = "A declared interest, such as unit:tax; may be given more than once.")
                    @Nullable
                    List<String> interests)
            throws IOException {
        List<String> declared = interests == null ? List.of() : interests;
        usage(() -> {
            Bcrypt.requireName(name);
            Role.ofWords(roles);
            Ties.written(unit, staff, declared);
        });
        String password = password();
        print(config, new PeopleRequest("add", USER, name, roles, password, unit, staff, declared), "added " + name);
        return 0;
    }

    @Command(name = "list", description = "Everybody who may sign in.", mixinStandardHelpOptions = true)
    int list(@Mixin ConfigOption config, @Option(names = "--json", description = "For programs.") boolean json)
            throws IOException {
        JsonNode answer = request(config, new PeopleRequest("list", USER, null, null, null, null, null, null));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new String(Json.write(answer), StandardCharsets.UTF_8));
            return 0;
        }
        for (JsonNode person : answer.path("people")) {
            out.println(person.path("name").asText() + "  " + joined(person.path("roles"), ",")
                    + named("unit:", person.path("unit").asText())
                    + named("staff:", person.path("staff").asText())
                    + named("", joined(person.path("interests"), "  "))
                    + (person.path("inFile").asBoolean() ? "  (operators' file)" : ""));
        }
        return 0;
    }

    private static String joined(JsonNode texts, String between) {
        return StreamSupport.stream(texts.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(between));
    }

    private static String named(String what, String text) {
        return text.isEmpty() ? "" : "  " + what + text;
    }

    @Command(
            name = "password",
            description = "Gives a person a new password, one line of standard input, and ends that person's sessions.",
            mixinStandardHelpOptions = true)
    int password(@Mixin ConfigOption config, @Parameters(paramLabel = "NAME", description = "Whose.") String name)
            throws IOException {
        String password = password();
        print(
                config,
                new PeopleRequest("password", USER, name, null, password, null, null, null),
                "new password of " + name);
        return 0;
    }

    @Command(name = "remove", description = "Takes a person out.", mixinStandardHelpOptions = true)
    int remove(@Mixin ConfigOption config, @Parameters(paramLabel = "NAME", description = "Whom.") String name)
            throws IOException {
        print(config, new PeopleRequest("remove", USER, name, null, null, null, null, null), "removed " + name);
        return 0;
    }

    private String password() throws IOException {
        String password = PasswordLine.read();
        usage(() -> Bcrypt.requirePassword(password));
        return password;
    }

    private void usage(Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void print(ConfigOption config, PeopleRequest request, String done) throws IOException {
        request(config, request);
        spec.commandLine().getOut().println(done);
    }

    private static JsonNode request(ConfigOption config, PeopleRequest request) throws IOException {
        GatewayConfig read = config.open();
        Optional<JsonNode> answer = ControlClient.request(read.data(), PeopleRequest.CONTROL, request);
        try {
            return answer.isPresent()
                    ? answer.get()
                    : Json.read(Json.write(Upkeep.people(read, request)), JsonNode.class);
        } catch (UnreadableMessage e) {
            throw new IOException("the answer cannot be read: " + e.getMessage(), e);
        }
    }
}
