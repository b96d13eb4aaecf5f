package io.hallpulse.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.domain.channel.Channel;
import io.hallpulse.domain.channel.ChannelRating;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A rating of another channel as its JSON has it. */
final class RatingDocument {
    private static final Set<String> MEMBERS = Set.of("channel", "hall", "window", "level", "reasons", "case", "at");

    private RatingDocument() {}

    /** @throws IllegalArgumentException with one line that names the member and the mend */
    static ChannelRating of(SentDocument document) {
        document.requireOnly("a rating", MEMBERS);
        return new ChannelRating(
                channel(document),
                document.wanted("hall"),
                document.wanted("window"),
                document.whole("level", "send 1 to 5"),
                reasons(document.json().path("reasons")),
                document.text("case"),
                document.instant("at"));
    }

    private static Channel channel(SentDocument document) {
        String word = document.wanted("channel");
        return Channel.ofWord(word)
                .orElseThrow(() -> new IllegalArgumentException(
                        "channel '" + word + "' is unknown; use one of " + Channel.words()));
    }

    private static List<Integer> reasons(JsonNode reasons) {
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
}
