package io.hallpulse.gateway.pages;

import io.hallpulse.domain.assessment.ballot.PaperBalance;
import io.hallpulse.domain.assessment.ballot.Sheet;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.Ballots;
import io.hallpulse.gateway.assessment.Ballots.Call;
import io.hallpulse.gateway.assessment.Papers;
import io.hallpulse.gateway.assessment.RoundRow;
import io.hallpulse.gateway.assessment.Signer;
import io.hallpulse.gateway.assessment.Surveys;
import io.hallpulse.gateway.assessment.VoteFields;
import io.hallpulse.gateway.http.Form;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.web.Frame;
import io.hallpulse.web.assessment.Refusal;
import io.hallpulse.web.ballot.BallotPosterView;
import io.hallpulse.web.ballot.BallotSheetsView;
import io.hallpulse.web.ballot.BallotView;
import io.hallpulse.web.ballot.BallotsView;
import io.hallpulse.web.ballot.SheetView;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The console's pages of ballots: counts, sheets of paper that two clerks key, files of surveys, hints, and the poster for a hall. */
final class PaperPages implements Routes {
    private static final String ROUND = "/console/rounds/{scheme}/{period}";
    private static final String BALLOTS = ROUND + "/ballots";
    private static final String BATCH = ROUND + "/batches/{batch}";
    private static final int MOST_BYTES = 1 << 20;
    private static final int SMALL = 16 * 1024;

    private final AssessmentFrame assessing;
    private final RateCodes codes;

    PaperPages(AssessmentFrame assessing, RateCodes codes) {
        this.assessing = assessing;
        this.codes = codes;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/console/ballots", Access.ASSESSMENT, this::list);
        routes.get(BALLOTS, Access.ASSESSMENT, context -> show(context, null, null, null));
        routes.post(BALLOTS, Access.ASSESSMENT, MOST_BYTES, this::change);
        routes.get(BATCH, Access.ASSESSMENT, context -> batch(context, null));
        routes.post(BATCH, Access.ASSESSMENT, SMALL, this::key);
        routes.get(ROUND + "/sheets", Access.ASSESSMENT, this::sheets);
        routes.get(ROUND + "/poster/{source}", Access.ASSESSMENT, this::poster);
    }

    private static String scheme(Context context) {
        return context.pathParam("scheme");
    }

    private static String period(Context context) {
        return context.pathParam("period");
    }

    private void list(Context context) {
        List<String> rounds = new ArrayList<>();
        assessing
                .room()
                .ifPresent(room -> room.rounds().all().forEach(round -> {
                    Ballots.Overview overview = room.ballots().overview(round.scheme(), round.period());
                    if (overview.scheme().sources().values().stream()
                            .anyMatch(source -> source instanceof Source.Ballot || source instanceof Source.Survey)) {
                        rounds.add(round.name());
                    }
                }));
        Frames.answer(
                context,
                "ballot/ballots",
                assessing.of(context),
                new BallotsView(
                        "",
                        new BallotView.Label("", ""),
                        false,
                        false,
                        false,
                        rounds,
                        List.of(),
                        List.of(),
                        1,
                        List.of(),
                        List.of(),
                        null,
                        null,
                        null));
    }

    private void show(
            Context context,
            BallotsView.@Nullable ReadFile read,
            @Nullable List<String> hints,
            @Nullable Refusal refusal) {
        Assessments.Room room = assessing.require();
        Signer by = AssessmentFrame.signer(context);
        Ballots.Overview overview =
                AssessmentFrame.read(() -> room.ballots().overview(scheme(context), period(context)));
        RoundRow round = overview.round();
        Map<String, PaperBalance> balance = room.papers().balance(round.scheme(), round.period());
        List<BallotsView.SourceRow> sources = new ArrayList<>();
        room.ballots().counts(round.scheme(), round.period()).forEach((id, counted) -> {
            if (overview.scheme().sources().get(id) instanceof Source.Ballot ballot
                    && ballot.admission().isWithoutRights()) {
                sources.add(row(id, ballot, counted, balance.getOrDefault(id, new PaperBalance(0, 0, 0, 0))));
            }
        });
        List<BallotsView.BatchRow> batches = room.papers().batches(by, round.scheme(), round.period()).stream()
                .map(PaperPages::row)
                .toList();
        List<BallotsView.SurveyRow> surveys = new ArrayList<>();
        overview.scheme().sources().forEach((id, source) -> {
            if (source instanceof Source.Survey survey) {
                surveys.add(new BallotsView.SurveyRow(id, survey.by().stream().anyMatch(by.roles()::contains)));
            }
        });
        Frames.answer(
                context,
                "ballot/ballots",
                assessing.of(context),
                new BallotsView(
                        round.name(),
                        BallotViews.label(overview.scheme().name()),
                        by.roles().contains(AssessmentRole.ORGANISER),
                        by.roles().contains(AssessmentRole.RECORDER),
                        by.roles().contains(AssessmentRole.DISCIPLINE),
                        List.of(),
                        sources,
                        batches,
                        batches.stream().mapToInt(BallotsView.BatchRow::n).max().orElse(0) + 1,
                        room.papers().printed(round.scheme(), round.period()).stream()
                                .map(one -> new BallotsView.Printing(one.source(), one.first(), one.last()))
                                .toList(),
                        surveys,
                        read,
                        hints,
                        refusal));
    }

