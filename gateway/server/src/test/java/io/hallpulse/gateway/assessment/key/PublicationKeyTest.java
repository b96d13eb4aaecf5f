package io.hallpulse.gateway.assessment.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationKeyTest {
    private static final String CONTENT = "{\"v\":1}";

    @TempDir
    Path folder;

    private String signed(PublicationKey key) {
        return key.sign(CONTENT);
    }

    @Test
    void key_isMadeOnceForItsOwnerAlone_andFoundAgain() throws Exception {
        Path file = folder.resolve(PublicationKey.FILE);
        PublicationKey made = PublicationKey.open(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        PublicationKey again = PublicationKey.open(file);
        assertThat(again.publicKey()).isEqualTo(made.publicKey());
        assertThat(signed(again)).as("Ed25519 is deterministic").isEqualTo(signed(made));
    }

    @Test
    void key_thatOthersMayUse_isRefusedInOneLine() throws Exception {
        Path file = folder.resolve(PublicationKey.FILE);
        PublicationKey.open(file);
        for (String mode : new String[] {"rw-r-----", "rw----r--", "rw--w----"}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
            assertThatThrownBy(() -> PublicationKey.open(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(mode)
                    .hasMessageEndingWith("run chmod 600 " + file)
                    .message()
                    .doesNotContain("\n");
        }
    }

    @Test
    void file_thatIsNoSuchKey_isRefusedInOneLine_andStaysAsItIs() throws Exception {
        Path file = folder.resolve(PublicationKey.FILE);
        Path other = folder.resolve("other.key");
        PublicationKey.open(file);
        PublicationKey.open(other);
        String mixed = Files.readString(file).replaceFirst("(?s)-----BEGIN PUBLIC.*", "")
                + Files.readString(other).replaceFirst("(?s)^.*-----BEGIN PUBLIC", "-----BEGIN PUBLIC");
        for (String content : new String[] {"", "secret", mixed}) {
            Files.writeString(file, content);
            assertThatThrownBy(() -> PublicationKey.open(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is no key for publications")
                    .message()
                    .doesNotContain("\n");
            assertThat(Files.readString(file)).isEqualTo(content);
        }
    }

    @Test
    void fingerprint_isReadHoweverItIsWritten() throws GeneralSecurityException {
        String digits = SheetSignature.fingerprint(
                SheetSignature.key(PublicationKey.draw().publicKey()));
        assertThat(SheetSignature.digits(SheetSignature.printed(digits))).contains(digits);
        assertThat(SheetSignature.digits(digits.toUpperCase(Locale.ROOT))).contains(digits);
        assertThat(SheetSignature.digits(digits.substring(1))).isEmpty();
    }
}
