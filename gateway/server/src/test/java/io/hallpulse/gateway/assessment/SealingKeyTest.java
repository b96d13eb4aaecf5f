package io.hallpulse.gateway.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealingKeyTest {
    private static final byte[] PLAIN = "13800000000".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    @Test
    void sealed_opensByTheSameKeyAndName_andByNoOther() throws Exception {
        Path file = folder.resolve("a.key");
        byte[] sealed = SealingKey.of(file).seal("one", PLAIN);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("138");
        assertThat(SealingKey.of(file).open("one", sealed)).isEqualTo(PLAIN);
        assertThat(SealingKey.of(file).seal("one", PLAIN)).isNotEqualTo(sealed);
        assertThatThrownBy(() -> SealingKey.of(file).open("two", sealed))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a.key does not open it");
        assertThatThrownBy(() -> SealingKey.of(folder.resolve("b.key")).open("one", sealed))
                .isInstanceOf(IOException.class);
        byte[] changed = sealed.clone();
        changed[changed.length - 1] ^= 1;
        assertThatThrownBy(() -> SealingKey.of(file).open("one", changed)).isInstanceOf(IOException.class);
    }

    @Test
    void keyForEverybody_orNoKeyAtAll_isRefusedWithTheMend() throws Exception {
        Path file = folder.resolve("a.key");
        SealingKey.of(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> SealingKey.of(file)).hasMessageContaining("chmod 600");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        for (String text : new String[] {"", "secret", "c2hvcnQ="}) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> SealingKey.of(file)).hasMessageContaining("holds no key");
        }
    }
}
