package io.hallpulse.agent.command;

import io.hallpulse.agent.Agent;
import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.agent.config.TerminalFile;
import io.hallpulse.agent.start.Rehearsal;
import io.hallpulse.agent.start.StartMemory;
import io.hallpulse.runtime.disk.ScratchFolder;
import io.hallpulse.runtime.log.StandardError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
    private static final long STOP_WITHIN_MILLIS = 4300;
    /** By then the first connection was tried, and Java's compiler has let go of what it needed; it looks every 5 s. */
    private static final long SETTLED_AFTER_SECONDS = 10;

    @Mixin
    private ConfigOption config;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return run(config.file());
    }

    static int run(Path file) throws IOException, InterruptedException {
        AgentConfig config = TerminalFile.read(file);
        Rehearsal.play(config, ScratchFolder.make(config.data().resolve("tmp")));
        Agent agent = Agent.start(config);
        // The MQTT client's own threads may outlive their close, so that the process is ended here and not waited for.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(agent), "stop"));
        StartMemory startMemory = new StartMemory();
        CountDownLatch never = new CountDownLatch(1);
        never.await(SETTLED_AFTER_SECONDS, TimeUnit.SECONDS);
        startMemory.giveBack();
        never.await();
        return 0;
    }

    private static void stop(Agent agent) {
        Thread closer = new Thread(agent::close, "close");
        closer.setDaemon(true);
        closer.start();
        try {
            closer.join(STOP_WITHIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        StandardError.drain();
        Runtime.getRuntime().halt(closer.isAlive() ? AgentMain.FAILED : 0);
    }
}
