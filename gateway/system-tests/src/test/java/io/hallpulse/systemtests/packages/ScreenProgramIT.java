package io.hallpulse.systemtests.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.hallpulse.testkit.NotifySocket;
import io.hallpulse.testkit.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of the screen's package with a real browser, which has no screen here. */
class ScreenProgramIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String PAGE =
            "<!doctype html><p>hall<script>setInterval(() => fetch('/cursor/' + getComputedStyle(document.body).cursor), 500)</script>";

    @TempDir
    private Path folder;

    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private HttpServer gateway;

    @BeforeEach
    void startGateway() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        gateway.start();
    }

    @AfterEach
    void stopGateway() {
        gateway.stop(0);
    }

    @Test
    void page_ofTheHall_isShownWithoutPointer_andEndsTheProgramWhenItDies() throws Exception {
        try (NotifySocket systemd = NotifySocket.in(folder);
                Program screen = start(systemd)) {
            systemd.awaitLine("READY=1");
            systemd.awaitLine("WATCHDOG=1");
            await().atMost(SOON).until(() -> asked.contains("/screen/north") && asked.contains("/cursor/none"));

            screen.process()
                    .descendants()
                    .filter(ScreenProgramIT::drawsThePage)
                    .forEach(ProcessHandle::destroyForcibly);

            assertThat(screen.exitCode()).isEqualTo(1);
            assertThat(screen.err()).contains("the page has died; it is begun anew");
        }
    }

    @Test
    void settings_asThePackageShipsThem_areRefusedInOneLine() throws Exception {
        DebianPackage.SCREEN.unpack(folder);
        Program screen = program(new ProcessBuilder(
                "python3",
                folder.resolve("usr/bin/hallpulse-screen").toString(),
                folder.resolve("etc/hallpulse/screen.conf").toString()));

        assertThat(screen.exitCode()).isEqualTo(2);
        assertThat(screen.err().lines())
                .hasSize(1)
                .allMatch(line -> line.contains("screen.conf: gateway is an address"));
    }

    private Program start(NotifySocket systemd) throws Exception {
        DebianPackage.SCREEN.unpack(folder);
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path chromium = Files.writeString(
                bin.resolve("chromium"),
                "#!/bin/sh\nexec /usr/bin/chromium --headless=new --no-sandbox --disable-gpu \"$@\"\n");
        Files.setPosixFilePermissions(chromium, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path settings = Files.writeString(
                folder.resolve("screen.conf"),
                "gateway=http://127.0.0.1:" + gateway.getAddress().getPort() + "\nhall=north\n");
        ProcessBuilder screen = new ProcessBuilder(
                "python3", folder.resolve("usr/bin/hallpulse-screen").toString(), settings.toString());
        screen.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        screen.environment().put("HOME", folder.toString());
        screen.environment().put("NOTIFY_SOCKET", systemd.name());
        return program(screen);
    }

    private Program program(ProcessBuilder prepared) {
        return Program.start(prepared, folder.resolve("screen.out"), folder.resolve("screen.err"));
    }

    private static boolean drawsThePage(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                    .contains("--type=renderer");
        } catch (IOException e) {
            return false;
        }
    }
}
