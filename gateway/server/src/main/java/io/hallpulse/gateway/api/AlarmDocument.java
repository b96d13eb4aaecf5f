package io.hallpulse.gateway.api;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.hallpulse.domain.alarm.Alarm;
import io.hallpulse.domain.alarm.AlarmNote;
import io.hallpulse.domain.directory.Name;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An alarm as programs read it.
 *
 * @param hall null where it is the gateway's own
 * @param closed when, null while it is open
 * @param count how often it has opened
 */
@JsonPropertyOrder({
    "id",
    "kind",
    "hall",
    "subject",
    "state",
    "since",
    "closed",
    "count",
    "cause",
    "mend",
    "acknowledged",
    "mutedUntil",
    "notes"
})
record AlarmDocument(
        long id,
        String kind,
        @Nullable String hall,
        String subject,
        String state,
        Instant since,
        @Nullable Instant closed,
        int count,
        Name cause,
        Name mend,
        @Nullable Acknowledged acknowledged,
        @Nullable Instant mutedUntil,
        List<Note> notes) {
    /** Who has taken it on, and when. */
    @JsonPropertyOrder({"by", "at"})
    record Acknowledged(String by, Instant at) {}

    /** What somebody did or said. */
    @JsonPropertyOrder({"at", "by", "what", "text"})
    record Note(Instant at, String by, String what, String text) {}

    /** @param notes of this alarm and of others */
    static AlarmDocument of(Alarm alarm, List<AlarmNote> notes) {
        String by = alarm.acknowledgedBy();
        Long at = alarm.acknowledgedMillis();
        return new AlarmDocument(
                alarm.id(),
                alarm.kind().word(),
                alarm.hall().isEmpty() ? null : alarm.hall(),
                alarm.subject(),
                alarm.isOpen() ? "open" : "closed",
                Instant.ofEpochMilli(alarm.sinceMillis()),
                instant(alarm.closedMillis()),
                alarm.count(),
                new Name(alarm.zh(), alarm.en()),
                new Name(alarm.kind().mendZh(), alarm.kind().mendEn()),
                by == null || at == null ? null : new Acknowledged(by, Instant.ofEpochMilli(at)),
                instant(alarm.mutedUntilMillis()),
                notes.stream()
                        .filter(note -> note.alarm() == alarm.id())
                        .map(note ->
                                new Note(Instant.ofEpochMilli(note.atMillis()), note.who(), note.what(), note.text()))
                        .toList());
    }

    private static @Nullable Instant instant(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}
