package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.matter.BuiltInFlows;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Word;
import io.hallpulse.domain.directory.SubjectId;
import io.hallpulse.domain.people.Caller;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Takes cases in: by hand at the desk and by a contact, by an import, from a channel. Any thread. */
final class MatterIntake {
    private static final List<AssessmentRole> TAKE_IN =
            List.of(AssessmentRole.ORGANISER, AssessmentRole.CALLER, AssessmentRole.RECORDER);
    private static final List<AssessmentRole> ANSWER = List.of(AssessmentRole.CONTACT, AssessmentRole.UNIT);
    private static final int LONGEST = 4_000;

    private final AssessStore store;
    private final Grammar grammar;
    private final RoundSources sources;
    private final MatterWork work;
    private final InstantSource clock;

    MatterIntake(AssessStore store, Grammar grammar, RoundSources sources, MatterWork work, InstantSource clock) {
        this.store = store;
        this.grammar = grammar;
        this.sources = sources;
        this.work = work;
        this.clock = clock;
    }

    /**
     * Opens a case by hand. One with an external number that is there already stays as it is; it is told to who opened it, and who sees it.
     *
     * @throws AssessRefused where the flow does not open so, this person may not, or there is no such subject
     */
    CompletableFuture<MatterRow> open(Caller by, MatterDraft draft, Flow.Channel channel) {
        return store.submit(tables -> {
            boolean before = same(tables, draft).isPresent();
            MatterRow row = open(tables, by, draft, channel);
            if (before && !isToldOf(tables, by, row)) {
                throw new AssessRefused(Reason.NOT_NOW, "that external number is taken in already");
            }
            return row;
        });
    }

    /** The case that a draft tells again, by its number elsewhere. */
    private Optional<MatterRow> same(AssessStore.Tables tables, MatterDraft draft) throws SQLException {
        Optional<SchemeRow> version = tables.schemes().inForce(draft.scheme());
        String external = draft.external();
        return external == null || version.isEmpty()
                ? Optional.empty()
                : tables.matters()
                        .external(
                                draft.scheme(),
                                draft.flow(),
                                external,
                                grammar.of(version.get()).subjects().kind().word(),
                                draft.subject());
    }

    /** Whether somebody may hear of a case that is there already: who took it in, and who sees it. */
    private boolean isToldOf(AssessStore.Tables tables, Caller by, MatterRow row) throws SQLException {
        MatterRow.Cause cause = row.cause();
        return cause.from() == MatterRow.From.PERSON && cause.detail().equals(by.name())
                || CaseRoles.sees(
                        CaseRoles.of(by, row, sources), row, work.flows().of(tables, row));
    }

    /**
     * Opens the cases of a file from elsewhere, all of them or none. Those whose external numbers are there already stay as they are.
     *
     * @param channel hotline or import
     */
    CompletableFuture<Matters.Imported> take(Caller by, List<MatterDraft> drafts, Flow.Channel channel) {
        if (drafts.isEmpty() || drafts.size() > Matters.MOST) {
            throw new AssessRefused(
                    Reason.WRONG, "an import has 1 to " + Matters.MOST + " cases, not " + drafts.size());
        }
        return store.submit(tables -> {
            List<String> numbers = new ArrayList<>();
            int opened = 0;
            for (MatterDraft draft : drafts) {
                String place = "case " + (numbers.size() + 1) + ": ";
                try {
                    if (draft.external() == null) {
                        throw new AssessRefused(Reason.WRONG, "external is missing; it tells the same case again");
                    }
                    boolean before = same(tables, draft).isPresent();
                    MatterRow row = open(tables, by, draft, channel);
                    opened += before ? 0 : 1;
                    numbers.add(!before || isToldOf(tables, by, row) ? row.number() : "");
                } catch (AssessRefused e) {
                    throw new AssessRefused(e.reason(), place + e.getMessage());
                }
            }
            return new Matters.Imported(numbers, opened);
        });
    }

