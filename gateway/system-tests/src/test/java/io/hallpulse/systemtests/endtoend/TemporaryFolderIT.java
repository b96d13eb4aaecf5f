package io.hallpulse.systemtests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.testkit.Java;
import io.hallpulse.testkit.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gateway, agent and demo on a machine whose {@code /tmp} takes no file or runs no program, killed again and again. */
@Timeout(300)
class TemporaryFolderIT {
    private static final int LIVES = 3;

    /** Not in /tmp, which the programs see otherwise. */
    private Path folder = Path.of("");

    private Process process = new ProcessBuilder("true").start();

    TemporaryFolderIT() throws IOException {}

    @BeforeEach
    void begin() throws IOException {
        folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "temporary-folder-");
        Files.writeString(folder.resolve("gateway.yaml"), """
                data: %s/data
                terminals: open
                broker: {embedded: {listen: '127.0.0.1:0'}}
                http: {listen: '127.0.0.1:0'}
                halls:
                  - {id: north, name: {zh: 北, en: North}, windows: [{id: A, name: {zh: 甲, en: A}}]}
                """.formatted(folder));
        Files.writeString(folder.resolve("terminal.yaml"), """
                hall: north
                terminal: n-01
                data: %s/data
                gateway: {url: 'tcp://127.0.0.1:9'}
                windows: [{id: A}]
                inputs:
                  - {id: panel, window: A, keys: {"1": 5}, simulated: {perMinute: 30}}
                """.formatted(folder));
    }

    @AfterEach
    void end() throws Exception {
        kill();
        Root.run("rm", "-rf", folder.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "io.hallpulse.agent.command.AgentMain, run --config terminal.yaml, serves [A]",
        "io.hallpulse.gateway.command.GatewayMain, run --config gateway.yaml, ready: screens"
    })
    void run_onUnusableTmp_startsOnItsDataFolderAndLeavesNoMoreAtEachKill(String main, String arguments, String ready)
            throws Exception {
        List<Long> left = new ArrayList<>();
        for (String mounting : List.of("noexec", "size=64k", "ro")) {
            String log = start(mounting, main, arguments, ready);
            assertThat(log.lines().filter(line -> line.contains("temporary files and native libraries are in")))
                    .singleElement()
                    .asString()
                    .contains("/tmp/hallpulse-", folder + "/data/tmp");
            assertThat(log).doesNotContain("Exception", "\tat ");
            kill();
            try (Stream<Path> files = Files.walk(folder.resolve("data/tmp"))) {
                left.add(files.filter(Files::isRegularFile).count());
            }
        }
        assertThat(left).hasSize(LIVES).doesNotContain(0L).containsOnly(left.get(0));
    }

    @ParameterizedTest
    @CsvSource({"noexec", "ro"})
    void demo_onUnusableTmp_starts(String mounting) throws Exception {
        String log = start(
                mounting,
                "io.hallpulse.gateway.command.GatewayMain",
                "demo --port 0 --terminals 1",
                "hall screen is at");
        assertThat(log).contains("temporary files and native libraries are in").doesNotContain("Exception");
    }

    private String start(String mounting, String main, String arguments, String ready) throws IOException {
        Path log = folder.resolve(mounting + ".log");
        List<String> words = Java.main(
                List.of("-XX:-UsePerfData", "-XX:TieredStopAtLevel=1"),
                System.getProperty("java.class.path"),
                main,
                arguments.split(" "));
        process = Root.withTemporaryFolder(mounting, words.toArray(String[]::new))
                .directory(folder.toFile())
                .redirectOutput(log.toFile())
                .start();
        await().atMost(Duration.ofSeconds(90)).until(() -> Files.readString(log).contains(ready) || !process.isAlive());
        assertThat(Files.readString(log)).contains(ready);
        return Files.readString(log);
    }

    /** The program itself, which is the last of what a sudo started. */
    private void kill() throws Exception {
        if (process.isAlive()) {
            long pid = process.descendants().map(ProcessHandle::pid).reduce(process.pid(), (earlier, later) -> later);
            Root.run("kill", "-KILL", Long.toString(pid));
        }
        process.waitFor();
    }
}
