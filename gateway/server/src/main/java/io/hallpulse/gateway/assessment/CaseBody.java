package io.hallpulse.gateway.assessment;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.domain.assessment.matter.Matter;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Word;
import io.hallpulse.domain.calendar.Due;
import io.hallpulse.domain.directory.Csv;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cases as the interface takes them in and tells them. What is not as it should be is an {@link IllegalArgumentException} with one line. */
public final class CaseBody {
    private static final List<String> COLUMNS = List.of("external", "subject", "title", "text", "deadline");
    private static final int LONGEST = 4_000;

    private CaseBody() {}

    /**
     * A case that somebody opens.
     *
     * @param of which scheme and flow
     * @param sent what it is about
     */
    public static MatterDraft draft(JsonNode of, JsonNode sent) {
        return new MatterDraft(
                required(of, "scheme"),
                required(of, "flow"),
                required(sent, "subject"),
                text(sent, "title"),
                text(sent, "text"),
                day(text(sent, "deadline")),
                orNull(text(sent, "external")));
    }

    /** Those of an import. */
    public static List<MatterDraft> drafts(JsonNode sent) {
        if (!sent.path("cases").isArray()) {
            throw new IllegalArgumentException("cases is missing; send a list");
        }
        List<MatterDraft> drafts = new ArrayList<>();
        for (JsonNode one : sent.path("cases")) {
            try {
                drafts.add(draft(sent, one));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("case " + (drafts.size() + 1) + ": " + e.getMessage(), e);
            }
        }
        return drafts;
    }

    /** Those of a CSV file, whose first line names its columns: external, subject, title, text, deadline. */
    public static List<MatterDraft> rows(String scheme, String flow, String file) {
        List<List<String>> lines = Csv.cells(file.startsWith("\uFEFF") ? file.substring(1) : file);
        List<String> header = lines.isEmpty() ? List.of() : lines.get(0);
        if (!header.contains("external") || !header.contains("subject") || !COLUMNS.containsAll(header)) {
            throw new IllegalArgumentException(
                    "the first line names the columns " + String.join(", ", COLUMNS) + "; the first two are wanted");
        }
        List<MatterDraft> drafts = new ArrayList<>();
        for (List<String> line : lines.subList(1, lines.size())) {
            Map<String, String> cells = new LinkedHashMap<>();
            for (int i = 0; i < Math.min(header.size(), line.size()); i++) {
                cells.put(header.get(i), line.get(i).strip());
            }
            drafts.add(new MatterDraft(
                    scheme,
                    flow,
                    cells.getOrDefault("subject", ""),
                    cells.getOrDefault("title", ""),
                    cells.getOrDefault("text", ""),
                    day(cells.getOrDefault("deadline", "")),
                    orNull(cells.getOrDefault("external", ""))));
        }
        return drafts;
    }