    private MatterRow open(AssessStore.Tables tables, Caller by, MatterDraft draft, Flow.Channel channel)
            throws SQLException {
        Signer signer = new Signer(by.name(), CaseRoles.all(by));
        AssessmentRole role = switch (channel) {
            case DESK, HOTLINE, IMPORT -> signer.require("taking in a case", TAKE_IN);
            case CONTACT -> signer.require("opening a case of the own unit", ANSWER);
            case WEB, KEY ->
                throw new AssessRefused(
                        Reason.NOT_ALLOWED, "a case from the " + channel.word() + " comes from who writes it");
        };
        Scheme scheme = FlowBook.isOwn(draft.scheme()) ? null : scheme(tables, draft.scheme());
        MatterRow.About about = about(scheme, draft);
        if (channel == Flow.Channel.CONTACT
                && !CaseRoles.isOwn(by, about.unit(), sources.lineage(about.kind(), about.subject()))) {
            throw new AssessRefused(Reason.NOT_ALLOWED, about.subject() + " is not of the unit of " + by.name());
        }
        return open(tables, signer.as(role), MatterRow.Cause.of(MatterRow.From.PERSON, by.name()), draft, channel);
    }

    /**
     * Opens a case that comes from a channel, within a transaction that may do more.
     *
     * @param by as the log and the record of changes name who did it
     * @throws AssessRefused where the flow does not open so, or there is no such subject
     */
    MatterRow open(AssessStore.Tables tables, Actor by, MatterRow.Cause cause, MatterDraft draft, Flow.Channel channel)
            throws SQLException {
        for (String text : List.of(draft.title(), draft.text(), Objects.requireNonNullElse(draft.external(), ""))) {
            if (text.length() > LONGEST || text.indexOf('\0') >= 0) {
                throw new AssessRefused(
                        Reason.WRONG, "a text of a case has " + LONGEST + " characters at most, and no NUL");
            }
        }
        SchemeRow version = FlowBook.isOwn(draft.scheme()) ? null : inForce(tables, draft.scheme());
        Scheme scheme = version == null ? null : grammar.of(version);
        Flow flow = FlowBook.require(scheme == null ? BuiltInFlows.FLOWS : scheme.flows(), draft.flow());
        if (!flow.opens().contains(channel)) {
            throw new AssessRefused(
                    Reason.WRONG,
                    "cases of " + draft.flow() + " come from "
                            + (flow.opens().isEmpty()
                                    ? "rules alone"
                                    : String.join(
                                            ", ",
                                            flow.opens().stream()
                                                    .map(Word::word)
                                                    .sorted()
                                                    .toList()))
                            + ", not from " + channel.word());
        }
        Optional<MatterRow> before = same(tables, draft);
        if (before.isPresent()) {
            return before.get();
        }
        return work.open(
                tables,
                scheme,
                new MatterOpening(
                        draft.scheme(),
                        version == null ? BuiltInFlows.VERSION : version.version(),
                        draft.flow(),
                        flow,
                        about(scheme, draft),
                        cause,
                        MatterRow.Addressee.NOBODY,
                        draft.title(),
                        draft.text(),
                        "",
                        "",
                        draft.external(),
                        draft.own(),
                        by));
    }

    private static SchemeRow inForce(AssessStore.Tables tables, String scheme) throws SQLException {
        return tables.schemes()
                .inForce(scheme)
                .orElseThrow(() -> new AssessRefused(Reason.UNKNOWN, "no scheme " + scheme + " is in force"));
    }

    private Scheme scheme(AssessStore.Tables tables, String scheme) throws SQLException {
        return grammar.of(inForce(tables, scheme));
    }

    private MatterRow.About about(@Nullable Scheme scheme, MatterDraft draft) {
        String kind =
                scheme == null ? SubjectId.WINDOW : scheme.subjects().kind().word();
        LocalDate today = clock.instant().atZone(sources.zone()).toLocalDate();
        RoundSources.Planned subject = sources.subject(kind, draft.scheme(), draft.subject(), today)
                .orElseThrow(() -> new AssessRefused(
                        Reason.WRONG, "no " + kind + " '" + draft.subject() + "' in the directory today"));
        return new MatterRow.About(
                kind,
                draft.subject(),
                subject.subject().unit(),
                subject.subject().category(),
                subject.name());
    }
}
