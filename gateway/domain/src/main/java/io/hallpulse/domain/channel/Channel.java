package io.hallpulse.domain.channel;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
}