    private static BallotsView.SourceRow row(
            String id, Source.Ballot ballot, Ballots.Counted counted, PaperBalance paper) {
        long valid = counted.opened().stream()
                .filter(one -> one.invalid().isEmpty())
                .mapToLong(Ballots.Opened::ballots)
                .sum();
        String invalid = counted.opened().stream()
                .filter(one -> !one.invalid().isEmpty())
                .map(one -> one.invalid() + " " + one.ballots())
                .collect(Collectors.joining(", "));
        return new BallotsView.SourceRow(
                id,
                ballot.admission() == Source.Admission.BOX,
                counted.waiting(),
                valid,
                invalid,
                counted.opened().stream().mapToLong(Ballots.Opened::alike).sum(),
                counted.bursts(),
                paper.issued(),
                paper.returned(),
                paper.notReturned(),
                paper.foreign(),
                paper.valid(),
                paper.invalid());
    }

    private static BallotsView.BatchRow row(Papers.Standing batch) {
        return new BallotsView.BatchRow(
                batch.n(),
                batch.source(),
                batch.sheets(),
                batch.struck(),
                batch.clerk(),
                batch.keyed(),
                batch.differing(),
                batch.state());
    }

    private void change(Context context, byte[] body) throws IOException, InterruptedException {
        Assessments.Room room = assessing.require();
        Signer by = AssessmentFrame.signer(context);
        Form form = Form.of(context, body);
        String scheme = scheme(context);
        String period = period(context);
        String source = form.text("source");
        switch (form.text("do")) {
            case "take" ->
                done(
                        context,
                        () -> room.papers()
                                .take(by, scheme, period, number(form, "n"), source, number(form, "sheets")));
            case "issue" ->
                done(
                        context,
                        () -> room.papers()
                                .issue(by, scheme, period, source, number(form, "first"), number(form, "last")));
            case "look" -> look(context, room, by, source, file(form));
            case "survey" -> done(context, () -> room.surveys().take(by, scheme, period, source, file(form)));
            case "hints" -> {
                List<String> hints = new ArrayList<>();
                Optional<Refusal> refusal = AssessmentFrame.change(
                        context, () -> room.ballots().tips(by, scheme, period).thenApply(hints::addAll));
                show(context, null, refusal.isPresent() ? null : hints, refusal.orElse(null));
            }
            default -> throw new BadRequestResponse("the form says nothing that is done here");
        }
    }

    private void done(Context context, Supplier<? extends CompletableFuture<?>> change)
            throws IOException, InterruptedException {
        Optional<Refusal> refusal = AssessmentFrame.change(context, change);
        if (refusal.isEmpty()) {
            context.redirect("ballots", HttpStatus.SEE_OTHER);
        } else {
            show(context, null, null, refusal.get());
        }
    }

