package io.hallpulse.systemtests.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.testkit.Java;
import io.hallpulse.testkit.NotifySocket;
import io.hallpulse.testkit.Ports;
import io.hallpulse.testkit.Program;
import io.hallpulse.testkit.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The programs as their packages lay them out, started as their units start them: by a user who owns one folder, where nothing else
 * can be written, under a service manager and a journal that the test plays.
 */
class InstalledProgramIT {
    private Path root = Path.of("");
    private Path data = Path.of("");
    private Path log = Path.of("");

    @BeforeEach
    void makeFolders() throws IOException {
        // not under /tmp, which is read-only for the program, and short enough for the name of a socket
        root = Files.createTempDirectory(Path.of("/var/tmp"), "installed");
        Root.run("chmod", "755", root.toString());
        data = Files.createDirectory(root.resolve("data"));
        log = Files.createFile(root.resolve("log"));
        Root.run("chown", "65534:65534", data.toString());
    }

    @AfterEach
    void removeFolders() throws IOException {
        Root.run("rm", "-rf", root.toString());
    }

    @Test
    void agent_asInstalled_startsAndStopsAndUnpacksNothing() throws Exception {
        DebianPackage.AGENT.unpack(root);
        Path cache = Files.createDirectories(root.resolve("var/cache/hallpulse-agent"));
        Root.run("chown", "65534:65534", cache.toString());
        placeLibraries("usr/share/hallpulse-agent/terminal-agent.jar", "hallpulse-agent");
        Path script = root.resolve("usr/bin/terminal-agent");
        Program.run(
                root.resolve("archive.log"),
                Root.asNobody("env", "TMPDIR=" + cache, "HOME=/nonexistent", script.toString(), "archive")
                        .command());
        assertThat(cache.resolve("terminal-agent.jsa")).exists();
        Path config = Files.writeString(root.resolve("terminal.yaml"), """
                hall: north
                terminal: n-01
                data: %s
                gateway: {url: "tcp://127.0.0.1:9"}
                windows: [{id: A}]
                inputs:
                  - {id: meter, window: A, keys: {"0": 5}, serial: {port: /dev/none, protocol: ff68, address: 5}}
                """.formatted(data.resolve("agent")));

        runAsAService("hallpulse-agent", List.of(script.toString(), "run", "--config", config.toString()));
    }

    @Test
    void gateway_asInstalled_startsAndStopsAndUnpacksNothing() throws Exception {
        DebianPackage.GATEWAY.unpack(root);
        placeLibraries("usr/share/hallpulse-gateway/gateway.jar", "hallpulse-gateway");
        Path config = Files.writeString(
                root.resolve("gateway.yaml"), """
                data: %s
                broker: {embedded: {listen: "127.0.0.1:%d"}}
                terminals: open
                http: {listen: "127.0.0.1:%d"}
                halls: [{id: north, name: {zh: 北, en: North}, timeZone: Asia/Shanghai, windows: [{id: A, name: {zh: 甲, en: A}}]}]
                """.formatted(data.resolve("gateway"), Ports.free(), Ports.free()));

        runAsAService(
                "hallpulse-gateway",
                List.of(root.resolve("usr/bin/gateway").toString(), "run", "--config", config.toString()));
    }

    private void placeLibraries(String jar, String name) {
        Program.run(
                root.resolve("natives.log"),
                Java.main(
                        List.of(),
                        root.resolve(jar).toString(),
                        "io.hallpulse.runtime.program.NativeLibraries",
                        root.resolve("usr/lib").resolve(name).toString()));
    }

    private void runAsAService(String name, List<String> command) throws Exception {
        try (NotifySocket systemd = NotifySocket.named(root, "installed-" + root.getFileName());
                Program service = start(systemd, command)) {
            systemd.awaitLine("READY=1");
            systemd.awaitLine("WATCHDOG=1");
            List<String> libraries = mapped(service);
            assertThat(libraries).anyMatch(file -> file.endsWith("/libjnidispatch.so"));
            assertThat(libraries).anyMatch(file -> file.endsWith("/libsqlitejdbc.so"));
            assertThat(libraries)
                    .allMatch(file -> file.startsWith(
                            root.resolve("usr/lib").resolve(name).toString()));

            service.process()
                    .descendants()
                    .findFirst()
                    .ifPresentOrElse(ProcessHandle::destroy, service.process()::destroy);
            assertThat(service.exitCode()).isZero();
            systemd.awaitLine("STOPPING=1");
        }
        try (Stream<Path> files = Files.walk(root)) {
            assertThat(files.filter(file -> file.toString().endsWith(".so")))
                    .allMatch(file -> file.startsWith(root.resolve("usr/lib")))
                    .hasSize(3);
        }
        // the journal writes the time itself, and nothing but our own log is in it
        assertThat(Files.readAllLines(log)).isNotEmpty().allMatch(line -> line.matches("<[346]>\\w+:? .*"));
    }

    private Program start(NotifySocket systemd, List<String> command) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                "env",
                "HOME=/nonexistent",
                "NOTIFY_SOCKET=" + systemd.name(),
                "WATCHDOG_USEC=3000000",
                "JOURNAL_STREAM=" + Files.getAttribute(log, "unix:dev") + ":" + Files.getAttribute(log, "unix:ino")));
        words.addAll(command);
        return Program.start(Root.withTemporaryFolder("ro", words.toArray(String[]::new)), log, log);
    }

    /** The libraries of ours that it has in memory. */
    private static List<String> mapped(Program service) throws Exception {
        long pid = service.process()
                .descendants()
                .reduce((first, last) -> last)
                .map(ProcessHandle::pid)
                .orElse(service.pid());
        Process maps = Root.command("cat", "/proc/" + pid + "/maps").start();
        return maps.inputReader()
                .lines()
                .filter(line -> line.matches(".*/lib(jnidispatch|sqlitejdbc|jssc)\\S*"))
                .map(line -> line.substring(line.indexOf('/')))
                .distinct()
                .toList();
    }
}
