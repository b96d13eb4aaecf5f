package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.matter.Business;
import io.hallpulse.domain.assessment.publication.PublicCase;
import io.hallpulse.domain.assessment.round.AssessedPeriod;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.assessment.visit.Inspector;
import io.hallpulse.domain.calendar.WorkingCalendar;
import io.hallpulse.domain.directory.DaySpan;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.SubjectId;
import io.hallpulse.domain.people.Ties;
import io.hallpulse.gateway.assessment.key.PublicationKey;
import io.hallpulse.gateway.database.OpenDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The room of assessments on a database of a test, with a directory and a clock that the test moves. */
final class AssessRig implements AutoCloseable, RoundSources {
    static final Signer ORGANISER = new Signer("zhang", Set.of(AssessmentRole.ORGANISER));
    static final Signer AUDITOR = new Signer("wu", Set.of(AssessmentRole.AUDITOR));
    static final Signer APPROVER = new Signer("zhao", Set.of(AssessmentRole.APPROVER));
    static final Signer DISCIPLINE = new Signer("sun", Set.of(AssessmentRole.DISCIPLINE));
    static final Signer INSPECTOR = new Signer("li", Set.of(AssessmentRole.INSPECTOR));
    static final Signer RECORDER = new Signer("qian", Set.of(AssessmentRole.RECORDER));
    static final Signer THIRD_PARTY = new Signer("institute", Set.of(AssessmentRole.THIRD_PARTY));
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    static final String PERIOD = "2026-10";
    static final String SEED = "3-1-4-1-5-9";

    final List<FrozenSubject> directory = new ArrayList<>();
    /** What subjects and units are called; by their ids where it is not said. */
    final Map<String, Name> names = new HashMap<>();

    final Map<String, Map<String, long[]>> tallies = new HashMap<>();
    /** How many services subjects gave. */
    final Map<String, Long> services = new HashMap<>();
    /** Ratings by level of one window on one day, such as of {@code A01 2026-10-12}. */
    final Map<String, long[]> ofDays = new HashMap<>();

    final Map<String, Scheme> files = new HashMap<>();
    final Grammar grammar;
    final AssessStore store;
    final Schemes schemes;
    final Facts facts;
    final Publications publications;
    final Rounds rounds;
    final Ballots ballots;
    final Papers papers;
    final Surveys surveys;
    final PublicationKey key = PublicationKey.draw();
    /** What is public of cases: those that a round has opened, and all. */
    final Map<Boolean, List<PublicCase>> cases = new HashMap<>();

