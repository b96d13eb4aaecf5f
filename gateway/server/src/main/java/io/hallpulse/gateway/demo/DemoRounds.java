package io.hallpulse.gateway.demo;

import io.hallpulse.domain.assessment.ballot.Vote;
import io.hallpulse.domain.assessment.fact.FactValue;
import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.domain.assessment.round.AssessedPeriod;
import io.hallpulse.domain.assessment.round.RoundPlan;
import io.hallpulse.domain.assessment.round.RoundStep;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Publication;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.calendar.WorkingCalendar;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Window;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.Ballots;
import io.hallpulse.gateway.assessment.DirectorySources;
import io.hallpulse.gateway.assessment.FactDraft;
import io.hallpulse.gateway.assessment.MatterDraft;
import io.hallpulse.gateway.assessment.MatterTaking;
import io.hallpulse.gateway.assessment.Signer;
import io.hallpulse.gateway.assessment.TallyRatings;
import io.hallpulse.gateway.assessment.Visits;
import io.hallpulse.gateway.assessment.scheme.ShippedSchemes;
import io.hallpulse.gateway.config.AssessConfig;
import io.hallpulse.gateway.config.DatabaseConfig;
import io.hallpulse.gateway.store.StoreReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Two rounds of the windows of the month in the demo's hall, made by the room of assessments itself under a clock that is played: the last one
 * that can be published by now, and the one whose month is running, with visits to be made and cases to be answered.
 */
final class DemoRounds {
    private static final String SCHEME = ShippedSchemes.MONTHLY;
    private static final LocalTime MORNING = LocalTime.of(9, 0);
    private static final int VISITS = 12;
    private static final int BALLOTS = 12;
    private static final List<String> SEEN = List.of("absent", "slow", "none");

    private final Assessments.Room room;
    private final Hall hall;
    private final AtomicReference<Instant> clock;
    private final RandomGenerator random;

