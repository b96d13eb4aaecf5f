package io.hallpulse.gateway.pages;

import io.hallpulse.domain.assessment.round.RoundDates;
import io.hallpulse.domain.assessment.round.RoundState;
import io.hallpulse.domain.assessment.round.RoundStep;
import io.hallpulse.domain.assessment.round.Signing;
import io.hallpulse.domain.assessment.scheme.Post;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.assessment.scheme.SourceKind;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.RoundReader;
import io.hallpulse.gateway.assessment.RoundRow;
import io.hallpulse.gateway.assessment.Rounds;
import io.hallpulse.gateway.assessment.Signer;
import io.hallpulse.web.Words;
import io.hallpulse.web.assessment.Label;
import io.hallpulse.web.assessment.Refusal;
import io.hallpulse.web.assessment.RoundView;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The cockpit of a round as its page shows it. */
final class RoundCockpit {
    /** An instant as texts of the room write it, in UTC. */
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z");

    private static final List<RoundState> LINE = List.of(
            RoundState.PLANNED,
            RoundState.FROZEN,
            RoundState.OPEN,
            RoundState.CLOSED,
            RoundState.COUNTED,
            RoundState.APPROVED,
            RoundState.PUBLISHED);

    private RoundCockpit() {}

    static RoundView view(Assessments.Room room, String schemeId, String period, Signer by, @Nullable Refusal refusal) {
        Rounds.Standing standing = room.rounds().standing(schemeId, period);
        RoundRow row = standing.round();
        Scheme scheme = room.reader().scheme(schemeId, period);
        Map<RoundStep, List<Signing.Signature>> signed = room.reader().signed(schemeId, period);
        RoundStep next = standing.next();
        ZoneId zone = standing.plan().zone();
        Text why = next == null || next.isOfClock()
                ? null
                : new Signing(next.signers(), standing.signed())
                        .refusal(by.name(), by.roles())
                        .orElse(null);
        boolean mayNow = next != null && !next.isOfClock() && why == null;
        // a reason may clear what keeps a round from being frozen, so that the form is there all the same
        boolean isKept = !standing.blocks().isEmpty() && next != RoundStep.FREEZE;
        return new RoundView(
                schemeId,
                period,
                row.version(),
                SchemeRows.label(scheme.name()),
                row.state().word(),
                Instant.ofEpochMilli(row.sinceMillis()),
                zone,
                standing.plan().period().from(),
                standing.plan().period().to(),
                row.reason(),
                steps(standing, signed),
                next == null ? "" : next.word(),
                standing.blocks().stream().map(block -> local(block, zone)).toList(),
                standing.awaits() == null ? "" : standing.awaits().word(),
                standing.signed().isEmpty(),
                mayNow && !isKept,
                why == null ? null : new Label(why.zh(), why.en()),
                mayAnnul(row, signed, by),
                SchemeRows.signed(signed.getOrDefault(RoundStep.ANNUL, List.of())),
                incoming(room.reader(), scheme, row, by),
                standing.unverified(),
                digests(row),
                subjects(room.reader(), scheme, row),
                AssessmentFrame.seesFigures(by),
                AssessmentFrame.seesFigures(by)
                        && scheme.sources().values().stream().anyMatch(Source.Visits.class::isInstance),
                refusal);
    }

    private static boolean mayAnnul(RoundRow row, Map<RoundStep, List<Signing.Signature>> signed, Signer by) {
        return RoundStep.ANNUL.leadsFrom(row.state())
                && new Signing(RoundStep.ANNUL.signers(), signed.getOrDefault(RoundStep.ANNUL, List.of()))
                        .refusal(by.name(), by.roles())
                        .isEmpty();
    }

    /** A text of the room whose instants are told by the clock of the round. */
    static Label local(Text text, ZoneId zone) {
        return new Label(local(text.zh(), Words.ZH, zone), local(text.en(), Words.EN, zone));
    }

    private static String local(String text, Words t, ZoneId zone) {
        return INSTANT.matcher(text).replaceAll(found -> t.minute(Instant.parse(found.group()), zone));
    }

