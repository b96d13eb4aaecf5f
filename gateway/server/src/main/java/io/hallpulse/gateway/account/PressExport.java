package io.hallpulse.gateway.account;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.hallpulse.contract.message.Flags;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.gateway.store.PressReader;
import io.hallpulse.gateway.store.PressReader.Found;
import io.hallpulse.gateway.store.PressReader.Place;
import io.hallpulse.gateway.store.PressReader.Wanted;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Raw presses for other programs, a page of them at a time: as JSON what was received and what became of it, or the same as a table. */
public enum PressExport {
    JSON("json", "application/json") {
        @Override
        public void write(PressReader reader, Wanted wanted, Disclosure disclosure, OutputStream out)
                throws IOException {
            try (JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
                json.writeStartObject();
                json.writeArrayFieldStart("presses");
                each(reader, wanted, found -> {
                    json.writeStartObject();
                    for (Cell cell : cells(found, disclosure)) {
                        cell.write(json);
                    }
                    json.writeEndObject();
                });
                json.writeEndArray();
                json.writeEndObject();
                json.writeRaw('\n');
            }
        }
    },
    CSV("csv", "text/csv; charset=utf-8; header=present") {
        @Override
        public void write(PressReader reader, Wanted wanted, Disclosure disclosure, OutputStream out)
                throws IOException {
            Writer lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            lines.write(String.join(",", COLUMNS) + "\r\n");
            each(reader, wanted, found -> {
                String separator = "";
                for (Cell cell : cells(found, disclosure)) {
                    lines.write(separator);
                    lines.write(cell.csv());
                    separator = ",";
                }
                lines.write("\r\n");
            });
            lines.flush();
        }
    };

    /** In this order in both forms. */
    private static final List<String> COLUMNS = List.of(
            "hall",
            "terminal",
            "run",
            "seq",
            "window",
            "input",
            "key",
            "level",
            "kind",
            "flags",
            "at",
            "mono",
            "clock",
            "supersedes",
            "rates",
            "reasons",
            "session",
            "case",
            "staff",
            "state",
            "rules",
            "conflicts",
            "placed",
            "placedBy",
            "received",
            "reason",
            "raw");

    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final String word;
    private final String contentType;

    PressExport(String word, String contentType) {
        this.word = word;
        this.contentType = contentType;
    }

    /** The word for it in addresses and options. */
    public String word() {
        return word;
    }

    public String contentType() {
        return contentType;
    }

    public static Optional<PressExport> ofWord(String word) {
        return List.of(values()).stream().filter(form -> form.word.equals(word)).findFirst();
    }

    /**
     * Writes all presses that are wanted, and closes nothing.
     *
     * @param disclosure what of each may be told to whom it is written for
     * @throws IOException where {@code out} takes no more
     */
    public abstract void write(PressReader reader, Wanted wanted, Disclosure disclosure, OutputStream out)
            throws IOException;

    private interface Each {
        void take(Found found) throws IOException;
    }

    private static void each(PressReader reader, Wanted wanted, Each each) throws IOException {
        Place place = PressReader.START;
        while (place != null) {
            PressReader.Page page = reader.after(place, wanted);
            for (Found found : page.presses()) {
                each.take(found);
            }
            place = page.next();
        }
    }

    /** One member of a press; null where it has none. */
    private record Cell(String name, @Nullable Object value) {
        void write(JsonGenerator json) throws IOException {
            if (value instanceof Long number) {
                json.writeNumberField(name, number);
            } else if (value instanceof List<?> words) {
                json.writeArrayFieldStart(name);
                for (Object one : words) {
                    if (one instanceof Integer number) {
                        json.writeNumber(number);
                    } else {
                        json.writeString(String.valueOf(one));
                    }
                }
                json.writeEndArray();
            } else if (value == null) {
                json.writeNullField(name);
            } else {
                json.writeStringField(name, value.toString());
            }
        }

        String csv() {
            if (value == null) {
                return "";
            }
            if (value instanceof Long number) {
                return number.toString();
            }
            return CsvText.of(
                    value instanceof List<?> words
                            ? String.join(
                                    " ", words.stream().map(String::valueOf).toList())
                            : value.toString());
        }
    }

    private static List<Cell> cells(Found found, Disclosure disclosure) {
        boolean level = disclosure.tellsLevel(found);
        boolean people = disclosure.tellsPeople();
        Press press = found.press().item() instanceof ReceivedPresses.Valid valid ? valid.press() : null;
        ReceivedPresses.Invalid invalid = found.press().item() instanceof ReceivedPresses.Invalid other ? other : null;
        Long placed = found.press().eventTime().millis();
        Integer pressed = press == null || !level ? null : press.level();
        List<@Nullable Object> values = new ArrayList<>();
        values.add(found.terminal().hall());
        values.add(found.terminal().terminal());
        values.add(found.run());
        values.add(found.press().item().seq());
        values.add(press == null ? null : press.window());
        values.add(press == null ? null : press.input());
        values.add(press == null || !level ? null : press.key());
        values.add(pressed == null ? null : (long) pressed);
        values.add(press == null ? null : press.kind().word());
        values.add(press == null ? null : flags(press, found.press().isClockDoubtful()));
        values.add(press == null ? null : Json.text(press.at()));
        values.add(press == null ? null : press.monoMillis());
        values.add(press == null ? null : press.synced() ? "synced" : "unset");
        values.add(press == null ? null : press.supersedes());
        values.add(press == null ? null : press.rates());
        values.add(press == null || !level ? null : press.reasons()); // the first digit of a code is the level
        values.add(press == null || !people ? null : press.session());
        values.add(press == null || !people ? null : press.caseNumber());
        values.add(people ? found.staff() : null);
        values.add(word(found.press().state()));
        values.add(level ? rules(found.rules()) : null); // some rules are about one level alone
        values.add((long) found.conflicts());
        values.add(placed == null ? null : Json.text(Instant.ofEpochMilli(placed)));
        values.add(word(found.press().eventTime().by()));
        values.add(Json.text(Instant.ofEpochMilli(found.press().receivedMillis())));
        values.add(invalid == null ? null : invalid.reason());
        values.add(invalid == null || !level ? null : disclosure.raw(invalid.raw()));
        List<Cell> cells = new ArrayList<>(COLUMNS.size());
        for (int i = 0; i < values.size(); i++) {
            cells.add(new Cell(COLUMNS.get(i), values.get(i)));
        }
        return cells;
    }

    /** What the terminal sent, and the mark that the gateway derives. */
    private static List<String> flags(Press press, boolean clockDoubtful) {
        return clockDoubtful
                ? Stream.concat(press.flags().stream(), Stream.of(Flags.CLOCK_DOUBT))
                        .toList()
                : press.flags();
    }

    private static List<String> rules(String ids) {
        return ids.isEmpty() ? List.of() : List.of(ids.split(" ", -1));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
