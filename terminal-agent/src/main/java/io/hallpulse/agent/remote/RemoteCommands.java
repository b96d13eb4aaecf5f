package io.hallpulse.agent.remote;

import io.hallpulse.agent.clock.TerminalClock;
import io.hallpulse.agent.uplink.Uplink;
import io.hallpulse.contract.Identifiers;
import io.hallpulse.contract.message.Command;
import io.hallpulse.contract.message.Status;
import io.hallpulse.contract.message.Status.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what the gateway asks, once an id, on a thread of its own that is there only while something is asked. The public methods are for
 * any thread and never wait, but {@link #close}.
 */
public final class RemoteCommands implements Uplink.CommandHandler, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RemoteCommands.class);
    /** How long a technician's test lasts. */
    private static final Duration TEST = Duration.ofMinutes(3);
    /** How long the lines of a log are told: the gateway has kept them by then, and each status would carry them. */
    private static final Duration LINES_TOLD = Duration.ofMinutes(1);

    private static final Duration STORED_WITHIN = Duration.ofSeconds(10);
    /** How long the next command, or the restart, waits for the answer to leave. */
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(2);

    private static final int MOST_WAITING = 16;
    private static final long IDLE_SECONDS = 5;
    private static final long CLOSE_WAIT_MILLIS = 500;

    /** @param told open until a status with it is on its way */
    private record Answered(Outcome outcome, long atNanos, CountDownLatch told) {}

    private final TerminalClock clock;
    private final Actions actions;
    private final Surroundings surroundings;
    private final ThreadPoolExecutor thread;
    private volatile Runnable whenAnswered = () -> {};
    private volatile @Nullable Answered last;

    // the commands' thread
    private final DoneIds done;
    private boolean restartDue;

    /** @param data the terminal's folder */
    public RemoteCommands(Path data, TerminalClock clock, Actions actions, Surroundings surroundings) {
        this.clock = clock;
        this.actions = actions;
        this.surroundings = surroundings;
        this.done = new DoneIds(data);
        done.restart().ifPresent(id -> last = answered(new Outcome(id, true, null, null)));
        this.thread = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), work -> {
                    Thread made = new Thread(work, "commands");
                    made.setDaemon(true);
                    return made;
                });
        thread.allowCoreThreadTimeOut(true);
    }

    /** Has that called whenever {@link #last} is another one. */
    public void whenAnswered(Runnable called) {
        whenAnswered = called;
    }

    /** Takes one, whatever is in it. */
    @Override
    public void accept(Command command) {
        try {
            thread.execute(() -> handle(command));
        } catch (RejectedExecutionException e) {
            log.warn("a command of the gateway is not done: too many came at once");
        }
    }

    @Override
    public void published(Status status) {
        Answered newest = last;
        Outcome outcome = status.last();
        if (newest != null
                && outcome != null
                && outcome.id().equals(newest.outcome().id())) {
            newest.told().countDown();
        }
    }

    /** What became of the newest command; null before the first. */
    public @Nullable Outcome last() {
        Answered newest = last;
        if (newest == null
                || newest.outcome().lines() == null
                || clock.nanos() - newest.atNanos() < LINES_TOLD.toNanos()) {
            return newest == null ? null : newest.outcome();
        }
        Outcome told = newest.outcome();
        return new Outcome(told.id(), told.ok(), told.error(), null);
    }

    private void handle(Command command) {
        String id = command.id();
        if (id == null // JSON may leave out anything
                || !Identifiers.isIdentifier(id)) {
            log.warn("a command without an id cannot be answered, so it is not done");
        } else if (done.add(id)) {
            Outcome outcome = outcome(command);
            log.info(
                    "command {} of the gateway, {}: {}", id, command.action(), outcome.ok() ? "done" : outcome.error());
            tell(answered(outcome));
            Runnable restart = surroundings.restart();
            if (restartDue && restart != null) {
                restart.run();
            }
        }
    }

    private Answered answered(Outcome outcome) {
        return new Answered(outcome, clock.nanos(), new CountDownLatch(1));
    }

    /** Each answer is in a status of its own, where the gateway is there. */
    private void tell(Answered answer) {
        last = answer;
        whenAnswered.run();
        try {
            if (!answer.told().await(TOLD_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                log.debug("the answer waits for the next connection");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Outcome outcome(Command command) {
        try {
            return new Outcome(command.id(), true, null, answer(command));
        } catch (CommandRefused e) {
            return new Outcome(command.id(), false, e.getMessage(), null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(command.id(), false, "the agent was stopped meanwhile", null);
        } catch (RuntimeException e) {
            log.error("a fault in the agent itself; report it: {}", e, e);
            return new Outcome(command.id(), false, "a fault in the agent itself; report it: " + e, null);
        }
    }

    /** Does it; what it was asked for, null where that is nothing. */
    private @Nullable List<String> answer(Command command) throws CommandRefused, InterruptedException {
        requireInTime(command);
        switch (String.valueOf(command.action())) {
            case Command.IDENTIFY -> actions.identify().run();
            case Command.TEST -> test();
            case Command.RESTART -> prepareRestart(command.id());
            case Command.LOGS -> {
                return lines();
            }
            case Command.CHECK -> managed().check(config(command));
            case Command.APPLY, Command.ROLLBACK -> apply(command);
            default ->
                throw new CommandRefused("this agent does not know '" + command.action() + "'; install a newer one");
        }
        return null;
    }

    private void requireInTime(Command command) throws CommandRefused {
        if (command.expires() == null) {
            throw new CommandRefused("the command does not say when it expires");
        }
        if (clock.syncedTime().filter(command.expires()::isBefore).isPresent()) {
            throw new CommandRefused("the command came too late, after " + command.expires() + "; send it again");
        }
    }

    private void test() throws CommandRefused, InterruptedException {
        try {
            if (actions.test().apply(TEST).get(STORED_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (ExecutionException | TimeoutException e) {
            log.warn("the test did not begin: {}", e.toString());
        }
        throw new CommandRefused("the outbox does not answer, so that no key can be tested; look at the disk");
    }

    private WantedFile managed() throws CommandRefused {
        WantedFile file = surroundings.file();
        if (file == null) {
            throw new CommandRefused(
                    "this agent cannot be configured from afar, since its file is not managed; change it at the counter");
        }
        return file;
    }

    private static String config(Command command) throws CommandRefused {
        if (command.config() == null) {
            throw new CommandRefused("the command holds no file");
        }
        return command.config();
    }

    private void apply(Command command) throws CommandRefused {
        WantedFile file = managed();
        Long version = command.version();
        if (version == null || version < 1) {
            throw new CommandRefused("the command does not say which version the file is");
        }
        requireStartedAgain();
        Map<String, String> inputs = Stream.ofNullable(actions.status().get().inputs())
                .flatMap(List::stream)
                .collect(Collectors.toMap(Status.InputStatus::id, Status.InputStatus::state));
        try {
            if (file.apply(config(command), version, inputs)) {
                prepareRestart(command.id());
            }
        } catch (IOException e) {
            throw new CommandRefused("the file cannot be put in force: " + e.getMessage());
        }
    }

    private void requireStartedAgain() throws CommandRefused {
        if (surroundings.restart() == null) {
            throw new CommandRefused(
                    "nothing would start this agent again: no service manager runs it; start it anew at the counter");
        }
    }

    private void prepareRestart(String id) throws CommandRefused {
        requireStartedAgain();
        try {
            done.keep(id);
            restartDue = true;
        } catch (IOException e) {
            throw new CommandRefused("the restart cannot be noted: " + e.getMessage());
        }
    }

    private List<String> lines() throws CommandRefused {
        List<String> lines = LogExcerpt.of(surroundings.log().get());
        if (lines.isEmpty()) {
            throw new CommandRefused("this agent keeps no log of its own; read that of the program that it runs in");
        }
        return lines;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(CLOSE_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                log.info("a command of the gateway is left unfinished");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