    private static List<RoundView.Step> steps(
            Rounds.Standing standing, Map<RoundStep, List<Signing.Signature>> signed) {
        RoundState now = standing.round().state();
        List<RoundView.Step> steps = new ArrayList<>();
        for (RoundState state : LINE) {
            RoundStep to = List.of(RoundStep.values()).stream()
                    .filter(step -> step.to() == state)
                    .findFirst()
                    .orElse(null);
            String at =
                    now == state ? "now" : now != RoundState.ANNULLED && now.compareTo(state) > 0 ? "done" : "later";
            steps.add(new RoundView.Step(
                    state.word(),
                    at,
                    day(standing, state),
                    to == null ? List.of() : SchemeRows.signed(signed.getOrDefault(to, List.of()))));
        }
        return steps;
    }

    /** When a state is due by the calendar; what is frozen is frozen by the day before the period. */
    private static @Nullable LocalDate day(Rounds.Standing standing, RoundState state) {
        RoundDates dates = standing.plan().dates();
        return switch (state) {
            case FROZEN -> standing.plan().period().from().minusDays(1);
            case OPEN -> dates.open();
            case CLOSED -> dates.closed();
            case COUNTED -> dates.counted();
            case APPROVED -> dates.seen();
            case PUBLISHED -> dates.published();
            default -> null;
        };
    }

    private static List<RoundView.Incoming> incoming(RoundReader reader, Scheme scheme, RoundRow row, Signer by) {
        Map<String, RoundReader.Incoming> told =
                reader.incoming(row.scheme(), row.period(), AssessmentFrame.seesFigures(by)).stream()
                        .collect(Collectors.toMap(RoundReader.Incoming::source, one -> one));
        List<RoundView.Incoming> incoming = new ArrayList<>();
        scheme.sources().forEach((id, source) -> {
            RoundReader.Incoming one = told.get(id);
            boolean later = source.kind() == SourceKind.PRESSES
                    && row.counted().talliesDigest().isEmpty();
            incoming.add(new RoundView.Incoming(
                    id,
                    source.kind().word(),
                    one == null || later ? null : one.facts(),
                    one == null ? null : one.struck()));
        });
        return incoming;
    }

    private static List<RoundView.Digest> digests(RoundRow row) {
        List<RoundView.Digest> digests = new ArrayList<>();
        add(digests, "方案文件", "Scheme's file", row.frozen().schemeDigest());
        add(digests, "评议对象", "Subjects", row.frozen().subjectsDigest());
        add(digests, "种子", "Seed", row.frozen().seed());
        add(digests, "工作日历", "Calendar", row.frozen().calendarVersion());
        add(digests, "按键评价", "Tallies of presses", row.counted().talliesDigest());
        add(digests, "计分卡", "Scorecards", row.counted().cardsDigest());
        add(digests, "程序版本", "Version of the program", row.frozen().program());
        return digests;
    }

    private static void add(List<RoundView.Digest> digests, String zh, String en, String digest) {
        if (!digest.isEmpty()) {
            digests.add(new RoundView.Digest(new Label(zh, en), digest));
        }
    }

    private static List<RoundView.Subject> subjects(RoundReader reader, Scheme scheme, RoundRow row) {
        return reader.subjects(row.scheme(), row.period()).stream()
                .map(one -> new RoundView.Subject(
                        one.subject().id(),
                        SchemeRows.label(one.name()),
                        category(scheme, one.subject().category()),
                        one.subject().unit(),
                        one.subject().posts().entrySet().stream()
                                .sorted(Map.Entry.comparingByKey())
                                .map(post -> new RoundView.Held(post(post.getKey()), post.getValue()))
                                .toList()))
                .toList();
    }

    /** The name of a category; its id where the scheme has no such. */
    static Label category(Scheme scheme, String id) {
        return SchemeRows.label(scheme.subjects().categories().getOrDefault(id, new Name(id, id)));
    }

    private static Label post(Post post) {
        return switch (post) {
            case HEAD -> new Label("负责人", "head");
            case DEPUTY -> new Label("分管领导", "deputy");
            case PRINCIPAL -> new Label("主要领导", "principal");
            case SUPERIOR -> new Label("上级主管", "superior");
            case STAFF -> new Label("窗口人员", "staff");
            default -> new Label(post.word(), post.word());
        };
    }
}
