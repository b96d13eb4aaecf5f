package io.hallpulse.contract.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.hallpulse.contract.Identifiers;
import io.hallpulse.contract.Level;
import io.hallpulse.contract.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code presses} messages in one pass, without an intermediate tree. The envelope must be readable; a press that
 * fails validation becomes {@link ReceivedPresses.Invalid} and the rest of the message is read on. One reader serves one message.
 */
public final class PressesReader {
    /** Without the library's own search for members that stand twice, which costs much: {@link #once} does it for those we know. */
    private static final JsonFactory FACTORY = new JsonFactory();

    private static final int RAW_LIMIT = 4096;
    private static final int MOST_REASONS = 16;

    private static final List<String> ENVELOPE = List.of("v", "run", "boot", "low", "anchor", "presses");
    private static final List<String> MEMBERS = List.of(
            "seq",
            "window",
            "input",
            "key",
            "level",
            "at",
            "mono",
            "clock",
            "kind",
            "flags",
            "session",
            "case",
            "staff",
            "supersedes",
            "rates",
            "reasons");

    private final byte[] bytes;
    private final JsonParser json;
    private final List<ReceivedPresses.Item> items = new ArrayList<>();

    private PressesReader(byte[] bytes) throws IOException {
        this.bytes = bytes;
        this.json = FACTORY.createParser(bytes);
    }

    /**
     * Reads one message.
     *
     * @throws UnreadableMessage where {@code v}, {@code run}, {@code low} or a seq is missing or of a wrong type, or the bytes are no JSON
     * @throws NewerVersion where {@code v} is above ours
     */
    public static ReceivedPresses read(byte[] bytes) throws UnreadableMessage, NewerVersion {
        if (bytes.length > Json.MAX_MESSAGE_BYTES) {
            throw new UnreadableMessage(bytes.length + " bytes; a message has at most " + Json.MAX_MESSAGE_BYTES);
        }
        try {
            PressesReader reader = new PressesReader(bytes);
            try (JsonParser closing = reader.json) {
                return reader.envelope();
            }
        } catch (IOException e) {
            throw new UnreadableMessage(Json.oneLine(e));
        }
    }

