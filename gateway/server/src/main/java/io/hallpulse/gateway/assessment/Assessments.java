package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.matter.BadRatings;
import io.hallpulse.gateway.assessment.key.PublicationKey;
import io.hallpulse.gateway.config.AssessConfig;
import io.hallpulse.gateway.config.DatabaseConfig;
import io.hallpulse.gateway.database.DatabasePart;
import io.hallpulse.gateway.database.OpenDatabase;
import io.hallpulse.gateway.fault.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The room of assessments (评议). Its database is made with the first scheme: a gateway that assesses nobody has none. A thread of its own
 * opens and closes rounds when the clock says so. Any thread.
 */
public final class Assessments implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Assessments.class);
    /** The key of the photos of visits, in the folder of the data and in no backup. */
    private static final String PHOTO_KEY = "photos.key";

    private static final Duration LOOK = Duration.ofSeconds(20);

    private final Path folder;
    private final DatabaseConfig config;
    private final AssessConfig rules;
    private final WindowRatings ratings;
    private final Grammar grammar;
    private final RoundSources sources;
    private final Supplier<String> lot;
    private final String program;
    private final InstantSource clock;
    private final Fault database = new Fault(LOG, "assessments");
    private final Thread thread = new Thread(this::run, "assess-clock");
    private boolean isThere;
    private @Nullable Room room;

    /** All that is done in the room; each part may be used by any thread. */
    public record Room(
            AssessStore store,
            Schemes schemes,
            Facts facts,
            Rounds rounds,
            Publications publications,
            PublishedSheets published,
            Matters matters,
            Ballots ballots,
            Papers papers,
            Visits visits,
            VisitPhotos photos,
            Supervision supervision,
            RoundReader reader,
            Contacts contacts,
            WebCases webCases,
            PressCases pressCases,
            Surveys surveys) {}

    private Assessments(
            Path folder,
            DatabaseConfig config,
            AssessConfig rules,
            RoundSources sources,
            WindowRatings ratings,
            RandomGenerator random,
            String program,
            InstantSource clock) {
        this.folder = folder;
        this.config = config;
        this.rules = rules;
        this.ratings = ratings;
        this.grammar = Grammar.ofFiles();
        this.sources = sources;
        this.lot = () -> dice(random);
        this.program = program;
        this.clock = clock;
        thread.setDaemon(true);
    }

    /**
     * The room of a gateway; see {@link Rounds} for what it is given.
     *
     * @throws IOException where the password of the database cannot be read
     */
    public static Assessments open(
            Path folder,
            DatabaseConfig config,
            AssessConfig rules,
            RoundSources sources,
            WindowRatings ratings,
            RandomGenerator random,
            String program,
            InstantSource clock)
            throws IOException {
        Assessments made = new Assessments(folder, config, rules, sources, ratings, random, program, clock);
        made.isThere = OpenDatabase.isThere(DatabasePart.ASSESSMENTS, folder, config);
        made.openWhatIsThere();
        return made;
    }

    /** Eight dice. */
    private static String dice(RandomGenerator random) {
        return random.ints(8, 1, 7).mapToObj(Integer::toString).collect(Collectors.joining("-"));
    }

    /** Presses are taken whether or not that can be done: it is told, and tried again. */
    private void openWhatIsThere() {
        try {
            if (isThere) {
                opened();
            }
        } catch (IOException | RuntimeException e) {
            database.occurred(Fault.oneLine(e));
        }
    }

    /** Begins to do what the clock says, every 20 seconds on a thread of its own. To be called once. */
    public void start() {
        thread.start();
    }

    /** The room; empty where no scheme was ever uploaded. */
    public synchronized Optional<Room> room() {
        return Optional.ofNullable(room);
    }

    /**
     * The room, made where there was none.
     *
     * @throws IOException where the password of the database cannot be read
     */
    public synchronized Room opened() throws IOException {
        Room there = room;
        if (there == null) {
            AssessStore store = AssessStore.open(folder, config);
            MatterWork cases = new MatterWork(grammar, sources, clock);
            Facts facts = new Facts(store, grammar, sources, cases, clock);
            Publications publications = new Publications(
                    store,
                    grammar,
                    new SheetWriter(sources, new StoredCases(cases.flows(), sources), clock),
                    () -> PublicationKey.open(folder.resolve(PublicationKey.FILE)),
                    clock);
            BallotBox box = new BallotBox(facts, new SecureRandom());
            VisitPhotos photos = new VisitPhotos(store, folder.resolve(PHOTO_KEY), clock);
            Matters matters = new Matters(store, grammar, sources, cases, clock);
            Contacts contacts = new Contacts(store, folder, rules.kept(), sources, cases.flows(), clock);
            there = new Room(
                    store,
                    new Schemes(store, grammar, clock),
                    facts,
                    new Rounds(
                            store, grammar, sources, facts, cases, box, publications.ofRounds(), lot, program, clock),
                    publications,
                    new PublishedSheets(store.reading(), grammar),
                    matters,
                    new Ballots(store, grammar, sources, box, clock),
                    new Papers(store, grammar, sources, box, clock),
                    new Visits(store, grammar, sources, facts, photos, clock),
                    photos,
                    new Supervision(store, sources, clock),
                    new RoundReader(store, grammar),
                    contacts,
                    new WebCases(store, grammar, sources, matters, cases, contacts, clock),
                    new PressCases(
                            store,
                            ratings,
                            new BadRatings(rules.casesFromPresses().atLeast()),
                            matters,
                            sources,
                            clock),
                    new Surveys(store, grammar, sources, facts, clock));
            room = there;
        }
        return there;
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                turn();
                Thread.sleep(LOOK.toMillis());
            }
        } catch (InterruptedException e) {
            LOG.debug("No round is opened or closed any more");
        }
    }

    private void turn() throws InterruptedException {
        openWhatIsThere();
        Optional<Room> there = room();
        if (there.isPresent()) {
            turn(there.get());
        }
    }

    /** Something that the clock does. */
    @FunctionalInterface
    private interface Tick {
        void tick() throws InterruptedException, ExecutionException;
    }

    /** One thing that fails keeps none of the others; it is tried again. */
    private void turn(Room now) throws InterruptedException {
        List<Tick> ticks = List.of(
                now.rounds()::tick,
                now.matters()::tick,
                now.visits()::tick,
                now.pressCases()::tick,
                now.contacts()::tick);
        String fault = "";
        for (Tick tick : ticks) {
            try {
                tick.tick();
            } catch (ExecutionException | RuntimeException e) {
                fault = fault.isEmpty() ? Fault.oneLine(e) : fault;
            }
        }
        if (fault.isEmpty()) {
            database.over();
        } else {
            database.occurred(fault);
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
        Optional<Room> there = room();
        if (there.isPresent()) {
            there.get().store().close();
        }
    }
}
