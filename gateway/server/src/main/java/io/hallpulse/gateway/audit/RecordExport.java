package io.hallpulse.gateway.audit;

import io.hallpulse.contract.message.Json;
import io.hallpulse.domain.directory.Csv;
import io.hallpulse.domain.record.Entry;
import io.hallpulse.gateway.store.AuditReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The whole record for other programs, some entries at a time. What is checked by others is the lines of JSON. */
public enum RecordExport {
    /** One object a line, its texts as they went into the hash. */
    JSON {
        @Override
        String head() {
            return "";
        }

        @Override
        String line(Map<String, Object> entry) {
            return new String(Json.write(entry), StandardCharsets.UTF_8) + "\n";
        }
    },
    /** For spreadsheets. */
    CSV {
        @Override
        String head() {
            return Csv.line(COLUMNS);
        }

        @Override
        String line(Map<String, Object> entry) {
            return Csv.line(entry.values().stream().map(Object::toString).toList());
        }
    };

    private static final List<String> COLUMNS =
            List.of("n", "at", "who", "role", "what", "object", "before", "after", "previous", "hash");

    public static Optional<RecordExport> ofWord(String word) {
        return Stream.of(values())
                .filter(form -> form.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    abstract String head();

    abstract String line(Map<String, Object> entry);

    /**
     * Writes all of it, and closes nothing.
     *
     * @throws IOException where {@code out} takes no more
     */
    public void write(AuditReader reader, OutputStream out) throws IOException {
        out.write(head().getBytes(StandardCharsets.UTF_8));
        List<Entry> some = reader.after(Long.MIN_VALUE, AuditReader.Wanted.ALL);
        while (!some.isEmpty()) {
            for (Entry entry : some) {
                out.write(line(members(entry)).getBytes(StandardCharsets.UTF_8));
            }
            some = reader.after(some.get(some.size() - 1).n(), AuditReader.Wanted.ALL);
        }
    }

    /** The members of an entry in their order, as both forms and the interface have them. */
    public static Map<String, Object> members(Entry entry) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("n", entry.n());
        members.put("at", entry.atText());
        members.put("who", entry.change().actor().name());
        members.put("role", entry.change().actor().role());
        members.put("what", entry.change().what());
        members.put("object", entry.change().object());
        members.put("before", entry.change().before());
        members.put("after", entry.change().after());
        members.put("previous", entry.previous());
        members.put("hash", entry.hash());
        return members;
    }
}
