package io.hallpulse.gateway.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.gateway.Upkeep;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.control.ControlClient;
import io.hallpulse.gateway.directory.DirectoryRequest;
import io.hallpulse.runtime.disk.FileFault;
import io.hallpulse.runtime.program.OperationFailed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "directory",
        description = "The directory of halls, windows, units and so on; beside a running gateway, or without one.",
        mixinStandardHelpOptions = true,
        versionProvider = GatewayMain.Version.class,
        synopsisSubcommandLabel = "COMMAND")
final class DirectoryCommand {
    private static final String USER = System.getProperty("user.name");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(
            name = "import",
            description = "Takes the rows of a file into a table; rows that the file lacks stay.",
            mixinStandardHelpOptions = true)
    int load(
            @Mixin ConfigOption config,
            @Parameters(
                            paramLabel = "TABLE",
                            description =
                                    "halls, windows, departments, categories, staff, calendar, units, posts or leagues.")
                    String table,
            @Parameters(paramLabel = "FILE", description = "CSV, xlsx or YAML.") Path file,
            @Option(names = "--preview", description = "Says what would become of each row, and saves nothing.")
                    boolean preview,
            @Option(
                            names = "--skip-faults",
                            description = "Leaves out rows that have faults, where else one refuses the file.")
                    boolean skip)
            throws IOException {
        try {
            DirectoryRequest.table(table);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        DirectoryRequest request = DirectoryRequest.of(USER, table, bytes(file), preview, skip);
        JsonNode answer = answer(config.open(), request);
        PrintWriter out = spec.commandLine().getOut();
        for (JsonNode fault : answer.path("faults")) {
            out.println("row " + fault.path("row").asInt() + ": "
                    + fault.path("mend").asText());
        }
        JsonNode counts = answer.path("counts");
        boolean saved = answer.path("saved").asBoolean();
        out.println(counts.path("added").asLong() + " new, "
                + counts.path("changed").asLong() + " changed, "
                + counts.path("same").asLong() + " same, "
                + counts.path("fault").asLong() + " with faults; "
                + (saved ? "saved" : "nothing is saved"));
        return saved || preview ? 0 : 1;
    }

    private static byte[] bytes(Path file) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new OperationFailed(FileFault.line(file, e), e);
        }
        if (bytes.length > DirectoryRequest.MOST_BYTES) {
            throw new OperationFailed(
                    file + " has over " + DirectoryRequest.MOST_BYTES + " bytes; part it, or import it on the console");
        }
        return bytes;
    }

    private static JsonNode answer(GatewayConfig config, DirectoryRequest request) throws IOException {
        Optional<JsonNode> answer = ControlClient.request(config.data(), DirectoryRequest.CONTROL, request);
        try {
            return answer.isPresent()
                    ? answer.get()
                    : Json.read(Json.write(Upkeep.directory(config, request)), JsonNode.class);
        } catch (UnreadableMessage e) {
            throw new IOException("the answer cannot be read: " + e.getMessage(), e);
        }
    }
}
