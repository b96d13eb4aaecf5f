package io.hallpulse.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class FormTokensTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
    private final FormTokens tokens = tokens();

    private FormTokens tokens() {
        return new FormTokens(new SecureRandom(), now::get);
    }

    private void pass(Duration time) {
        now.set(Objects.requireNonNull(now.get()).plus(time));
    }

    @Test
    void number_ofAToken_isTheSameEachTime_andNoOthers() {
        String token = tokens.draw("north", "A03");
        String other = tokens.draw("north", "A03");
        assertThat(tokens.number("north", "A03", token))
                .isPresent()
                .isEqualTo(tokens.number("north", "A03", token))
                .isNotEqualTo(tokens.number("north", "A03", other));
    }

    @Test
    void number_ofAnotherCounter_anotherKey_orChanged_isNone() {
        String token = tokens.draw("north", "A03");
        assertThat(tokens.number("north", "A04", token)).isEmpty();
        assertThat(tokens.number("south", "A03", token)).isEmpty();
        assertThat(tokens().number("north", "A03", token)).as("of another run").isEmpty();
        byte[] bytes = Base64.getUrlDecoder().decode(token);
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertThat(tokens.number("north", "A03", Base64.getUrlEncoder().encodeToString(changed)))
                    .as("byte %d", i)
                    .isEmpty();
        }
        for (String none : new String[] {"", "x", "%%%", token + token}) {
            assertThat(tokens.number("north", "A03", none)).isEmpty();
        }
    }

    @Test
    void number_afterHalfAnHour_isNone() {
        String token = tokens.draw("north", "A03");
        pass(Duration.ofMinutes(30).minusMillis(1));
        assertThat(tokens.number("north", "A03", token)).isPresent();
        pass(Duration.ofMillis(1));
        assertThat(tokens.number("north", "A03", token)).isEmpty();
    }
}
