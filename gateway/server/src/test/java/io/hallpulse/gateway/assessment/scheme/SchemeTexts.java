package io.hallpulse.gateway.assessment.scheme;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Texts of scheme files: those that ship, and those of tests alone. */
final class SchemeTexts {
    static final List<String> GOOD = List.of(
            ShippedSchemes.MONTHLY,
            ShippedSchemes.PROMISES,
            "enshi-hundred-best",
            "huaian-conduct",
            "nanchuan-worst-offices");

    private SchemeTexts() {}

    static String good(String scheme) throws IOException {
        return ShippedSchemes.ALL.contains(scheme) ? ShippedSchemes.text(scheme) : resource(scheme + ".yaml");
    }

    static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(SchemeTexts.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
