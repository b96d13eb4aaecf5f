package io.hallpulse.gateway.pages;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.web.publication.SheetView;
import io.hallpulse.web.publication.SheetView.Cell;
import io.hallpulse.web.publication.SheetView.Label;
import io.hallpulse.web.publication.SheetView.Piece;
import io.hallpulse.web.publication.SheetView.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The way from a sheet in canonical JSON to what is shown of it, on the public page and in the console alike. */
final class SheetCells {
    private SheetCells() {}

    /**
     * What is shown of a sheet.
     *
     * @throws IllegalArgumentException where it is none
     */
    static SheetView of(String content) {
        JsonNode sheet;
        try {
            sheet = Json.read(content.getBytes(StandardCharsets.UTF_8), JsonNode.class);
        } catch (UnreadableMessage e) {
            throw new IllegalArgumentException("a sheet cannot be read: " + e.getMessage(), e);
        }
        List<String> columns = new ArrayList<>();
        sheet.path("columns").forEach(column -> columns.add(column.asText()));
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < sheet.path("rows").size(); i++) {
            JsonNode row = sheet.path("rows").get(i);
            String at = "/rows/" + i + "/";
            rows.add(new Row(
                    columns.stream()
                            .map(column -> new Cell(column, pieces(row.path(column), at + column)))
                            .toList(),
                    missing(row.path("notRanked"), at + "notRanked/")));
        }
        return new SheetView(
                label(sheet.at("/scheme/name")),
                label(sheet.path("authority")),
                sheet.path("show").asText(),
                sheet.path("round").asText(),
                sheet.path("date").asText(),
                sheet.path("n").asText(),
                sheet.path("minimum").asInt(),
                sheet.has("unit") ? label(sheet.path("unit")) : null,
                columns,
                rows,
                sheet.path("cards").asText(),
                sheet.path("chainHead").asText());
    }

    private static Label label(JsonNode name) {
        return new Label(name.path("zh").asText(), name.path("en").asText());
    }

    /** A text in both languages, a list, or parts by id with their scores and numbers. */
    private static List<Piece> pieces(JsonNode value, String at) {
        List<Piece> pieces = new ArrayList<>();
        if (value.has("zh")) {
            pieces.add(new Piece("", value.path("zh").asText(), value.path("en").asText(), at, true));
        } else if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                pieces.addAll(pieces(value.get(i), at + "/" + i));
            }
        } else if (value.isObject()) {
            value.properties().forEach(part -> {
                String of = at + "/" + part.getKey();
                pieces.add(one(part.getKey() + " ", part.getValue().path("score"), of + "/score"));
                pieces.add(one("n ", part.getValue().path("n"), of + "/n"));
            });
        } else {
            pieces.add(one("", value, at));
        }
        return pieces;
    }

    private static List<Piece> missing(JsonNode parts, String at) {
        return parts.properties().stream()
                .map(part -> one(part.getKey(), part.getValue(), at + part.getKey()))
                .toList();
    }

    private static Piece one(String before, JsonNode value, String at) {
        return new Piece(before, value.asText(), value.asText(), at, false);
    }
}
