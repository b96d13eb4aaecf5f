package io.hallpulse.gateway.pages;

import io.hallpulse.domain.assessment.fact.Statement;
import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.assessment.AssessRefused;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.FactBody;
import io.hallpulse.gateway.assessment.FactDraft;
import io.hallpulse.gateway.assessment.FactRow;
import io.hallpulse.gateway.assessment.Facts;
import io.hallpulse.gateway.assessment.RoundReader;
import io.hallpulse.gateway.assessment.RoundRow;
import io.hallpulse.gateway.assessment.Rounds;
import io.hallpulse.gateway.assessment.Signer;
import io.hallpulse.gateway.http.Form;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.web.Frame;
import io.hallpulse.web.assessment.FactsView;
import io.hallpulse.web.assessment.Refusal;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The page of a round's facts: stated by one person, verified by another, struck with a reason. */
final class FactPages implements Routes {
    private static final int MOST_BYTES = 8 * 1024;
    private static final int LISTED = 100;
    private static final FactsView.Entered NOTHING = new FactsView.Entered("", "", "", "", "");

    private final AssessmentFrame assessing;
    private final FactImportPages imports;

    FactPages(AssessmentFrame assessing) {
        this.assessing = assessing;
        this.imports = new FactImportPages(assessing);
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get(RoundPages.ROUND + "/facts", Access.ASSESSMENT, context -> answer(context, NOTHING, null));
        routes.post(RoundPages.ROUND + "/facts", Access.ASSESSMENT, MOST_BYTES, this::change);
        routes.post(RoundPages.ROUND + "/facts/import", Access.ASSESSMENT, FactImportPages.MOST_BYTES, imports::post);
    }

    private void answer(Context context, FactsView.Entered entered, @Nullable Refusal refusal) {
        Frame frame = assessing.of(context);
        Assessments.Room room = assessing.require();
        Frames.answer(
                context,
                "assessment/facts",
                frame,
                AssessmentFrame.read(() -> view(context, room, frame, entered, refusal)));
    }

    private FactsView view(
            Context context, Assessments.Room room, Frame frame, FactsView.Entered entered, @Nullable Refusal refusal) {
        String scheme = context.pathParam("scheme");
        String period = context.pathParam("period");
        Signer by = AssessmentFrame.signer(context);
        Rounds.Standing standing = room.rounds().standing(scheme, period);
        RoundRow round = standing.round();
        Scheme rules = room.reader().scheme(scheme, period);
        Map<String, Name> names = new TreeMap<>();
        room.reader()
                .subjects(scheme, period)
                .forEach(one -> names.put(one.subject().id(), one.name()));
        boolean seesAll = AssessmentFrame.seesFigures(by);
        RoundReader.Which which = which(context);
        String subject = Optional.ofNullable(context.queryParam("subject")).orElse("");
        List<FactRow> facts = room.reader()
                .facts(
                        scheme,
                        period,
                        which,
                        seesAll ? null : by.name(),
                        subject.isEmpty() ? null : subject,
                        FactBody.number(context.queryParam("before")),
                        LISTED + 1);
        List<FactRow> shown = facts.stream().limit(LISTED).toList();
        RoundReader.Result result =
                seesAll && round.state().isCounted() ? room.reader().result(scheme, period) : null;
        return new FactsView(
                scheme,
                period,
                SchemeRows.label(rules.name()),
                round.state().word(),
                assessing.zone(frame),
                which.name().toLowerCase(Locale.ROOT),
                subject,
                new FactLines(room.reader(), round, rules, names, by, seesAll, result).of(shown),
                facts.size() > LISTED ? shown.get(shown.size() - 1).n() : 0,
                !seesAll,
                round.state().takesFacts(),
                items(rules, by),
                names.entrySet().stream()
                        .map(one -> new FactsView.Choice(one.getKey(), SchemeRows.label(one.getValue())))
                        .toList(),
                entered,
                // tells the same form sent twice; it is no secret way to learn of visits
                room.reader().facts(scheme, period, seesAll),
                refusal,
                context.queryParam("done") != null);
    }

    private static RoundReader.Which which(Context context) {
        String word = Optional.ofNullable(context.queryParam("which")).orElse("");
        return switch (word) {
            case "unverified" -> RoundReader.Which.UNVERIFIED;
            case "struck" -> RoundReader.Which.STRUCK;
            default -> RoundReader.Which.ALL;
        };
    }

    /** What somebody may state by the form: entries of ledgers. */
    private static List<FactsView.Item> items(Scheme scheme, Signer by) {
        List<FactsView.Item> items = new ArrayList<>();
        scheme.sources().forEach((id, source) -> {
            List<AssessmentRole> recorders = Statement.recorders(source);
            if (source instanceof Source.Ledger ledger && by.roles().stream().anyMatch(recorders::contains)) {
                ledger.items()
                        .forEach((item, of) -> items.add(new FactsView.Item(
                                id + "." + item,
                                SchemeRows.label(of.name()),
                                of.value() == null ? "" : of.value().toPlainString(),
                                of.proofRequired())));
            }
        });
        return items;
    }

    private void change(Context context, byte[] body) throws IOException, InterruptedException {
        Form form = Form.of(context, body);
        Facts facts = assessing.require().facts();
        FactsView.Entered entered = new FactsView.Entered(
                form.text("item"),
                form.text("subject").strip(),
                form.text("day").strip(),
                form.text("points").strip(),
                form.text("proof").strip());
        Optional<Refusal> refusal = AssessmentFrame.change(context, () -> done(facts, context, form, entered));
        if (refusal.isPresent()) {
            answer(context, entered, refusal.get());
        } else {
            context.redirect("facts?done=1", HttpStatus.SEE_OTHER);
        }
    }

    private static CompletableFuture<?> done(Facts facts, Context context, Form form, FactsView.Entered entered) {
        Signer by = AssessmentFrame.signer(context);
        String scheme = context.pathParam("scheme");
        String period = context.pathParam("period");
        long n = FactBody.number(form.text("fact"));
        return switch (form.text("do")) {
            case "state" -> {
                FactDraft draft = draft(entered);
                // the same form sent twice, as a browser does after a lost answer, is one fact
                yield facts.state(
                        by,
                        scheme,
                        period,
                        List.of(draft),
                        Ticket.sha256(by.name() + "|" + form.text("once") + "|" + draft));
            }
            case "verify" -> facts.verify(by, scheme, period, n);
            case "strike" ->
                facts.strike(by, scheme, period, n, form.text("reason").strip());
            default -> throw new BadRequestResponse("'do' is state, verify or strike");
        };
    }

    private static FactDraft draft(FactsView.Entered entered) {
        int dot = entered.item().indexOf('.');
        try {
            return FactDraft.stated(
                    dot < 0 ? "" : entered.item().substring(0, dot),
                    entered.subject().isEmpty() ? null : entered.subject(),
                    FactDraft.entry(entered.item().substring(dot + 1), entered.points()),
                    LocalDate.parse(entered.day()),
                    entered.proof());
        } catch (DateTimeException e) {
            throw wrong("day: '" + entered.day() + "' is no day such as 2026-11-22", e);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()), e);
        }
    }

    private static AssessRefused wrong(String message, Exception cause) {
        AssessRefused refused = new AssessRefused(AssessRefused.Reason.WRONG, message);
        refused.initCause(cause);
        return refused;
    }
}
