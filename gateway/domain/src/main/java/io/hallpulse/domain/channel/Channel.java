package io.hallpulse.domain.channel;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A way other than the keys of a counter by which a person rates a service (评价渠道). */
public enum Channel {
    /** The page behind the QR code of a counter. */
    QR,
    WEB,
    PHONE,
    SMS,
    /** The government service hotline, 12345. */
    HOTLINE,
    MINIPROGRAM,
    PAPER;

    /** As it stands in messages, settings and tables. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The channel of that word. */
    public static Optional<Channel> ofWord(String word) {
        return List.of(values()).stream()
                .filter(channel -> channel.word().equals(word))
                .findFirst();
    }

    /**
     * The channels of those words.
     *
     * @throws IllegalArgumentException with one line that names the setting {@code channels} and the mend
     */
    public static Set<Channel> ofWords(Collection<String> words) {
        Set<Channel> channels = EnumSet.noneOf(Channel.class);
        for (String word : words) {
            channels.add(ofWord(word)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "channels may not hold '" + word + "'; use some of " + words())));
        }
        return channels;
    }

    /** All their words, for those who mistyped one. */
    public static String words() {
        return Arrays.stream(values()).map(Channel::word).collect(Collectors.joining(", "));
    }
}