    private void look(Context context, Assessments.Room room, Signer by, String source, String text) {
        Surveys.Read read =
                AssessmentFrame.read(() -> room.surveys().look(by, scheme(context), period(context), source, text));
        show(
                context,
                new BallotsView.ReadFile(
                        source,
                        read.facts().size(),
                        read.subjects(),
                        read.faults().stream()
                                .map(fault -> new BallotsView.Fault(fault.line(), fault.text()))
                                .toList(),
                        Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))),
                null,
                null);
    }

    /** The file of a form, chosen just now or carried by the page that showed what it says. */
    private static String file(Form form) {
        byte[] sent = form.bytes("file");
        try {
            return new String(
                    sent != null ? sent : Base64.getDecoder().decode(form.text("text")), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse("the form brings no file; choose it again");
        }
    }

    /** 0 where a field says no number, which the room refuses. */
    private static int number(Form form, String name) {
        return number(form.text(name).strip());
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }

    private static int batch(Context context) {
        String text = context.pathParam("batch");
        if (!text.matches("[0-9]{1,6}")) {
            throw new NotFoundResponse("a batch is a number");
        }
        return Integer.parseInt(text);
    }

    private void batch(Context context, @Nullable Refusal refusal) {
        Assessments.Room room = assessing.require();
        Signer by = AssessmentFrame.signer(context);
        Papers.Standing batch =
                AssessmentFrame.read(() -> room.papers().batches(by, scheme(context), period(context))).stream()
                        .filter(one -> one.n() == batch(context))
                        .findFirst()
                        .orElseThrow(() -> new NotFoundResponse("no such batch in this round"));
        Call call = AssessmentFrame.read(() -> room.ballots().call(scheme(context), period(context), batch.source()));
        Frame frame = assessing.of(context);
        Frames.answer(
                context,
                "ballot/sheet",
                frame,
                new SheetView(
                        BallotViews.of(call, BallotView.State.OPEN, assessing.zone(frame), "", ""),
                        row(batch),
                        batch.missing().isEmpty() ? 0 : batch.missing().get(0),
                        batch.missing(),
                        by.roles().contains(AssessmentRole.RECORDER),
                        by.roles().contains(AssessmentRole.ORGANISER)
                                || by.roles().contains(AssessmentRole.AUDITOR),
                        refusal));
    }

    private void key(Context context, byte[] body) throws IOException, InterruptedException {
        Assessments.Room room = assessing.require();
        Signer by = AssessmentFrame.signer(context);
        Form form = Form.of(context, body);
        int batch = batch(context);
        String scheme = scheme(context);
        String period = period(context);
        Optional<Refusal> refusal = switch (form.text("do")) {
            case "key" -> {
                Sheet sheet = sheet(room, context, batch, form);
                yield AssessmentFrame.change(
                        context, () -> room.papers().key(by, scheme, period, batch, number(form, "place"), sheet));
            }
            case "done" -> AssessmentFrame.change(context, () -> room.papers().done(by, scheme, period, batch));
            case "strike" ->
                AssessmentFrame.change(
                        context,
                        () -> room.papers()
                                .strike(by, scheme, period, batch, number(form, "place"), form.text("reason")));
            default -> throw new BadRequestResponse("the form says nothing that is done here");
        };
        if (refusal.isEmpty()) {
            context.redirect(Integer.toString(batch), HttpStatus.SEE_OTHER);
        } else {
            batch(context, refusal.get());
        }
    }

    private static Sheet sheet(Assessments.Room room, Context context, int batch, Form form) {
        String source = AssessmentFrame.read(
                () -> room.papers().batches(AssessmentFrame.signer(context), scheme(context), period(context)).stream()
                        .filter(one -> one.n() == batch)
                        .findFirst()
                        .map(Papers.Standing::source)
                        .orElseThrow(() -> new NotFoundResponse("no such batch in this round")));
        Call call = AssessmentFrame.read(() -> room.ballots().call(scheme(context), period(context), source));
        Map<String, List<String>> fields = new HashMap<>();
        form.names().forEach(name -> fields.put(name, form.texts(name)));
        for (int i = 0; i < SheetView.NAMED; i++) {
            String named = form.text("named." + i).strip();
            if (!named.isEmpty()) {
                fields.put("mark." + named, form.texts("marks." + i));
            }
        }
        String contacts = form.text("contacts").strip();
        if (!contacts.isEmpty()) {
            fields.put("contact", List.of(contacts.split("[\\s,，、]+")));
        }
        return new Sheet(
                number(form, "serial"),
                VoteFields.of(call.form(), fields.keySet(), name -> fields.getOrDefault(name, List.of())));
    }

    /** Sheets of A4 with serials that are noted as printed. */
    private void sheets(Context context) {
        Assessments.Room room = assessing.require();
        String source = Objects.requireNonNullElse(context.queryParam("source"), "");
        int first = number(Objects.requireNonNullElse(context.queryParam("first"), ""));
        int count = number(Objects.requireNonNullElse(context.queryParam("count"), ""));
        Call call = AssessmentFrame.read(() -> {
            room.papers()
                    .requirePrinting(
                            AssessmentFrame.signer(context), scheme(context), period(context), source, first, count);
            return room.ballots().call(scheme(context), period(context), source);
        });
        Frame frame = assessing.of(context);
        Frames.answer(
                context,
                "ballot/sheets",
                frame,
                new BallotSheetsView(
                        BallotViews.of(call, BallotView.State.OPEN, assessing.zone(frame), "", ""),
                        IntStream.range(first, first + count).boxed().toList()));
    }

    private void poster(Context context) {
        Assessments.Room room = assessing.require();
        Call call = AssessmentFrame.read(
                () -> room.ballots().call(scheme(context), period(context), context.pathParam("source")));
        Frame frame = assessing.of(context);
        BallotView view = BallotViews.of(call, BallotView.State.NOT_YET, assessing.zone(frame), "", "");
        Frames.answer(
                context,
                "ballot/poster",
                frame,
                new BallotPosterView(
                        view.authority(),
                        view.scheme(),
                        view.round(),
                        view.box(),
                        view.closes(),
                        codes.at(context, "/b/" + view.round() + "?s=" + view.source())));
    }
}
