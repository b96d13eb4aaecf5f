package io.hallpulse.agent.command;

import io.hallpulse.agent.Agent;
import io.hallpulse.agent.clock.SystemClock;
import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.config.ManagedFile;
import io.hallpulse.agent.config.TerminalFile;
import io.hallpulse.agent.enrol.FirstStart;
import io.hallpulse.agent.enrol.TerminalFolder;
import io.hallpulse.agent.remote.Surroundings;
import io.hallpulse.agent.remote.WantedFile;
import io.hallpulse.agent.start.Rehearsal;
import io.hallpulse.agent.start.StartMemory;
import io.hallpulse.runtime.disk.ScratchFolder;
import io.hallpulse.runtime.program.ExitCode;
import io.hallpulse.runtime.program.StopSignal;
import io.hallpulse.runtime.service.ServiceSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code run}. */
@Command(
        name = "run",
        description = "Runs the agent until SIGTERM or Ctrl-C.",
        mixinStandardHelpOptions = true,
        versionProvider = AgentCommands.Version.class)
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RunCommand implements Callable<Integer> {
    /** Leaves the outbox to the file system rather than keep the terminal from being switched off. */
    private static final Duration LONGEST_STOP = Duration.ofMillis(4300);
    /** By then the first connection was tried, and Java's compiler has let go of what it needed; it checks every 5 s. */
    private static final Duration SETTLED_AFTER = Duration.ofSeconds(10);

    /** On the card's first partition, which any computer or phone can write. */
    private static final Path BOOT_FILE =
            Path.of(System.getProperty("hallpulse.boot.file", "/boot/firmware/hallpulse.txt"));

    /** Well within what a service manager waits for a word. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    @Mixin
    private ConfigOption config;

    @Override
    public Integer call() throws Exception {
        return run(config.named());
    }

    static int run(Path file) throws Exception {
        Optional<ManagedFile> managed = ManagedFile.read(file);
        return new StopSignal(LONGEST_STOP).during(stop -> {
            if (managed.isEmpty() || isProvisioned(managed.get().data(), stop)) {
                // before the file is read: one that did not prove itself is put back
                WantedFile wanted = managed.isEmpty()
                        ? null
                        : WantedFile.atStart(managed.get().data());
                serve(TerminalFile.read(file), wanted, stop);
            }
            return ExitCode.FINE;
        });
    }

    private static boolean isProvisioned(Path data, StopSignal stop) throws InterruptedException {
        if (new TerminalFolder(data).isProvisioned()) {
            return true; // before the clock, which loads a native library that would be unpacked elsewhere
        }
        try (ServiceSocket service = ServiceSocket.of(System.getenv(), System::nanoTime)) {
            return new FirstStart(data, BOOT_FILE, new SystemClock()::syncedTime, time -> pause(time, stop, service))
                    .await();
        }
    }

    /** Whether it may go on after that time. A service that waits for its first settings is as well as it can be. */
    private static boolean pause(Duration time, StopSignal stop, ServiceSocket service) throws InterruptedException {
        service.ready();
        Duration left = time;
        while (left.compareTo(LONGEST_PAUSE) > 0) {
            service.alive();
            if (stop.await(LONGEST_PAUSE)) {
                return false;
            }
            left = left.minus(LONGEST_PAUSE);
        }
        service.alive();
        return !stop.await(left);
    }

    private static void serve(AgentConfig config, @Nullable WantedFile file, StopSignal stop) throws Exception {
        Rehearsal.play(config, ScratchFolder.make(config.data().resolve("tmp")));
        try (ServiceSocket service = ServiceSocket.of(System.getenv(), System::nanoTime)) {
            Surroundings surroundings =
                    new Surroundings(isStartedAgain() ? stop::request : null, AgentLog::newestLines, file);
            try (Agent started = Agent.start(config, surroundings)) {
                started.eachTurn(service::alive);
                service.ready();
                serve(stop);
                service.stopping();
            }
        }
    }

    /** Whether a service manager runs this process. */
    private static boolean isStartedAgain() {
        Map<String, String> environment = System.getenv();
        return environment.containsKey("INVOCATION_ID") || environment.containsKey("NOTIFY_SOCKET");
    }

    private static void serve(StopSignal stop) throws InterruptedException {
        StartMemory startMemory = new StartMemory();
        if (!stop.await(SETTLED_AFTER)) {
            startMemory.giveBack();
            stop.await();
        }
    }
}
