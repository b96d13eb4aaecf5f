package io.hallpulse.gateway.api;

import io.hallpulse.domain.people.Access;
import io.hallpulse.domain.record.Entry;
import io.hallpulse.gateway.account.TimeText;
import io.hallpulse.gateway.audit.RecordExport;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.store.AuditReader;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongBiFunction;
import org.jspecify.annotations.Nullable;

/** The record of who changed what, some entries at a time. */
public final class AuditRoutes implements Routes {
    private final AuditReader reader;

    public AuditRoutes(AuditReader reader) {
        this.reader = reader;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/api/v1/audit", Access.OPERATOR, this::entries);
    }

    private void entries(Context context) {
        AuditReader.Wanted wanted = new AuditReader.Wanted(
                instant(context, "from", TimeText::millis),
                instant(context, "to", TimeText::endMillis),
                Optional.ofNullable(context.queryParam("who")).orElse(""),
                Optional.ofNullable(context.queryParam("object")).orElse(""));
        List<Entry> entries = reader.after(after(context.queryParam("after")), wanted);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("entries", entries.stream().map(RecordExport::members).toList());
        answer.put(
                "next",
                entries.isEmpty() ? null : entries.get(entries.size() - 1).n());
        RouteTable.json(context, answer);
    }

    private static long after(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw new BadRequestResponse("after is no number of an entry; use the value of next");
        }
        return Long.parseLong(text);
    }

    private static @Nullable Long instant(Context context, String name, ToLongBiFunction<String, ZoneId> reading) {
        String text = context.queryParam(name);
        try {
            return text == null ? null : reading.applyAsLong(text, ZoneOffset.UTC);
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse(name + " " + e.getMessage());
        }
    }
}
