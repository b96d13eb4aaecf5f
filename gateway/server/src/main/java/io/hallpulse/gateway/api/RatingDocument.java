package io.hallpulse.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.domain.channel.Channel;
import io.hallpulse.domain.channel.ChannelRating;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A rating of another channel as its JSON has it. A member that is not one of these is a mistyped one, and refused rather than lost. */
final class RatingDocument {
    private static final Set<String> MEMBERS = Set.of("channel", "hall", "window", "level", "reasons", "case", "at");

    private final JsonNode document;

    private RatingDocument(JsonNode document) {
        this.document = document;
    }

    /** @throws IllegalArgumentException with one line that names the member and the mend */
    static ChannelRating of(JsonNode document) {
        for (Iterator<String> names = document.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!MEMBERS.contains(name)) {
                throw new IllegalArgumentException("a rating has no member '" + name + "'; it has "
                        + MEMBERS.stream().sorted().collect(Collectors.joining(", ")));
            }
        }
        RatingDocument rating = new RatingDocument(document);
        return new ChannelRating(
                rating.channel(),
                rating.wanted("hall"),
                rating.wanted("window"),
                rating.level(),
                rating.reasons(),
                rating.text("case"),
                rating.at());
    }

    private Channel channel() {
        String word = wanted("channel");
        return Channel.ofWord(word)
                .orElseThrow(() -> new IllegalArgumentException(
                        "channel '" + word + "' is unknown; use one of " + Channel.words()));
    }

    private int level() {
        JsonNode level = document.path("level");
        if (!level.isIntegralNumber() || !level.canConvertToInt()) {
            throw new IllegalArgumentException("level is no whole number; send 1 to 5");
        }
        return level.intValue();
    }

    private List<Integer> reasons() {
        JsonNode reasons = document.path("reasons");
        List<Integer> codes = new ArrayList<>();
        if (reasons.isMissingNode() || reasons.isNull()) {
            return codes;
        }
        if (!reasons.isArray()) {
            throw new IllegalArgumentException("reasons is no list; send codes such as [213, 214], or []");
        }
        for (JsonNode code : reasons) {
            if (!code.isIntegralNumber() || !code.canConvertToInt()) {
                throw new IllegalArgumentException("reasons has what is no code; send numbers such as [213, 214]");
            }
            codes.add(code.intValue());
        }
        return codes;
    }

    /** With the offset of its zone; a time without one would have to be guessed. */
    private Instant at() {
        String text = wanted("at");
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "at '" + text
                            + "' is no instant; send one such as 2026-11-22T10:03:11.204Z or 2026-11-22T18:03:11+08:00",
                    e);
        }
    }

    private String wanted(String name) {
        String text = text(name);
        if (text == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return text;
    }

    private @Nullable String text(String name) {
        JsonNode value = document.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException(name + " is no text");
        }
        return value.textValue();
    }
}
