package io.hallpulse.contract.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.longs;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class EnrolmentCodeTest {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final PublicKey SITE = key();
    private static final PublicKey OTHER_SITE = key();

    /** What the random generator of a code gives: any 40 bits. */
    private static final class Given extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final long secret;

        Given(long secret) {
            this.secret = secret;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (secret >> (8 * i));
            }
        }
    }

    private static PublicKey key() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair().getPublic();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static EnrolmentCode code(long secret) {
        return EnrolmentCode.draw(new Given(secret), SITE);
    }

    private static String bare(EnrolmentCode code) {
        return code.text().replace("-", "");
    }

    @Test
    void drawn_isSixGroupsOfFour_andBitsStandWhereTheyBelong() throws GeneralSecurityException {
        EnrolmentCode code = EnrolmentCode.draw(new Given(0x00_00_00_00_FFL), SITE);
        assertThat(code.text()).matches("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){5}");
        assertThat(bare(code)).startsWith("ZW000000");
        BigInteger sha = new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(SITE.getEncoded()));
        BigInteger expected = sha.shiftRight(256 - 75);
        BigInteger read = BigInteger.ZERO;
        for (char c : bare(code).substring(8, 23).toCharArray()) {
            read = read.shiftLeft(5).or(BigInteger.valueOf(ALPHABET.indexOf(c)));
        }
        assertThat(read).isEqualTo(expected);
    }

    @Test
    void anyCode_isReadHoweverItIsTyped() {
        qt().forAll(longs().between(0, (1L << 40) - 1)).checkAssert(secret -> {
            EnrolmentCode code = code(secret);
            String typed = code.text()
                    .toLowerCase(Locale.ROOT)
                    .replace('1', 'l')
                    .replace('0', 'o')
                    .replace('-', ' ');
            assertThat(EnrolmentCode.parse(typed)).isEqualTo(code);
            assertThat(EnrolmentCode.parse(bare(code)).hash()).isEqualTo(code.hash());
        });
    }

    @Test
    void anyTwoSecrets_giveTwoCodes() {
        qt().forAll(longs().between(0, (1L << 40) - 1), longs().between(0, (1L << 40) - 1))
                .assuming((one, other) -> !one.equals(other))
                .check((one, other) -> !code(one).equals(code(other)));
    }

    @Test
    void anyWrongCharacter_isFound() {
        qt().forAll(
                        longs().between(0, (1L << 40) - 1),
                        integers().between(0, EnrolmentCode.LENGTH - 1),
                        integers().between(1, 31))
                .checkAssert((secret, at, off) -> {
                    StringBuilder typed = new StringBuilder(bare(code(secret)));
                    typed.setCharAt(at, ALPHABET.charAt((ALPHABET.indexOf(typed.charAt(at)) + off) % 32));
                    assertThatThrownBy(() -> EnrolmentCode.parse(typed.toString()))
                            .hasMessageContaining("mistyped");
                });
    }

    @Test
    void anyTwoCharactersChanged_inPlace_areFound() {
        qt().forAll(
                        longs().between(0, (1L << 40) - 1),
                        integers().between(0, EnrolmentCode.LENGTH - 1),
                        integers().between(0, EnrolmentCode.LENGTH - 1))
                .assuming((secret, one, other) ->
                        bare(code(secret)).charAt(one) != bare(code(secret)).charAt(other))
                .checkAssert((secret, one, other) -> {
                    String right = bare(code(secret));
                    StringBuilder typed = new StringBuilder(right);
                    typed.setCharAt(one, right.charAt(other));
                    typed.setCharAt(other, right.charAt(one));
                    assertThatThrownBy(() -> EnrolmentCode.parse(typed.toString()))
                            .hasMessageContaining("mistyped");
                });
    }

    @Test
    void authority_isKnownByItsFingerprint() {
        assertThat(code(7).isOf(SITE)).isTrue();
        assertThat(code(7).isOf(OTHER_SITE)).isFalse();
    }

    @Test
    void unreadable_saysWhy_andNeverRepeatsTheCode() {
        List<String> messages = new ArrayList<>();
        for (String typed : List.of("", "7KQ2-9FXM", "UUUU-UUUU-UUUU-UUUU-UUUU-UUUU", "七".repeat(24))) {
            assertThatThrownBy(() -> EnrolmentCode.parse(typed))
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(e -> messages.add(String.valueOf(e.getMessage())));
        }
        assertThat(messages)
                .containsExactly(
                        "an enrolment code has 24 characters, this one has 0; look at it again",
                        "an enrolment code has 24 characters, this one has 8; look at it again",
                        "an enrolment code has digits and letters only, and no U; look at it again",
                        "an enrolment code has digits and letters only, and no U; look at it again");
        assertThat(code(7).toString()).isEqualTo("an enrolment code");
    }
}
