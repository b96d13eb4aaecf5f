package io.hallpulse.gateway.pages;

import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Word;
import io.hallpulse.domain.directory.Csv;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.people.Access;
import io.hallpulse.domain.people.Caller;
import io.hallpulse.domain.people.Role;
import io.hallpulse.gateway.assessment.AssessRefused;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.MatterDraft;
import io.hallpulse.gateway.assessment.Matters;
import io.hallpulse.gateway.assessment.SchemeRow;
import io.hallpulse.gateway.assessment.Schemes;
import io.hallpulse.gateway.http.Form;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.web.assessment.Refusal;
import io.hallpulse.web.cases.CasesView;
import io.hallpulse.web.cases.EntryView;
import io.hallpulse.web.cases.EntryView.Sent;
import io.hallpulse.web.cases.WriteView;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The form by which somebody at the desk, or a unit's contact, takes in a case, and the import of cases of 12345. */
final class CaseEntryPages implements Routes {
    private static final String PAGE = "/console/cases/new";
    private static final int MOST_BYTES = 1 << 20;
    private static final Set<Role> ENTER = Set.of(Role.ORGANISER, Role.CALLER, Role.RECORDER, Role.CONTACT, Role.UNIT);
    private static final Set<Flow.Channel> BY_HAND =
            Set.of(Flow.Channel.DESK, Flow.Channel.HOTLINE, Flow.Channel.IMPORT, Flow.Channel.CONTACT);

    private final AssessmentFrame assessing;
    private final KnownHalls halls;

    CaseEntryPages(AssessmentFrame assessing, KnownHalls halls) {
        this.assessing = assessing;
        this.halls = halls;
    }

    static boolean mayEnter(Caller caller) {
        return !Collections.disjoint(caller.roles(), ENTER);
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get(PAGE, Access.ASSESSMENT, context -> answer(context, Sent.NOTHING, "", null));
        routes.post(PAGE, Access.ASSESSMENT, MOST_BYTES, this::enter);
    }

    private void enter(Context context, byte[] body) throws IOException, InterruptedException {
        Form form = Form.of(context, body);
        Caller by = CasePages.caller(context);
        Sent sent = new Sent(
                form.text("flow"),
                form.text("channel"),
                form.text("subject"),
                form.text("title").strip(),
                form.text("text").strip(),
                form.text("external").strip(),
                form.text("deadline"));
        String csv = form.text("csv");
        Matters matters = assessing.require().matters();
        AtomicReference<String> done = new AtomicReference<>("");
        Optional<Refusal> refusal = AssessmentFrame.change(
                context,
                () -> form.text("do").equals("csv")
                        ? matters.take(by, drafts(sent.flow(), csv), Flow.Channel.IMPORT)
                                .thenAccept(imported -> done.set(imported.opened() + " / "
                                        + imported.numbers().size()))
                        : one(matters, by, sent).thenAccept(done::set));
        if (refusal.isPresent()) {
            answer(context, sent, csv, refusal.get());
        } else {
            context.redirect(
                    "../cases?which=open&done=" + String.valueOf(done.get()).replace(" ", ""), HttpStatus.SEE_OTHER);
        }
    }

    private static CompletableFuture<String> one(Matters matters, Caller by, Sent sent) {
        Flow.Channel channel = Word.of(Flow.Channel.class, sent.channel())
                .orElseThrow(() -> wrong("a case comes by desk, hotline or contact"));
        LocalDate own;
        try {
            own = sent.deadline().isEmpty() ? null : LocalDate.parse(sent.deadline());
        } catch (DateTimeException e) {
            throw wrong("a deadline is a date such as 2026-12-31");
        }
        String[] flow = flow(sent.flow());
        return matters.open(
                        by,
                        new MatterDraft(
                                flow[0],
                                flow[1],
                                sent.subject(),
                                sent.title(),
                                sent.text(),
                                own,
                                sent.external().isEmpty() ? null : sent.external()),
                        channel)
                .thenApply(row -> row.number());
    }

    private static String[] flow(String value) {
        String[] parts = value.split("/", 2);
        if (parts.length != 2) {
            throw wrong("choose a flow");
        }
        return parts;
    }

    private static AssessRefused wrong(String what) {
        return new AssessRefused(AssessRefused.Reason.WRONG, what);
    }

    /** The rows of a table whose first line names its columns, in any order. */
    private static List<MatterDraft> drafts(String value, String csv) {
        String[] flow = flow(value);
        List<List<String>> lines;
        try {
            lines = Csv.cells(csv);
        } catch (RuntimeException e) {
            throw wrong("the table cannot be read: " + e.getMessage());
        }
        List<String> head = lines.isEmpty()
                ? List.of()
                : lines.get(0).stream().map(String::strip).toList();
        if (!head.containsAll(List.of("external", "subject", "text"))) {
            throw wrong("the first line names the columns external, subject and text, and may name title");
        }
        List<MatterDraft> drafts = new ArrayList<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            Map<String, String> row = row(head, line);
            String external = row.getOrDefault("external", "");
            drafts.add(new MatterDraft(
                    flow[0],
                    flow[1],
                    row.getOrDefault("subject", ""),
                    row.getOrDefault("title", ""),
                    row.getOrDefault("text", ""),
                    null,
                    external.isEmpty() ? null : external));
        }
        return drafts;
    }

    private static Map<String, String> row(List<String> head, List<String> line) {
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < Math.min(head.size(), line.size()); i++) {
            row.put(head.get(i), line.get(i).strip());
        }
        return row;
    }

    private void answer(Context context, Sent sent, String csv, @Nullable Refusal refusal) {
        Frames.answer(
                context, "cases/entry", assessing.of(context), new EntryView(flows(), places(), sent, csv, refusal));
    }

    /** Those of schemes in force that cases are taken in for by hand. */
    private List<CasesView.Choice> flows() {
        List<CasesView.Choice> flows = new ArrayList<>();
        for (Schemes.Told told : assessing
                .room()
                .map(Assessments.Room::schemes)
                .map(Schemes::told)
                .orElse(List.of())) {
            if (told.row().state() == SchemeRow.State.IN_FORCE) {
                told.scheme().flows().forEach((id, flow) -> {
                    if (!Collections.disjoint(flow.opens(), BY_HAND)) {
                        flows.add(new CasesView.Choice(
                                told.row().scheme() + "/" + id,
                                flow.name().zh(),
                                flow.name().en()));
                    }
                });
            }
        }
        return flows;
    }

    /** Windows, which both halls and schemes have. */
    private List<WriteView.Place> places() {
        List<WriteView.Place> places = new ArrayList<>();
        for (Hall hall : halls.all()) {
            places.add(WritePages.place(hall));
        }
        return places;
    }
}
