package io.hallpulse.contract.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.longs;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our reading of instants and the general parser's are the same. */
@NullMarked
class WireInstantTest {
    private static final String OTHER_CHARACTERS = "0123456789-:.TZtz+ ";

    private static @Nullable Instant general(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    @Test
    void anyMillisecond_isReadAsWritten() {
        qt().forAll(longs().between(-62_167_219_200_000L, 253_402_300_799_999L))
                .check(millis -> Instant.ofEpochMilli(millis)
                        .equals(WireInstant.parse(Json.text(Instant.ofEpochMilli(millis)))));
    }

    @Test
    void anyCharacterChanged_isReadAsTheGeneralParserDoes() {
        qt().forAll(
                        longs().between(-62_167_219_200_000L, 253_402_300_799_999L),
                        integers().between(0, 23),
                        integers().between(0, OTHER_CHARACTERS.length() - 1))
                .checkAssert((millis, at, other) -> {
                    StringBuilder text = new StringBuilder(Json.text(Instant.ofEpochMilli(millis)));
                    text.setCharAt(at, OTHER_CHARACTERS.charAt(other));
                    assertThat(WireInstant.parse(text.toString())).isEqualTo(general(text.toString()));
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-02-29T00:00:00.000Z",
                "2023-02-29T00:00:00.000Z",
                "2026-11-31T00:00:00.000Z",
                "2026-11-22T24:00:00.000Z",
                "2026-11-22T23:59:60.000Z",
                "2026-11-22T10:03:11Z",
                "2026-11-22T10:03:11.2Z",
                "2026-11-22T10:03:11.204+08:00",
                "+12026-11-22T10:03:11.204Z",
                "2026-00-10T00:00:00.000Z",
                "２026-11-22T10:03:11.204Z",
                "",
                "Z"
            })
    void edges_areReadAsTheGeneralParserDoes(String text) {
        assertThat(WireInstant.parse(text)).isEqualTo(general(text));
    }
}