    private DemoRounds(Assessments.Room room, Hall hall, AtomicReference<Instant> clock, RandomGenerator random) {
        this.room = room;
        this.hall = hall;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Writes them beside the presses that are there already.
     *
     * @param data the gateway's folder
     * @param now until when the running round has come
     */
    static void write(Path data, Supplier<Halls> directory, StoreReader store, Instant now, RandomGenerator random)
            throws IOException, InterruptedException, ExecutionException {
        Halls halls = directory.get();
        Hall hall = halls.all().iterator().next();
        AtomicReference<Instant> clock = new AtomicReference<>(now);
        try (Assessments assessments = Assessments.open(
                data,
                new DatabaseConfig(null, null, null),
                AssessConfig.DEFAULT,
                new DirectorySources(directory, store.tallies(), store.tickets(), DemoPeople::all),
                new TallyRatings(directory, store.tallies(), store.channels()),
                random,
                "demo",
                clock::get)) {
            DemoRounds rounds = new DemoRounds(assessments.opened(), hall, clock, random);
            LocalDate today = LocalDate.ofInstant(now, hall.zone());
            YearMonth running = YearMonth.from(today);
            rounds.at(running.minusMonths(3).atDay(1));
            Scheme scheme = rounds.enforce();
            YearMonth published = running.minusMonths(1);
            if (!rounds.plan(scheme, published, halls).dates().published().isBefore(today)) {
                published = published.minusMonths(1);
            }
            rounds.published(scheme, published, halls);
            rounds.running(running, now);
        }
    }

    private void at(LocalDate day) {
        clock.set(day.atTime(MORNING).atZone(hall.zone()).toInstant());
    }

    private static Signer by(AssessmentRole role) {
        return DemoPeople.signer(role);
    }

    private RoundPlan plan(Scheme scheme, YearMonth month, Halls halls) {
        return RoundPlan.of(scheme, AssessedPeriod.parse(month.toString()), WorkingCalendar.of(halls), hall.zone());
    }

    private Scheme enforce() throws InterruptedException, ExecutionException {
        room.schemes()
                .upload(by(AssessmentRole.ORGANISER), SCHEME + ".yaml", ShippedSchemes.text(SCHEME))
                .get();
        room.schemes().enforce(by(AssessmentRole.ORGANISER), SCHEME, 1).get();
        room.schemes().enforce(by(AssessmentRole.APPROVER), SCHEME, 1).get();
        return room.schemes().told().get(0).scheme();
    }

    private void freeze(YearMonth month) throws InterruptedException, ExecutionException {
        at(month.atDay(1).minusDays(3));
        String period = month.toString();
        room.rounds().plan(by(AssessmentRole.ORGANISER), SCHEME, period).get();
        room.rounds()
                .freeze(by(AssessmentRole.ORGANISER), SCHEME, period, "", "")
                .get();
        room.rounds().freeze(by(AssessmentRole.AUDITOR), SCHEME, period, "", "").get();
    }

    /** All that the clock does at that moment. */
    private void tick() throws InterruptedException, ExecutionException {
        room.rounds().tick();
        room.visits().tick();
        room.matters().tick();
    }

    private void published(Scheme scheme, YearMonth month, Halls halls)
            throws InterruptedException, ExecutionException {
        String period = month.toString();
        RoundPlan plan = plan(scheme, month, halls);
        freeze(month);
        at(month.atDay(2));
        tick();
        String answered = opened("群众反映材料多次补正", "Asked for the same paper three times");
        answer(answered);
        content(answered);
        at(month.atDay(20));
        tick();
        visits(period, VISITS);
        state(period, month.atDay(12));
        at(plan.dates().open());
        tick();
        vote(period);
        at(plan.dates().closed().plusDays(1));
        tick();
        at(plan.dates().counted());
        tick();
        room.rounds().count(by(AssessmentRole.ORGANISER), SCHEME, period).get();
        room.rounds().count(by(AssessmentRole.AUDITOR), SCHEME, period).get();
        room.rounds()
                .confirm(by(AssessmentRole.APPROVER), SCHEME, period, RoundStep.APPROVE)
                .get();
        room.rounds()
                .confirm(by(AssessmentRole.DISCIPLINE), SCHEME, period, RoundStep.APPROVE)
                .get();
        at(plan.dates().published());
        for (Publication publication : scheme.publications()) {
            room.publications()
                    .prepare(by(AssessmentRole.ORGANISER), SCHEME, period, publication.id())
                    .get();
            for (AssessmentRole role : publication.approve()) {
                room.publications()
                        .approve(by(role), SCHEME, period, publication.id(), "")
                        .get();
            }
        }
        room.rounds()
                .confirm(by(AssessmentRole.ORGANISER), SCHEME, period, RoundStep.PUBLISH)
                .get();
        tick();
    }

    /** What has come of the month so far. */
    private void running(YearMonth month, Instant now) throws InterruptedException, ExecutionException {
        freeze(month);
        Instant first = month.atDay(1).atTime(MORNING).atZone(hall.zone()).toInstant();
        clock.set(now.isBefore(first) ? now : first);
        tick();
        answer(opened("窗口称系统故障，未能受理", "Was sent away since the system was down"));
        clock.set(now);
        tick();
        visits(month.toString(), 3);
        opened("未一次性告知所需材料", "Was not told at once what to bring");
    }

    private String opened(String zh, String en) throws InterruptedException, ExecutionException {
        Window window = hall.windows().values().iterator().next();
        return room.matters()
                .open(
                        DemoPeople.of(AssessmentRole.ORGANISER),
                        new MatterDraft(
                                SCHEME, "stuck", hall.id() + "/" + window.id(), zh, zh + "。" + en + ".", null, null),
                        Flow.Channel.DESK)
                .get()
                .number();
    }

    private void answer(String number) throws InterruptedException, ExecutionException {
        take(AssessmentRole.CONTACT, number, "accept", MatterTaking.NOTHING);
        take(AssessmentRole.CONTACT, number, "answer", MatterTaking.text("已一次性告知全部材料，并当场办结。"));
    }

    private void content(String number) throws InterruptedException, ExecutionException {
        room.contacts()
                .called(DemoPeople.of(AssessmentRole.CALLER), number, true)
                .get();
        take(AssessmentRole.CALLER, number, "content", new MatterTaking("", null, Set.of(Flow.Need.CALLBACK), null));
    }

    private void take(AssessmentRole role, String number, String transition, MatterTaking taking)
            throws InterruptedException, ExecutionException {
        room.matters().take(DemoPeople.of(role), number, transition, taking).get();
    }

    /** Makes so many visits of each window that anybody stands at. */
    private void visits(String period, int each) throws InterruptedException, ExecutionException {
        for (Signer inspector : List.of(
                by(AssessmentRole.INSPECTOR),
                new Signer(DemoPeople.SECOND_INSPECTOR, Set.of(AssessmentRole.INSPECTOR)))) {
            for (Visits.Assigned assigned : room.visits().of(inspector)) {
                if (assigned.round().period().equals(period)
                        && assigned.row().fact() == null
                        && assigned.row().visit().n() <= each
                        && isServed(assigned.row().visit().subject())) {
                    room.visits()
                            .make(
                                    inspector,
                                    SCHEME,
                                    period,
                                    new Visits.Made(
                                            drawnId(),
                                            assigned.row().visit(),
                                            room.visits().today(),
                                            seen(),
                                            "",
                                            List.of()))
                            .get();
                }
            }
        }
    }

    private boolean isServed(String subject) {
        List<String> windows = new ArrayList<>(hall.windows().keySet());
        int index = windows.indexOf(subject.substring(subject.indexOf('/') + 1));
        return DemoWindow.of(index, windows.size()) != DemoWindow.NEVER_HEARD;
    }

    private String drawnId() {
        byte[] id = new byte[16];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    private Map<String, Integer> seen() {
        return random.nextInt(3) > 0 ? Map.of() : Map.of(SEEN.get(random.nextInt(SEEN.size())), 1);
    }

    /** A banner that was verified, and one that nobody looked at a second time but that was struck for it. */
    private void state(String period, LocalDate day) throws InterruptedException, ExecutionException {
        String window = hall.id() + "/" + hall.windows().keySet().iterator().next();
        String proof = Ticket.sha256("a banner");
        List<FactDraft> facts = List.of(
                new FactDraft("record", window, new FactValue.Entry("banner", null), day, proof),
                new FactDraft("record", window, new FactValue.Entry("criticism", null), day, proof));
        room.facts()
                .state(by(AssessmentRole.RECORDER), SCHEME, period, facts, Ticket.sha256("demo " + period))
                .get();
        room.facts().after(SCHEME, period, 0, 10_000).stream()
                .filter(fact -> fact.source().equals("record"))
                .forEach(fact -> {
                    boolean banner = fact.value().equals(new FactValue.Entry("banner", null));
                    if (banner) {
                        room.facts()
                                .verify(by(AssessmentRole.ORGANISER), SCHEME, period, fact.n())
                                .join();
                    } else {
                        room.facts()
                                .strike(by(AssessmentRole.AUDITOR), SCHEME, period, fact.n(), "通报已撤销")
                                .join();
                    }
                });
    }

    private void vote(String period) throws InterruptedException, ExecutionException {
        for (Window window : hall.windows().values()) {
            String subject = hall.id() + "/" + window.id();
            for (int i = 0; isServed(subject) && i < BALLOTS; i++) {
                Map<String, String> answers = Map.of(
                        "duty", random.nextInt(8) > 0 ? "good" : "fair",
                        "style", random.nextInt(8) > 0 ? "good" : "fair",
                        "law", "none");
                room.ballots()
                        .cast(
                                SCHEME,
                                period,
                                "clean",
                                new Ballots.Sent(drawnId(), new Vote(subject, new FactValue.Answers(answers), ""), ""))
                        .get();
            }
        }
    }
}