    private ReceivedPresses envelope() throws IOException, UnreadableMessage, NewerVersion {
        long version = 0;
        String run = null;
        String boot = "";
        long low = 0;
        Anchor anchor = null;
        int seen = 0;
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new UnreadableMessage("a message is a JSON object");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            seen = once(seen, ENVELOPE, name);
            switch (name) {
                case "v" -> version = version();
                case "run" -> run = text();
                case "boot" -> boot = boot(text());
                case "low" -> low = integer("low");
                case "anchor" -> anchor = anchor();
                case "presses" -> presses();
                default -> json.skipChildren();
            }
        }
        if (json.nextToken() != null) {
            throw new UnreadableMessage("something follows the message");
        }
        if (version < 1) {
            throw new UnreadableMessage("v is missing");
        }
        if (run == null || !Identifiers.isIdentifier(run)) {
            throw new UnreadableMessage("run is missing or no identifier");
        }
        if (low < 1 || low > Press.MAX_SEQ) {
            throw new UnreadableMessage("low is missing or no seq");
        }
        if (items.isEmpty()) {
            throw new UnreadableMessage("presses is missing or empty");
        }
        long lowest = low;
        for (ReceivedPresses.Item item : items) {
            lowest = Math.min(lowest, item.seq());
        }
        return new ReceivedPresses(run, boot, lowest, anchor, List.copyOf(items));
    }

    /** Notes that a member stands there; one that stands twice has two meanings, and which one is meant nobody knows. */
    private static int once(int seen, List<String> known, String name) throws UnreadableMessage {
        int index = known.indexOf(name);
        int bit = index < 0 ? 0 : 1 << index;
        if ((seen & bit) != 0) {
            throw new UnreadableMessage("member " + name + " stands twice");
        }
        return seen | bit;
    }

    private static String boot(@Nullable String word) {
        return word != null && Identifiers.isIdentifier(word) ? word : "";
    }

    /** The version stands first, so a newer message is known as such before anything in it can be misread. */
    private long version() throws IOException, UnreadableMessage, NewerVersion {
        long version = integer("v");
        if (version > Json.VERSION) {
            throw new NewerVersion(version);
        }
        return version;
    }

    private void presses() throws IOException, UnreadableMessage {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new UnreadableMessage("presses is no array");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw new UnreadableMessage("a press is a JSON object");
            }
            items.add(new OnePress().read());
        }
    }

    private @Nullable Anchor anchor() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return null;
        }
        Long mono = null;
        Instant wall = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals("mono") && json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                mono = json.getLongValue();
            } else if (name.equals("wall")) {
                wall = WireInstant.parse(text());
            } else {
                json.skipChildren();
            }
        }
        return mono == null || mono < 0 || wall == null ? null : new Anchor(mono, wall);
    }

    private long integer(String what) throws IOException, UnreadableMessage {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT
                || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw new UnreadableMessage(what + " is no integer");
        }
        return json.getLongValue();
    }

    /** The current value if it is a string; else null, and the value is passed over. */
    private @Nullable String text() throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        json.skipChildren();
        return null;
    }

    /** One press while it is read; the first fault found is its reason. */
    private final class OnePress {
        private final int start = (int) json.currentTokenLocation().getByteOffset();
        private long seq;
        private @Nullable String window;
        private @Nullable String input;
        private @Nullable String key;
        private @Nullable Integer level;
        private boolean levelSeen;
        private @Nullable Instant at;
        private long monoMillis = -1;
        private boolean synced = true;
        private Press.@Nullable Kind kind = Press.Kind.RATING;
        private List<String> flags = List.of();
        private @Nullable String session;
        private @Nullable String caseNumber;
        private @Nullable String staff;
        private @Nullable Long supersedes;
        private @Nullable Long rates;
        private List<Integer> reasons = List.of();
        private @Nullable String fault;

        ReceivedPresses.Item read() throws IOException, UnreadableMessage {
            int seen = 0;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                seen = once(seen, MEMBERS, name);
                member(name);
            }
            if (seq < 1 || seq > Press.MAX_SEQ) {
                throw new UnreadableMessage("a press without a seq of 1 to 2^53-1");
            }
            return judge();
        }

        private void member(String name) throws IOException, UnreadableMessage {
            switch (name) {
                case "seq" -> seq = integer("seq");
                case "window" -> window = text();
                case "input" -> input = text();
                case "key" -> key = text();
                case "level" -> level();
                case "at" -> at = WireInstant.parse(text());
                case "mono" -> monoMillis = number("mono");
                case "clock" -> clock(text());
                case "kind" -> kind(text());
                case "flags" -> flags = flags();
                case "session" -> session = optional("session");
                case "case" -> caseNumber = optional("case");
                case "staff" -> staff = optional("staff");
                case "supersedes" -> supersedes = number("supersedes");
                case "rates" -> rates = number("rates");
                case "reasons" -> reasons = reasons();
                default -> json.skipChildren();
            }
        }

        private void level() throws IOException {
            levelSeen = true;
            if (json.currentToken() != JsonToken.VALUE_NULL) {
                long number = number("level");
                if (Level.isLevel(number)) {
                    level = (int) number;
                } else {
                    fault("level is not 1 to 5");
                }
            }
        }

        private void clock(@Nullable String word) {
            synced = "synced".equals(word);
            if (!synced && !"unset".equals(word)) {
                fault("clock is neither synced nor unset");
            }
        }

        private void kind(@Nullable String word) {
            kind = word == null ? null : Press.Kind.ofWord(word);
            if (kind == null) {
                fault("kind is none of rating, timeout, test, reason, undone");
            }
        }

        private List<String> flags() throws IOException {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                json.skipChildren();
                fault("flags is no array");
                return List.of();
            }
            List<String> words = new ArrayList<>(2);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                String word = text();
                if (word == null || !Identifiers.isIdentifier(word) || words.size() == 16) {
                    fault("flags is not a short list of words");
                } else {
                    words.add(word);
                }
            }
            return words;
        }

        private List<Integer> reasons() throws IOException {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                json.skipChildren();
                fault("reasons is no array");
                return List.of();
            }
            List<Integer> codes = new ArrayList<>(1);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                String code = json.currentToken() == JsonToken.VALUE_NUMBER_INT ? json.getText() : text();
                if (code == null || !code.matches("[1-5]\\d\\d") || codes.size() == MOST_REASONS) {
                    fault("reasons is not a short list of codes");
                } else {
                    codes.add(Integer.parseInt(code));
                }
            }
            return codes;
        }

        /** Whether it says what it is a reason of; a flagged one, pressed when there was nothing to give a reason for, need not. */
        private void judgeReason() {
            Long rated = rates;
            boolean givesReason = rated != null || flags.isEmpty();
            if (givesReason && (rated == null || rated < 1 || rated >= seq)) {
                fault("rates is no earlier seq");
            }
            if (givesReason
                    && (reasons.isEmpty()
                            || !reasons.stream().allMatch(Reason::isKnown)
                            || reasons.stream().map(Reason::level).distinct().count() > 1)) {
                fault("reasons are not known codes of one level");
            }
        }

        private @Nullable String optional(String name) throws IOException {
            if (json.currentToken() == JsonToken.VALUE_NULL) {
                return null;
            }
            String value = text();
            if (value == null || value.length() > 64) {
                fault(name + " is no text of at most 64 characters");
                return null;
            }
            return value;
        }

        private long number(String name) throws IOException {
            if (json.currentToken() == JsonToken.VALUE_NUMBER_INT
                    && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
                return json.getLongValue();
            }
            json.skipChildren();
            fault(name + " is no integer");
            return -1;
        }

        private void fault(String reason) {
            if (fault == null) {
                fault = reason;
            }
        }

        private ReceivedPresses.Item judge() {
            if (window == null || !Identifiers.isIdentifier(window)) {
                fault("window is missing or no identifier");
            }
            if (input == null || !Identifiers.isIdentifier(input)) {
                fault("input is missing or no identifier");
            }
            if (key == null || key.length() > 64) {
                fault("key is missing or too long");
            }
            if (at == null) {
                fault("at is missing or no instant");
            }
            if (monoMillis < 0 || monoMillis > Press.MAX_SEQ) {
                fault("mono is missing or negative");
            }
            if (!levelSeen) {
                fault("level is missing");
            }
            boolean isRating = kind == Press.Kind.RATING && !flags.contains(Flags.UNMAPPED);
            if (isRating && level == null) {
                fault("a rating without a level");
            }
            if (kind == Press.Kind.TIMEOUT && level != null) {
                fault("a time-out with a level");
            }
            if (kind == Press.Kind.REASON) {
                judgeReason();
            }
            Long earlier = supersedes;
            if (earlier != null && (earlier < 1 || earlier >= seq)) {
                fault("supersedes is no earlier seq");
            }
            if (fault != null || window == null || input == null || key == null || at == null || kind == null) {
                return new ReceivedPresses.Invalid(seq, String.valueOf(fault), raw());
            }
            return new ReceivedPresses.Valid(new Press(
                    seq,
                    window,
                    input,
                    key,
                    level,
                    at,
                    monoMillis,
                    synced,
                    kind,
                    flags,
                    session,
                    caseNumber,
                    staff,
                    supersedes,
                    rates,
                    reasons));
        }

        private String raw() {
            int end = Math.min((int) json.currentLocation().getByteOffset(), bytes.length);
            String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
            return text.length() <= RAW_LIMIT ? text : text.substring(0, RAW_LIMIT);
        }
    }
}