    final MatterWork work;
    final Matters matters;
    final TestRatings ratings = new TestRatings();
    final BallotBox box;
    /** The calendar of working days. */
    final List<DaySpan> days = new ArrayList<>(List.of(new DaySpan(
            LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 7), DaySpan.OFF, new Name("国庆节", "National Day"), "")));

    final Visits visits;
    final VisitPhotos photos;
    final Supervision supervision;
    final List<Inspector> inspectors = new ArrayList<>(List.of(inspector(INSPECTOR.name(), null)));
    private final AtomicLong millis = new AtomicLong();
    final InstantSource clock = () -> Instant.ofEpochMilli(millis.get());

    AssessRig(OpenDatabase database) {
        this(database, Path.of("photos.key"));
    }

    /** @param keyFile of the photos of visits */
    AssessRig(OpenDatabase database, Path keyFile) {
        store = new AssessStore(database);
        grammar = new Grammar((name, text) -> {
            Scheme scheme = files.get(text);
            if (scheme == null) {
                throw new AssessRefused(AssessRefused.Reason.WRONG, name + ":1: is no scheme");
            }
            return scheme;
        });
        schemes = new Schemes(store, grammar, clock);
        work = new MatterWork(grammar, this, clock);
        facts = new Facts(store, grammar, this, work, clock);
        matters = new Matters(store, grammar, this, work, clock);
        box = new BallotBox(facts, new Random(7));
        ballots = new Ballots(store, grammar, this, box, clock);
        papers = new Papers(store, grammar, this, box, clock);
        surveys = new Surveys(store, grammar, this, facts, clock);
        publications = new Publications(
                store,
                grammar,
                new SheetWriter(this, (tables, round, flows, opened) -> cases.getOrDefault(opened, List.of()), clock),
                () -> key,
                clock);
        rounds = new Rounds(
                store, grammar, this, facts, work, box, publications.ofRounds(), () -> "1-1-1", "test", clock);
        photos = new VisitPhotos(store, keyFile, clock);
        visits = new Visits(store, grammar, this, facts, photos, clock);
        supervision = new Supervision(store, this, clock);
        at("2026-09-20");
    }

    static Inspector inspector(String name, @Nullable String unit, String... interests) {
        return new Inspector(name, Set.of(AssessmentRole.INSPECTOR), new Ties(unit, null, List.of(interests)));
    }

    /** Sets the clock to nine in the morning of a day. */
    void at(String day) {
        millis.set(LocalDate.parse(day).atTime(9, 0).atZone(ZONE).toInstant().toEpochMilli());
    }

    /** Sets the clock to a time of a day, such as {@code 17:20}. */
    void at(String day, String time) {
        set(LocalDate.parse(day).atTime(LocalTime.parse(time)).atZone(ZONE).toInstant());
    }

    void set(Instant now) {
        millis.set(now.toEpochMilli());
    }

    /** Puts a scheme in force and freezes its round of October. */
    RoundRow frozen(Scheme scheme) throws Exception {
        String text = scheme.id() + " " + scheme.version();
        files.put(text, scheme);
        schemes.upload(ORGANISER, "scheme.yaml", text).get();
        schemes.enforce(ORGANISER, scheme.id(), scheme.version()).get();
        schemes.enforce(APPROVER, scheme.id(), scheme.version()).get();
        rounds.plan(ORGANISER, scheme.id(), PERIOD).get();
        rounds.freeze(ORGANISER, scheme.id(), PERIOD, "", "").get();
        return rounds.freeze(AUDITOR, scheme.id(), PERIOD, "", SEED).get();
    }

    /** Has the clock close the round, and both persons count it. */
    RoundRow counted(String scheme) throws Exception {
        at("2026-11-20");
        rounds.tick();
        rounds.count(ORGANISER, scheme, PERIOD).get();
        return rounds.count(AUDITOR, scheme, PERIOD).get();
    }

    private Name name(String id) {
        return names.getOrDefault(id, new Name(id, id));
    }

    static FrozenSubject subject(String id) {
        return new FrozenSubject(id, "all", id, Map.of(), 0, 0, Set.of());
    }

    @Override
    public List<Planned> subjects(Scheme scheme, AssessedPeriod period) {
        return directory.stream()
                .map(subject -> new Planned(subject, name(subject.id())))
                .toList();
    }

    @Override
    public Map<String, long[]> presses(
            Scheme scheme, Source.Presses source, List<String> subjects, Instant from, Instant to) {
        for (Map.Entry<String, Source> one : scheme.sources().entrySet()) {
            if (one.getValue() == source) {
                return tallies.getOrDefault(one.getKey(), Map.of());
            }
        }
        return Map.of();
    }

    @Override
    public Map<String, Long> services(Scheme scheme, List<String> subjects, Instant from, Instant to) {
        return services;
    }

    @Override
    public long[] presses(String window, LocalDate day) {
        return ofDays.getOrDefault(window + " " + day, new long[5]);
    }

    @Override
    public Optional<Planned> subject(String kind, String scheme, String id, LocalDate day) {
        return directory.stream()
                .filter(subject -> subject.id().equals(id))
                .findFirst()
                .map(subject -> new Planned(subject, name(subject.id())));
    }

    @Override
    public List<SubjectId> lineage(String kind, String id) {
        return subject(kind, "", id, LocalDate.EPOCH)
                .map(found -> List.of(
                        SubjectId.window("north", id),
                        SubjectId.of(SubjectId.UNIT, found.subject().unit())))
                .orElse(List.of());
    }

    @Override
    public Business business(String kind, String id) {
        return new Business(calendar(), ZONE, LocalTime.of(17, 30));
    }

    @Override
    public List<Inspector> inspectors() {
        return List.copyOf(inspectors);
    }

    @Override
    public WorkingCalendar calendar() {
        return new WorkingCalendar(days);
    }

    @Override
    public String calendarVersion() {
        return "with " + days.size();
    }

    @Override
    public Name called(String id) {
        return names.getOrDefault(id, new Name(id + "号", "no. " + id));
    }

    @Override
    public ZoneId zone() {
        return ZONE;
    }

    @Override
    public void close() {
        store.close();
    }
}
