package io.hallpulse.systemtests.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.systemtests.endtoend.Hall;
import io.hallpulse.testkit.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of classes that {@code terminal-agent archive} makes at the installation. */
class ClassArchiveIT {
    /** What a connection stands on: Java's TLS and the MQTT client. */
    private static final String CONNECTION = ".*\\] (sun\\.security\\.ssl|org\\.eclipse\\.paho)\\..*";

    private static final String TEMPLATE = """
            windows: [{id: {window}}]
            inputs: [{id: typed, window: {window}, keys: {"1": 5}, keyboard: {}}]
            """;

    @TempDir
    private Path folder;

    @Test
    void agent_connectedByTls_loadsNoClassOfTheConnectionFromAnywhereElse() throws Exception {
        DebianPackage.AGENT.unpack(folder);
        Files.createDirectories(folder.resolve("var/cache/hallpulse-agent"));
        Path script = folder.resolve("usr/bin/terminal-agent");
        Program.run(folder.resolve("archive.log"), List.of(script.toString(), "archive"));
        Hall hall = new Hall(folder);
        Path loaded = folder.resolve("loaded");
        try (Program gateway = hall.startSecuredGateway()) {
            gateway.awaitOut("ready");
            Path config = hall.putIntoService("n-03", TEMPLATE);
            ProcessBuilder command = new ProcessBuilder(script.toString(), "run", "--config", config.toString());
            command.environment().put("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + loaded);
            try (Program agent = Program.start(command, folder.resolve("agent.log"), folder.resolve("agent.log"))) {
                agent.awaitOut("has the hall");
                assertThat(agent.stop()).isZero();
            }
        }

        List<String> connection = Files.readAllLines(loaded).stream()
                .filter(line -> line.matches(CONNECTION))
                .toList();
        assertThat(connection)
                .anyMatch(line -> line.contains("$T13ServerHelloConsumer "))
                .allMatch(line -> line.contains("source: shared objects file"));
    }
}
