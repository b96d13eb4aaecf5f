package io.hallpulse.gateway.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.store.DeadLetter;
import io.hallpulse.gateway.store.PressReader.Found;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of raw presses is told to whom. What somebody pressed is told from the hall's next day on, when nobody remembers any more who stood
 * at the window; who was served, and by whom, is told to auditors alone. They are told everything.
 */
public final class Disclosure {
    /** A day of any hall is over by then, be it one on which a clock was set back. */
    private static final Duration LONGEST_DAY = Duration.ofHours(25);

    private static final List<String> PEOPLE = List.of("session", "case", "staff");
    private static final String PRESSES = "/presses";

    private final boolean everything;
    private final Instant now;
    /** When the today of each hall began. */
    private final Map<String, Long> todayMillis = new HashMap<>();

    private Disclosure(boolean everything, Halls halls, Instant now) {
        this.everything = everything;
        this.now = now;
        for (Hall hall : halls.all()) {
            todayMillis.put(
                    hall.id(),
                    now.atZone(hall.zone())
                            .toLocalDate()
                            .atStartOfDay(hall.zone())
                            .toInstant()
                            .toEpochMilli());
        }
    }

    /** To auditors. */
    public static Disclosure toAuditors() {
        return new Disclosure(true, new Halls(List.of()), Instant.EPOCH);
    }

    /**
     * To everybody else who may read presses at all.
     *
     * @param now by the gateway's clock; says what today is
     */
    public static Disclosure toOperators(Halls halls, Instant now) {
        return new Disclosure(false, halls, now);
    }

    /** Whether key and level of a press are told. One without a time is of the day on which it was received. */
    boolean tellsLevel(Found found) {
        Long placed = found.press().eventTime().millis();
        long millis = placed == null ? found.press().receivedMillis() : placed;
        return everything
                || millis
                        < todayMillis.getOrDefault(
                                found.terminal().hall(), now.minus(LONGEST_DAY).toEpochMilli());
    }

    /** Whether it is told who was served and by whom. */
    boolean tellsPeople() {
        return everything;
    }

    /** What a press that could not be read came as. */
    @Nullable
    String raw(String raw) {
        if (everything) {
            return raw;
        }
        try {
            JsonNode read = Json.read(raw.getBytes(StandardCharsets.UTF_8), JsonNode.class);
            if (read instanceof ObjectNode press) {
                press.remove(PEOPLE);
                return new String(Json.write(press), StandardCharsets.UTF_8);
            }
            return null;
        } catch (UnreadableMessage e) {
            return null; // whatever stands in it cannot be told apart
        }
    }

    /** A message that could not be read, which may have been one of presses: its payload is for auditors while its day is not over. */
    public DeadLetter of(DeadLetter letter) {
        boolean tells = everything
                || !letter.topic().endsWith(PRESSES)
                || letter.received().isBefore(now.minus(LONGEST_DAY));
        return tells ? letter : new DeadLetter(letter.received(), letter.topic(), letter.reason(), null);
    }
}