    /** What somebody hands in with a transition. */
    public static MatterTaking taking(JsonNode sent) {
        String proof = orNull(text(sent, "proof"));
        if (proof != null && !proof.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("proof is the SHA-256 of a file, 64 hexadecimal digits");
        }
        Set<Flow.Need> attested = EnumSet.noneOf(Flow.Need.class);
        for (JsonNode one : sent.path("attested")) {
            attested.add(Word.of(Flow.Need.class, one.asText())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "attested: '" + one.asText() + "' is none; use visit, record, callback or consent")));
        }
        return new MatterTaking(text(sent, "text"), proof, attested, day(text(sent, "deadline")));
    }

    /** Whether a call that is noted reached the writer. */
    public static boolean reached(JsonNode sent) {
        if (!sent.path("reached").isBoolean()) {
            throw new IllegalArgumentException("reached is true or false");
        }
        return sent.path("reached").asBoolean();
    }

    /** The tries to reach the writer. */
    public static Map<String, Object> calls(List<Contacts.Tried> calls) {
        return Map.of(
                "calls",
                calls.stream()
                        .map(call -> Map.of("at", call.at(), "who", call.who(), "reached", call.reached()))
                        .toList());
    }

    private static String required(JsonNode sent, String member) {
        String found = text(sent, member);
        if (found.isEmpty()) {
            throw new IllegalArgumentException(member + " is missing");
        }
        return found;
    }

    private static String text(JsonNode sent, String member) {
        String found = sent.path(member).asText().strip();
        if (found.length() > LONGEST) {
            throw new IllegalArgumentException(member + " is longer than " + LONGEST + " characters");
        }
        return found;
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.isEmpty() ? null : LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("deadline: '" + text + "' is no day such as 2026-11-22", e);
        }
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** A case without its log. */
    public static Map<String, Object> brief(MatterRow row) {
        Matter matter = row.matter();
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("case", row.number());
        told.put("scheme", row.scheme());
        told.put("version", row.version());
        told.put("flow", row.flow());
        told.put("subject", row.about().subject());
        told.put(
                "name",
                Map.of("zh", row.about().name().zh(), "en", row.about().name().en()));
        told.put("cause", row.cause().from().word() + ":" + row.cause().detail());
        told.put("opened", Instant.ofEpochMilli(row.openedMillis()));
        put(told, "post", row.addressee().post());
        put(told, "holder", row.addressee().holder());
        put(told, "seenBy", row.addressee().seenBy());
        put(told, "title", row.title());
        put(told, "text", row.text());
        put(told, "measure", row.measure());
        put(told, "grade", row.grade());
        put(told, "external", row.external());
        told.put("state", matter.state());
        told.put("since", matter.since());
        Due due = matter.due();
        if (due != null) {
            told.put("due", due.at());
            told.put("provisional", due.provisional());
        }
        LocalDate own = matter.own();
        put(told, "deadline", own == null ? null : own.toString());
        told.put("extended", matter.extended());
        told.put("late", matter.late() || matter.told());
        Matter.Waiting waiting = matter.waiting();
        put(told, "awaitsSecond", waiting == null ? null : waiting.transition());
        told.put("open", row.isOpen());
        return told;
    }

    /** A case as somebody sees it. */
    public static Map<String, Object> told(Matters.Seen seen) {
        Map<String, Object> told = brief(seen.row());
        told.put("steps", seen.ways().stream().map(Matters.Way::id).toList());
        told.put("mayExtend", seen.mayExtend());
        CaseRatings ratings = seen.ratings();
        if (!ratings.given().isEmpty()) {
            told.put("ratings", ratings.given().stream().map(CaseBody::rating).toList());
        }
        if (ratings.excludes()) {
            Map<String, String> rounds = new LinkedHashMap<>();
            ratings.rounds().forEach(one -> rounds.put(one.round(), one.came().word()));
            told.put("excluded", rounds);
        }
        if (!seen.log().isEmpty()) {
            told.put("log", seen.log().stream().map(CaseBody::entry).toList());
        }
        return told;
    }

    private static Map<String, Object> rating(NamedRating rating) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("assessNumber", rating.n());
        told.put("level", rating.level());
        told.put("day", rating.day());
        told.put("pressed", rating.pressed());
        told.put("at", rating.at());
        return told;
    }

    private static Map<String, Object> entry(MatterEntry entry) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("n", entry.n());
        told.put("at", Instant.ofEpochMilli(entry.atMillis()));
        told.put("who", entry.who());
        told.put("role", entry.role());
        told.put("kind", entry.kind().word());
        put(told, "step", entry.step());
        put(told, "text", entry.text());
        put(told, "proof", entry.proof());
        told.put("attested", entry.attested().stream().map(Word::word).sorted().toList());
        put(told, "from", entry.from());
        told.put("to", entry.to());
        told.put("told", entry.told().stream().map(Word::word).toList());
        return told;
    }

    private static void put(Map<String, Object> told, String member, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            told.put(member, value);
        }
    }
}
