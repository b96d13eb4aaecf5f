package io.hallpulse.gateway.pages;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.domain.people.Access;
import io.hallpulse.domain.record.Entry;
import io.hallpulse.gateway.account.TimeText;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.store.AuditReader;
import io.hallpulse.web.Frame;
import io.hallpulse.web.audit.AuditView;
import io.hallpulse.web.audit.AuditView.Line;
import io.hallpulse.web.audit.AuditView.Part;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/** The page of the record, with its search. */
final class AuditPages implements Routes {
    private static final int ROWS = 100;

    private final Frames frames;
    private final AuditReader reader;

    AuditPages(Frames frames, AuditReader reader) {
        this.frames = frames;
        this.reader = reader;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/console/audit", Access.OPERATOR, this::page);
    }

    private void page(Context context) {
        Frame frame = frames.of(context);
        ZoneId zone = frames.one(frame).zone();
        String who = word(context, "who");
        String object = word(context, "object");
        String error = null;
        AuditReader.Wanted wanted;
        try {
            wanted = new AuditReader.Wanted(
                    millis(word(context, "from"), zone, TimeText::millis),
                    millis(word(context, "to"), zone, TimeText::endMillis),
                    who,
                    object);
        } catch (IllegalArgumentException e) {
            error = e.getMessage();
            wanted = new AuditReader.Wanted(null, null, who, object);
        }
        long found = reader.count(wanted);
        int pages = (int) Math.max(1, (found + ROWS - 1) / ROWS);
        String number = word(context, "page");
        int page = number.matches("[1-9][0-9]{0,5}") ? Math.min(pages, Integer.parseInt(number)) : 1;
        List<Line> lines = reader.newest(wanted, ROWS, (page - 1) * ROWS).stream()
                .map(AuditPages::line)
                .toList();
        Frames.answer(
                context,
                "audit/page",
                frame,
                new AuditView(
                        lines,
                        zone,
                        who,
                        object,
                        word(context, "from"),
                        word(context, "to"),
                        error,
                        page,
                        pages,
                        found));
    }

    private static String word(Context context, String name) {
        return Optional.ofNullable(context.queryParam(name)).orElse("").strip();
    }

    private static @Nullable Long millis(String text, ZoneId zone, ToLongBiFunction<String, ZoneId> reading) {
        return text.isEmpty() ? null : reading.applyAsLong(text, zone);
    }

    private static Line line(Entry entry) {
        return new Line(
                entry.n(),
                entry.at(),
                entry.change().actor().name(),
                entry.change().actor().role(),
                entry.change().what(),
                entry.change().object(),
                parts(entry.change().before(), entry.change().after()));
    }

    /** The members that differ; of texts that are no documents, the whole. */
    private static List<Part> parts(String before, String after) {
        Map<String, String> old = members(before);
        Map<String, String> now = members(after);
        Set<String> names = new LinkedHashSet<>(old.keySet());
        names.addAll(now.keySet());
        List<Part> parts = new ArrayList<>();
        for (String name : names) {
            String one = old.getOrDefault(name, "");
            String other = now.getOrDefault(name, "");
            if (!one.equals(other)) {
                parts.add(new Part(name, one, other));
            }
        }
        return parts;
    }

    private static Map<String, String> members(String text) {
        if (!text.startsWith("{")) {
            return text.isEmpty() ? Map.of() : Map.of("", text);
        }
        try {
            Map<String, String> members = new LinkedHashMap<>();
            Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class)
                    .properties()
                    .forEach(member -> members.put(
                            member.getKey(),
                            member.getValue().isValueNode()
                                    ? member.getValue().asText()
                                    : member.getValue().toString()));
            return members;
        } catch (UnreadableMessage e) {
            return Map.of("", text);
        }
    }
}
