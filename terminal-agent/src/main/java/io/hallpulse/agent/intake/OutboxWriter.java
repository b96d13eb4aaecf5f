package io.hallpulse.agent.intake;

import io.hallpulse.agent.clock.Moment;
import io.hallpulse.agent.clock.TerminalClock;
import io.hallpulse.agent.intake.IntakeQueue.Item;
import io.hallpulse.agent.intake.IntakeQueue.Pressed;
import io.hallpulse.agent.intake.IntakeQueue.Triggered;
import io.hallpulse.agent.outbox.Backlog;
import io.hallpulse.agent.outbox.Notebook;
import io.hallpulse.agent.outbox.Outbox;
import io.hallpulse.agent.outbox.OutboxHealth;
import io.hallpulse.agent.outbox.OutboxLimits;
import io.hallpulse.agent.rating.Event;
import io.hallpulse.agent.rating.RatingRules;
import io.hallpulse.agent.rating.RatingState;
import io.hallpulse.contract.message.Anchor;
import io.hallpulse.contract.message.Press;
import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.KeyListener;
import io.hallpulse.hardware.KeyPress;
import io.hallpulse.runtime.log.DistinctLog;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that decides and stores: it takes what devices and the business system handed over since the last commit, applies the
 * rules, commits once, and only then answers. Presses that find its queue full are refused visibly. The public methods are for any
 * thread and never wait, but {@link #flush} and {@link #close}.
 */
public final class OutboxWriter implements KeyListener, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OutboxWriter.class);
    private static final long TICK_MILLIS = 1000;
    /** Until the end of a session that is over, and could not be stored, is tried again. */
    private static final long RETRY_MILLIS = 20;

    private static final long FLUSH_WAIT_MILLIS = 2000;

    // any thread
    private final IntakeQueue queue;
    private final BiConsumer<KeyPress, Answer> answers;
    private final TerminalClock clock;
    private final Thread thread;
    private volatile @Nullable Anchor anchor;
    private volatile Runnable whenStored = () -> {};
    private volatile Runnable eachTurn = () -> {};
    private volatile Consumer<String> whenOpened = window -> {};
    private volatile Consumer<String> whenRated = window -> {};
    private final StoredSessions sessions = new StoredSessions();
    /** By input, the newest key of a technician's test; of no other press. */
    private volatile Map<String, String> testKeys = Map.of();
    /** By window, the staff that signed in, as last committed. */
    private volatile Map<String, String> onDuty = Map.of();

    // the writer's thread
    private final Outbox outbox;
    private final Notebook notebook;
    private final Notes notes;
    private final RatingRules rules;
    private final DistinctLog failures;
    private RatingState state = RatingState.EMPTY;
    /** What holds if the group of the notebook's doubt is there after all. */
    private @Nullable RatingState doubtful;

    private boolean rebuilt;
    private long checkedMillis = Long.MIN_VALUE;

    /**
     * Opens the outbox and catches up with what a restart interrupted. Presses are taken from {@link #start} on. Where the disk fails or
     * is full it is tried again later, and until then every press is visibly refused.
     *
     * @param random for names of runs
     * @param answers takes what became of a press, for its device; called on the writer's thread, or on the device's own when refused
     *     at the queue
     * @throws IOException with one line, where the folder or the file in it cannot be used
     */
    public OutboxWriter(
            Path folder,
            OutboxLimits limits,
            TerminalClock clock,
            RandomGenerator random,
            RatingRules rules,
            BiConsumer<KeyPress, Answer> answers)
            throws IOException {
        this.clock = clock;
        this.rules = rules;
        this.answers = answers;
        this.queue = new IntakeQueue(answers);
        this.failures = new DistinctLog(log, clock::nanos);
        this.notebook = Notebook.open(folder, random);
        this.notes = new Notes(folder, notebook, failures);
        this.outbox = new Outbox(folder, clock.boot(), random, limits, notebook, clock::nanos);
        try {
            openOutbox();
        } catch (SQLException e) {
            if (!Outbox.mayPass(e)) {
                notebook.close();
                throw new IOException("the outbox in " + folder + " cannot be opened: " + e.getMessage(), e);
            }
            outbox.report(e);
        }
        thread = new Thread(this::run, "outbox");
        thread.setDaemon(true);
    }

    /** Opens the file, and learns what became of a group that is in doubt. */
    private void openOutbox() throws SQLException {
        Notebook.Doubt doubt = notebook.doubt();
        if (doubt == null) {
            outbox.open();
        } else {
            outbox.openAndSettle();
            boolean stored = outbox.holds(doubt.run(), doubt.nextSeq());
            notes.settle(stored);
            if (stored && doubtful != null) {
                state = doubtful.acknowledged(clock.now().monoMillis());
                publishState();
                whenStored.run();
            }
            doubtful = null;
        }
        if (!rebuilt) {
            state = Restart.rebuild(outbox, notebook, rules, clock.now().monoMillis());
            publishState();
            anchor = outbox.anchor();
            rebuilt = true;
        }
    }

    /**
     * Begins to take presses.
     *
     * @param whenStored called on the writer's thread after each commit that held presses
     */
    public void start(Runnable whenStored) {
        this.whenStored = whenStored;
        thread.start();
    }

    /** Called on the writer's thread at each of its turns, once a second at least: while it is called, presses are decided. */
    public void eachTurn(Runnable called) {
        eachTurn = called;
    }

    /** Called on the writer's thread with each window whose session was opened and stored, whoever opened it. */
    public void whenOpened(Consumer<String> called) {
        whenOpened = called;
    }

    /** Called on the writer's thread with each window where a rating was stored and answered, whatever its level. */
    public void whenRated(Consumer<String> called) {
        whenRated = called;
    }

    /** The newest session of each window, as it is stored. */
    public StoredSessions sessions() {
        return sessions;
    }

    @Override
    public void onKey(KeyPress press) {
        queue.key(press);
    }

    /** Hands over what the business system wants; the answer comes once it is stored, true, or cannot be, false. */
    public CompletableFuture<Boolean> onTrigger(Function<Moment, Event> event) {
        return queue.trigger(event);
    }

    /** By input, the newest key that was stored in the technician's test that goes on; of no press of a citizen. */
    public Map<String, String> testKeys() {
        return testKeys;
    }

    /** By window, the staff that signed in here. */
    public Map<String, String> onDuty() {
        return onDuty;
    }

    /** What the uplink sees of the outbox. */
    public Backlog backlog() {
        return outbox.backlog();
    }

    /** How the outbox is, for the status. */
    public OutboxHealth health() {
        List<String> faults = new ArrayList<>(outbox.faults());
        if (notebook.fault() != null) {
            faults.add(notebook.fault());
        }
        return new OutboxHealth(anchor, notebook.refused() + queue.refused(), outbox.freeBytes(), faults);
    }

    private void run() {
        List<Item> group = new ArrayList<>();
        boolean stopped = false;
        while (!stopped) {
            try {
                stopped = queue.take(group, waitMillis());
                reopen();
                keepAnchor();
                decide(group);
                group.clear(); // they are answered, whatever comes now
                check();
                eachTurn.run();
            } catch (InterruptedException e) {
                stopped = true;
            } catch (RuntimeException e) {
                failures.fault("a fault in the agent itself; report it: " + e, e);
                refuse(group);
                group.clear();
            }
        }
    }

    private long waitMillis() {
        long now = clock.now().monoMillis();
        long deadline = rules.nextDeadlineMillis(state).orElse(Long.MAX_VALUE);
        return deadline <= now ? RETRY_MILLIS : Math.min(TICK_MILLIS, deadline - now);
    }

    /** What is due whether or not anybody presses: behind the presses, which wait for their answers. */
    private void check() {
        notes.refused(queue.takeRefused());
        long now = clock.now().monoMillis();
        if (now - checkedMillis >= TICK_MILLIS || checkedMillis == Long.MIN_VALUE) {
            checkedMillis = now;
            notes.tick();
            if (!testKeys.isEmpty() && rules.kindAt(state, now) != Press.Kind.TEST) {
                testKeys = Map.of();
            }
            failures.reportCounts();
            String run = outbox.run();
            try {
                outbox.check();
            } catch (SQLException e) {
                outbox.report(e);
            }
            startOfRun(run);
        }
    }

    private void reopen() {
        if (outbox.isOpen()) {
            return;
        }
        String run = outbox.run();
        try {
            openOutbox();
        } catch (SQLException e) {
            outbox.report(e); // it is tried again with the next press, a second later at most
        }
        startOfRun(run);
    }

    /** In another run nothing supersedes what was pressed in the one before. */
    private void startOfRun(String before) {
        if (!outbox.run().equals(before)) {
            state = state.ofEarlierRun();
        }
    }

    private void keepAnchor() {
        if (outbox.isOpen() && outbox.anchor() == null) {
            Moment now = clock.now();
            if (now.synced()) {
                String run = outbox.run();
                outbox.storeAnchor(new Anchor(now.monoMillis(), now.wall()));
                startOfRun(run);
            }
        }
        anchor = outbox.anchor();
    }

    private void decide(List<Item> items) {
        Group group = new Group(rules, clock, state, outbox.nextSeq());
        for (Item item : items) {
            if (item instanceof Pressed pressed) {
                group.key(pressed.press());
            } else if (item instanceof Triggered trigger) {
                group.trigger(trigger.event().apply(clock.now()), trigger.stored());
            }
        }
        group.tick();
        commit(group);
    }

    private void commit(Group group) {
        String run = outbox.run();
        switch (outcome(group)) {
            case STORED -> stored(group);
            case REFUSED -> {
                // counted before it is answered, so that no answer is ahead of the count
                notes.refused(group.ratings());
                group.answerKeys(false, this::answer);
                group.answerTriggers(false);
            }
            case UNKNOWN -> {
                doubtful = group.state();
                notes.doubt(run, group);
                group.answerKeys(false, this::answer);
                group.answerTriggers(false);
            }
        }
        startOfRun(run);
    }

    private Outbox.Outcome outcome(Group group) {
        if (!group.changesTheOutbox()) {
            return Outbox.Outcome.STORED;
        }
        return outbox.isOpen() ? outbox.store(group.presses(), group.state().kept()) : Outbox.Outcome.REFUSED;
    }

    private void stored(Group group) {
        long answeredMillis = clock.now().monoMillis();
        boolean answered = group.answerKeys(true, this::answer);
        group.opened().forEach(whenOpened);
        group.rated().forEach(whenRated);
        boolean told = group.presses().isEmpty() && onDuty.equals(group.state().onDuty());
        state = group.state().acknowledged(answeredMillis);
        publishState();
        if (answered) {
            notes.answered(outbox);
        }
        noteTestKeys(group.presses());
        if (!told) {
            whenStored.run();
        }
        group.answerTriggers(true);
    }

    /** What other threads see of it. */
    private void publishState() {
        sessions.publish(state.sessions());
        onDuty = state.onDuty();
    }

    private void noteTestKeys(List<Press> stored) {
        if (stored.stream().noneMatch(press -> press.kind() == Press.Kind.TEST)) {
            return;
        }
        Map<String, String> keys = new HashMap<>(testKeys);
        for (Press press : stored) {
            if (press.kind() == Press.Kind.TEST) {
                keys.put(press.input(), press.key());
            }
        }
        testKeys = Map.copyOf(keys);
    }

    private void answer(KeyPress press, Answer answer) {
        try {
            answers.accept(press, answer);
        } catch (RuntimeException e) {
            failures.fault("input " + press.input() + " cannot answer: " + e + "; report it", e);
        }
    }

    private void refuse(List<Item> group) {
        for (Item item : group) {
            if (item instanceof Pressed pressed) {
                queue.addRefused();
                answer(pressed.press(), Answer.NOT_STORED);
            } else if (item instanceof Triggered trigger) {
                trigger.stored().complete(false);
            }
        }
    }

    /** Takes no more presses, and stores and answers those that were taken; waits 2 s at most. */
    public void flush() {
        try {
            if (queue.stop(FLUSH_WAIT_MILLIS)) {
                thread.join(FLUSH_WAIT_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes the file; after {@link #flush}. */
    @Override
    public void close() {
        if (thread.isAlive()) {
            log.error("the outbox is still being written and is left to the file system");
            return;
        }
        notes.refused(queue.takeRefused());
        outbox.close();
        notes.close();
    }
}
