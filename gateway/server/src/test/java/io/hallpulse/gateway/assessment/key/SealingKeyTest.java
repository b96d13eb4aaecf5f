package io.hallpulse.gateway.assessment.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealingKeyTest {
    private static final byte[] PLAIN = "13800000000".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    @Test
    void sealed_opensByTheSameKeyAndName_andByNoOther() throws Exception {
        Path file = folder.resolve("a.key");
        byte[] sealed = made(file).seal("one", PLAIN);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("138");
        assertThat(SealingKey.toOpen(file).open("one", sealed)).isEqualTo(PLAIN);
        assertThat(made(file).seal("one", PLAIN)).isNotEqualTo(sealed);
        assertThatThrownBy(() -> SealingKey.toOpen(file).open("two", sealed))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a.key does not open it");
        assertThatThrownBy(() -> made(folder.resolve("b.key")).open("one", sealed))
                .isInstanceOf(IOException.class);
        byte[] changed = sealed.clone();
        changed[changed.length - 1] ^= 1;
        assertThatThrownBy(() -> SealingKey.toOpen(file).open("one", changed)).isInstanceOf(IOException.class);
    }

    private static SealingKey made(Path file) throws Exception {
        return SealingKey.toSeal(file, () -> false);
    }

    @Test
    void lostKey_isToldWithTheMend_andNoOtherIsMadeInItsPlace() throws Exception {
        Path file = folder.resolve("a.key");
        byte[] sealed = made(file).seal("one", PLAIN);
        Path kept = folder.resolve("kept");
        Files.move(file, kept);
        assertThatThrownBy(() -> SealingKey.toOpen(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a.key is missing")
                .hasMessageContaining("put it back");
        assertThatThrownBy(() -> SealingKey.toSeal(file, () -> true)).hasMessageContaining("a.key is missing");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(kept);
        }
        Files.move(kept, file);
        assertThat(SealingKey.toSeal(file, () -> true).open("one", sealed)).isEqualTo(PLAIN);
    }

    @Test
    void keyForEverybody_orNoKeyAtAll_isRefusedWithTheMend() throws Exception {
        Path file = folder.resolve("a.key");
        made(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> SealingKey.toOpen(file)).hasMessageContaining("chmod 600");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        for (String text : new String[] {"", "secret", "c2hvcnQ="}) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> SealingKey.toOpen(file)).hasMessageContaining("holds no key");
        }
    }
}
