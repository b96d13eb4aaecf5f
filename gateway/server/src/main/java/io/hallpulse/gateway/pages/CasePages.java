package io.hallpulse.gateway.pages;

import io.hallpulse.domain.assessment.matter.BuiltInFlows;
import io.hallpulse.domain.assessment.matter.CallBacks;
import io.hallpulse.domain.assessment.matter.Matter;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Flow.Need;
import io.hallpulse.domain.assessment.scheme.Word;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.people.Access;
import io.hallpulse.domain.people.Caller;
import io.hallpulse.gateway.assessment.AssessRefused;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.CaseRatings;
import io.hallpulse.gateway.assessment.Contacts;
import io.hallpulse.gateway.assessment.MatterEntry;
import io.hallpulse.gateway.assessment.MatterRow;
import io.hallpulse.gateway.assessment.MatterTaking;
import io.hallpulse.gateway.assessment.Matters;
import io.hallpulse.gateway.http.Form;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import io.hallpulse.web.Frame;
import io.hallpulse.web.assessment.Refusal;
import io.hallpulse.web.cases.CaseView;
import io.hallpulse.web.cases.CaseView.Missing;
import io.hallpulse.web.cases.CasesView;
import io.hallpulse.web.cases.CasesView.Nearness;
import io.hallpulse.web.cases.Rating;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The inbox of cases, and the page of one case with what this person may do to it. */
final class CasePages implements Routes {
    private static final int MOST_BYTES = 16 * 1024;
    private static final int LISTED = 500;
    private static final Comparator<CasesView.Row> BY_DUE = Comparator.comparing(
                    CasesView.Row::due, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(CasesView.Row::number);

    private final AssessmentFrame assessing;
    private final InstantSource clock;

    CasePages(AssessmentFrame assessing, InstantSource clock) {
        this.assessing = assessing;
        this.clock = clock;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/console/cases", Access.ASSESSMENT, this::inbox);
        routes.get("/console/cases/{number}", Access.ASSESSMENT, context -> one(context, null, ""));
        routes.post("/console/cases/{number}", Access.ASSESSMENT, MOST_BYTES, this::act);
    }

    static Caller caller(Context context) {
        return SignedIn.of(context).caller();
    }

    private static String asked(Context context, String name) {
        return Optional.ofNullable(context.queryParam(name)).orElse("");
    }

    private void inbox(Context context) {
        Frame frame = assessing.of(context);
        ZoneId zone = assessing.zone(frame);
        String which = asked(context, "which").isEmpty() ? "mine" : asked(context, "which");
        List<Matters.Seen> seen = assessing
                .room()
                .map(Assessments.Room::matters)
                .map(matters -> matters.list(
                        caller(context),
                        new Matters.Filter(null, null, null, null, !which.equals("all"), false, which.equals("mine")),
                        "",
                        LISTED))
                .orElse(List.of());
        List<CasesView.Row> all = seen.stream().map(one -> row(one, zone)).toList();
        String flow = asked(context, "flow");
        String state = asked(context, "state");
        String unit = asked(context, "unit");
        Frames.answer(
                context,
                "cases/inbox",
                frame,
                new CasesView(
                        which,
                        flow,
                        state,
                        unit,
                        all.stream().map(CasesView.Row::flow).distinct().toList(),
                        distinct(all, CasesView.Row::state),
                        all.stream()
                                .map(CasesView.Row::unit)
                                .filter(one -> !one.value().isEmpty())
                                .distinct()
                                .sorted(Comparator.comparing(CasesView.Choice::value))
                                .toList(),
                        all.stream()
                                .filter(row ->
                                        flow.isEmpty() || row.flow().value().equals(flow))
                                .filter(row -> state.isEmpty() || row.state().equals(state))
                                .filter(row ->
                                        unit.isEmpty() || row.unit().value().equals(unit))
                                .sorted(BY_DUE)
                                .toList(),
                        seen.size() == LISTED,
                        CaseEntryPages.mayEnter(caller(context)),
                        zone,
                        asked(context, "done")));
    }

    private static List<String> distinct(List<CasesView.Row> rows, Function<CasesView.Row, String> what) {
        return rows.stream()
                .map(what)
                .filter(one -> !one.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    private CasesView.Row row(Matters.Seen seen, ZoneId zone) {
        MatterRow row = seen.row();
        String unit = row.about().unit();
        Optional<Name> named = assessing.unit(unit);
        return new CasesView.Row(
                row.number(),
                new CasesView.Choice(
                        row.flow(), seen.flow().name().zh(), seen.flow().name().en()),
                row.title(),
                row.about().name().zh(),
                row.about().name().en(),
                new CasesView.Choice(
                        unit,
                        named.map(Name::zh).orElse(unit),
                        named.map(Name::en).orElse(unit)),
                row.matter().state(),
                due(row),
                near(seen, zone),
                row.matter().waiting() != null);
    }

    private static @Nullable Instant due(MatterRow row) {
        return row.matter().due() == null || !row.isOpen()
                ? null
                : row.matter().due().at();
    }

    private Nearness near(Matters.Seen seen, ZoneId zone) {
        Instant now = clock.instant();
        Instant due = due(seen.row());
        if (!seen.row().isOpen()) {
            return Nearness.ENDED;
        }
        if (due == null) {
            return Nearness.NEVER;
        }
        if (seen.row().matter().isOverdue(seen.flow(), now)) {
            return Nearness.LATE;
        }
        return due.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate()) ? Nearness.TODAY : Nearness.LATER;
    }

    private void act(Context context, byte[] body) throws IOException, InterruptedException {
        Form form = Form.of(context, body);
        String number = context.pathParam("number");
        Caller by = caller(context);
        Assessments.Room room = assessing.require();
        AtomicReference<String> shown = new AtomicReference<>("");
        Optional<Refusal> refusal = AssessmentFrame.change(context, () -> switch (form.text("do")) {
            case "take" -> room.matters().take(by, number, form.text("step"), taking(form, room, by, number));
            case "extend" -> room.matters().extend(by, number, form.text("text").strip());
            case "called" ->
                room.contacts().called(by, number, form.text("reached").equals("1"));
            case "look" ->
                room.contacts().look(by, number).thenApply(contact -> {
                    shown.set(contact);
                    return contact;
                });
            default ->
                CompletableFuture.failedFuture(
                        new AssessRefused(AssessRefused.Reason.WRONG, "'do' is take, extend, called or look"));
        });
        if (refusal.isPresent() || form.text("do").equals("look")) {
            one(context, refusal.orElse(null), String.valueOf(shown.get()));
        } else {
            context.redirect(number + "?done=1", HttpStatus.SEE_OTHER);
        }
    }

    private static MatterTaking taking(Form form, Assessments.Room room, Caller by, String number) {
        Set<Need> attested = EnumSet.noneOf(Need.class);
        form.texts("attest").forEach(word -> Word.of(Need.class, word).ifPresent(attested::add));
        if (!room.contacts().known(by, number).calls().isEmpty()) {
            attested.add(Need.CALLBACK); // whether the calls are enough is the room's to say
        }
        String proof = form.text("proof").strip();
        String deadline = form.text("deadline");
        try {
            return new MatterTaking(
                    form.text("text").strip(),
                    proof.isEmpty() ? null : proof,
                    attested,
                    deadline.isEmpty() ? null : LocalDate.parse(deadline));
        } catch (DateTimeException e) {
            throw new AssessRefused(AssessRefused.Reason.WRONG, "a deadline is a date such as 2026-12-31");
        }
    }

    private void one(Context context, @Nullable Refusal refusal, String shown) {
        Caller by = caller(context);
        Frame frame = assessing.of(context);
        ZoneId zone = assessing.zone(frame);
        Assessments.Room room = assessing.require();
        String number = context.pathParam("number");
        Matters.Seen seen = room.matters()
                .find(by, number)
                .orElseThrow(() -> new NotFoundResponse("there is no such case for you"));
        Contacts.Known known = room.contacts().known(by, number);
        MatterRow row = seen.row();
        Matter.Waiting waiting = row.matter().waiting();
        Frames.answer(
                context,
                "cases/case",
                frame,
                new CaseView(
                        row(seen, zone),
                        row.cause().from() == MatterRow.From.CHANNEL
                                ? row.cause().detail()
                                : row.cause().from().word(),
                        row.text(),
                        row.external() == null ? "" : row.external(),
                        row.addressee().holder(),
                        row.measure(),
                        row.matter().late(),
                        row.matter().due() != null && row.matter().due().provisional(),
                        Instant.ofEpochMilli(row.openedMillis()),
                        row.matter().since(),
                        waiting == null ? "" : waiting.person(),
                        seen.ways().stream()
                                .map(way -> way(way, known.since(row.matter().since()), zone))
                                .toList(),
                        seen.mayExtend(),
                        known.mayCall() ? contact(known, shown) : null,
                        seen.log().stream().map(CasePages::entry).toList(),
                        ratings(seen.ratings()),
                        excluded(row, seen.ratings()),
                        zone,
                        asked(context, "done"),
                        refusal));
    }

    /** The ratings that a writer gave, as pages show them. */
    static List<Rating> ratings(CaseRatings ratings) {
        return ratings.given().stream()
                .map(one -> new Rating(one.n() > 1, one.level(), one.day().toString(), one.pressed()))
                .toList();
    }

    private static List<CaseView.Excluded> excluded(MatterRow row, CaseRatings ratings) {
        if (!BuiltInFlows.isNamed(row.scheme(), row.flow())
                || !row.matter().state().equals(BuiltInFlows.EXCLUDED)) {
            return List.of();
        }
        return ratings.rounds().isEmpty()
                ? List.of(new CaseView.Excluded("", ratings.excludes() ? "waits" : "unnamed"))
                : ratings.rounds().stream()
                        .map(one ->
                                new CaseView.Excluded(one.round(), one.came().word()))
                        .toList();
    }

    private static CaseView.Contact contact(Contacts.Known known, String shown) {
        return new CaseView.Contact(
                known.there(),
                known.wishesCall(),
                shown,
                known.calls().stream()
                        .map(call -> new CaseView.Tried(call.at(), call.who(), call.reached()))
                        .toList());
    }

    /** @param calls tries to reach the writer in the present state */
    private static CaseView.Way way(Matters.Way way, List<Contacts.Tried> calls, ZoneId zone) {
        Flow.Transition transition = way.transition();
        return new CaseView.Way(
                way.id(),
                way.seconds(),
                transition.needs().stream().map(Need::word).toList(),
                !way.seconds() && !transition.seconds().isEmpty(),
                way.seconds() || !transition.needs().contains(Need.CALLBACK)
                        ? Missing.NOTHING
                        : missing(way, calls, zone));
    }

    private static Missing missing(Matters.Way way, List<Contacts.Tried> calls, ZoneId zone) {
        if (CallBacks.isAboutNobody(way.id())) {
            return CallBacks.isOutOfReach(
                            calls.stream()
                                    .filter(call -> !call.reached())
                                    .map(Contacts.Tried::at)
                                    .toList(),
                            zone)
                    ? Missing.NOTHING
                    : Missing.TRIES;
        }
        return calls.stream().anyMatch(Contacts.Tried::reached) ? Missing.NOTHING : Missing.CALL;
    }

    private static CaseView.Entry entry(MatterEntry entry) {
        return new CaseView.Entry(
                Instant.ofEpochMilli(entry.atMillis()),
                entry.who(),
                entry.role(),
                entry.kind().word(),
                entry.step(),
                entry.from(),
                entry.to(),
                entry.text(),
                entry.proof() == null ? "" : entry.proof());
    }
}
