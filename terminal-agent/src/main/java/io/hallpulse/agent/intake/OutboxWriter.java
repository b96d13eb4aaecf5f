package io.hallpulse.agent.intake;

import io.hallpulse.agent.clock.Moment;
import io.hallpulse.agent.clock.TerminalClock;
import io.hallpulse.agent.outbox.Notebook;
import io.hallpulse.agent.outbox.Outbox;
import io.hallpulse.agent.outbox.OutboxLimits;
import io.hallpulse.agent.outbox.OutboxReader;
import io.hallpulse.agent.rating.Event;
import io.hallpulse.agent.rating.RatingRules;
import io.hallpulse.agent.rating.RatingState;
import io.hallpulse.contract.message.Anchor;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.KeyListener;
import io.hallpulse.hardware.KeyPress;
import io.hallpulse.runtime.log.DistinctLog;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that decides and stores: it takes what devices and the business system handed over since the last commit, asks the
 * rules, commits once, and only then answers. Presses that find its queue full are refused visibly. The public methods are for any
 * thread and never wait, but {@link #flush} and {@link #close}.
 *
 * <p>Longer than our measure, since the queue, the group and the answer to each outcome of its commit are one story.
 */
public final class OutboxWriter implements KeyListener, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OutboxWriter.class);
    private static final int QUEUE = 1024;
    private static final int LARGEST_GROUP = 256;
    private static final long TICK_MILLIS = 1000;
    private static final long FLUSH_WAIT_MILLIS = 2000;
    private static final int NONE = -1;

    private sealed interface Item {}

    private record Pressed(KeyPress press) implements Item {}

    private record Triggered(Function<Moment, Event> event, CompletableFuture<Boolean> stored) implements Item {}

    private record Stop() implements Item {}

    // any thread
    private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong refusedAtDoor = new AtomicLong();
    private final BiConsumer<KeyPress, Answer> answers;
    private final Path folder;
    private final TerminalClock clock;
    private final Thread thread;
    private volatile boolean closing;
    private volatile Map<String, Long> acknowledged = Map.of();
    private volatile @Nullable Anchor anchor;
    private volatile int corruptFile = NONE;
    private volatile Runnable whenStored = () -> {};

    // the writer's thread
    private final Outbox outbox;
    private final Notebook notebook;
    private final RatingRules rules;
    private final DistinctLog failures;
    private RatingState state = RatingState.EMPTY;
    /** What holds if the group of the notebook's doubt is there after all. */
    private @Nullable RatingState doubtful;

    private boolean rebuilt;
    private long lookedMillis = Long.MIN_VALUE;

    /**
     * Opens the outbox and catches up with what a restart interrupted. Presses are taken from {@link #start} on. Where the disk fails or
     * is full it is tried again later, and until then every press is visibly refused.
     *
     * @param random for names of runs
     * @param answers tells a device what became of its press; called on the writer's thread, or on the device's own when refused at the door
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
        this.folder = folder;
        this.clock = clock;
        this.rules = rules;
        this.answers = answers;
        this.failures = new DistinctLog(log, clock::nanos);
        this.notebook = Notebook.open(folder, random);
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
            note(() -> notebook.settle(stored));
            if (stored && doubtful != null) {
                state = doubtful.acknowledged(clock.now().monoMillis());
                whenStored.run();
            }
            doubtful = null;
        }
        if (!rebuilt) {
            rebuild();
            rebuilt = true;
        }
    }

    private void rebuild() throws SQLException {
        List<Press> answered = new ArrayList<>();
        List<Press> unanswered = new ArrayList<>();
        List<Map.Entry<String, Press>> recent = outbox.recent();
        String lastRun = recent.isEmpty() ? "" : recent.get(recent.size() - 1).getKey();
        // answers to a run that is not here any more: what the file's last run holds is older than those
        boolean lost = !notebook.answeredRun().isEmpty() && !outbox.knows(notebook.answeredRun());
        for (Map.Entry<String, Press> entry : recent) {
            boolean open =
                    !lost && entry.getKey().equals(lastRun) && entry.getValue().seq() > notebook.answeredUpTo(lastRun);
            (open ? unanswered : answered).add(entry.getValue());
        }
        state = rules.rebuild(answered, unanswered, clock.now().monoMillis());
        anchor = outbox.anchor();
        List<Press> interrupted = rules.interrupted(outbox.sessions(), clock.now(), outbox.nextSeq());
        if (!interrupted.isEmpty()) {
            outbox.store(interrupted, List.of(), Map.of());
            log.warn("{} session(s) ended unrated by the restart", interrupted.size());
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

    @Override
    public void onKey(KeyPress press) {
        if (closing || !queue.offer(new Pressed(press))) {
            refusedAtDoor.incrementAndGet();
            answers.accept(press, Answer.NOT_STORED);
        }
    }

    /** Hands over what the business system wants; the answer comes once it is stored, true, or cannot be, false. */
    public CompletableFuture<Boolean> onTrigger(Function<Moment, Event> event) {
        CompletableFuture<Boolean> stored = new CompletableFuture<>();
        if (closing || !queue.offer(new Triggered(event, stored))) {
            stored.complete(false);
        }
        return stored;
    }

    /** What the gateway holds, as heard on the present connection: such rows may be deleted when space is short. */
    public void acknowledged(Map<String, Long> upTo) {
        acknowledged = Map.copyOf(upTo);
    }

    /** The runs of which presses are held, oldest first. */
    public List<RunSpan> held() {
        return outbox.held();
    }

    /** Presses that could not be stored, ever. */
    public long refused() {
        return notebook.refused() + refusedAtDoor.get();
    }

    /** One line each for a technician, of presses that cannot be stored or were set aside, and of a disk that fills up. */
    public List<String> faults() {
        List<String> faults = new ArrayList<>(outbox.faults());
        if (notebook.fault() != null) {
            faults.add(notebook.fault());
        }
        return faults;
    }

    /** Bytes free where the outbox lives, as looked at a second ago. */
    public long diskFreeBytes() {
        return outbox.freeBytes();
    }

    /** The boot's anchor, once the clock was synced and this is stored. */
    public @Nullable Anchor anchor() {
        return anchor;
    }

    /** A reader for another thread. */
    public OutboxReader reader() {
        return new OutboxReader(folder, outbox::files, file -> corruptFile = file);
    }

    private void run() {
        List<Item> group = new ArrayList<>(LARGEST_GROUP);
        boolean stopped = false;
        while (!stopped) {
            try {
                Item first = queue.poll(waitMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    group.add(first);
                    queue.drainTo(group, LARGEST_GROUP - 1);
                }
                stopped = holdsStop(group);
                reopen();
                keepAnchor();
                decide(group);
                group.clear(); // they are answered, whatever comes now
                look();
            } catch (InterruptedException e) {
                stopped = true;
            } catch (RuntimeException e) {
                failures.fault("a fault in the agent itself; report it: " + e, e);
                refuse(group);
                group.clear();
            }
        }
    }

    private static boolean holdsStop(List<Item> group) {
        for (Item item : group) {
            if (item instanceof Stop) {
                return true;
            }
        }
        return false;
    }

    private long waitMillis() {
        long now = clock.now().monoMillis();
        long deadline = rules.nextDeadlineMillis(state).orElse(Long.MAX_VALUE);
        return Math.max(1, Math.min(TICK_MILLIS, deadline - now));
    }

    /** What is due whether or not anybody presses: behind the presses, which wait for their answers. */
    private void look() {
        noteTheDoor();
        long now = clock.now().monoMillis();
        if (now - lookedMillis >= TICK_MILLIS || lookedMillis == Long.MIN_VALUE) {
            lookedMillis = now;
            failures.reportCounts();
            String run = outbox.run();
            try {
                outbox.look(corruptFile);
            } catch (SQLException e) {
                outbox.report(e);
            }
            startOfRun(run);
        }
    }

    private void noteTheDoor() {
        long refused = refusedAtDoor.get();
        if (refused > 0) {
            refusedAtDoor.addAndGet(-refused);
            note(() -> notebook.addRefused(refused));
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
                // counted before it is answered, so that whoever was told so is in the count
                if (group.ratings() > 0) {
                    note(() -> notebook.addRefused(group.ratings()));
                }
                group.answer(false, this::answer);
            }
            case UNKNOWN -> {
                doubtful = group.state();
                note(() -> notebook.doubt(new Notebook.Doubt(run, group.nextSeq(), group.ratings())));
                group.answer(false, this::answer);
            }
        }
        startOfRun(run);
    }

    private Outbox.Outcome outcome(Group group) {
        if (!group.changesTheOutbox()) {
            return Outbox.Outcome.STORED;
        }
        return outbox.isOpen()
                ? outbox.store(group.presses(), group.state().openSessions(), acknowledged)
                : Outbox.Outcome.REFUSED;
    }

    private void stored(Group group) {
        long answeredMillis = clock.now().monoMillis();
        boolean answered = group.answer(true, this::answer);
        state = group.state().acknowledged(answeredMillis);
        if (answered) {
            note(() -> notebook.answered(outbox.run(), outbox.nextSeq() - 1, outbox.storedEver()));
        }
        if (!group.presses().isEmpty()) {
            whenStored.run();
        }
    }

    private void answer(KeyPress press, Answer answer) {
        try {
            answers.accept(press, answer);
        } catch (RuntimeException e) {
            failures.fault("input " + press.input() + " cannot answer: " + e + "; report it", e);
        }
    }

    @FunctionalInterface
    private interface Note {
        void write() throws IOException;
    }

    /** The counts go on in memory where they cannot be written. */
    private void note(Note note) {
        try {
            note.write();
        } catch (IOException e) {
            failures.fault(
                    "the notebook in " + folder + " cannot be written: " + e.getMessage() + "; look at the disk");
        }
    }

    private void refuse(List<Item> group) {
        for (Item item : group) {
            if (item instanceof Pressed pressed) {
                refusedAtDoor.incrementAndGet();
                answer(pressed.press(), Answer.NOT_STORED);
            } else if (item instanceof Triggered trigger) {
                trigger.stored().complete(false);
            }
        }
    }

    /** Takes no more presses, and stores and answers those that were taken; waits 2 s at most. */
    public void flush() {
        closing = true;
        try {
            if (queue.offer(new Stop(), FLUSH_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
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
        noteTheDoor();
        outbox.close();
        note(notebook::close);
    }
}
