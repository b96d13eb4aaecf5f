package io.hallpulse.gateway.assessment.scheme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Schemes that come with the program as examples of our own: an authority takes one, and puts its own figures and its own document in. */
public final class ShippedSchemes {
    /** Windows of the month. */
    public static final String MONTHLY = "hongjiang-monthly";
    /** Public promises and star windows. */
    public static final String PROMISES = "jinan-promises";
    /** All of them. */
    public static final List<String> ALL = List.of(MONTHLY, PROMISES);

    private ShippedSchemes() {}

    /** The text of the file of one of {@link #ALL}. */
    public static String text(String scheme) {
        String file = scheme + ".yaml";
        try (InputStream in = Objects.requireNonNull(ShippedSchemes.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " in this program cannot be read", e);
        }
    }
}
