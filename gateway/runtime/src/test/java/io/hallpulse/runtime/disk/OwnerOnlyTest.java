package io.hallpulse.runtime.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnerOnlyTest {
    @TempDir
    private Path parent = Path.of("");

    @Test
    void folder_thatIsLoose_isTightenedWithAllThatIsInIt() throws Exception {
        Path data = parent.resolve("data");
        Path deep = Files.createDirectories(data.resolve("deep"));
        Path file = Files.writeString(deep.resolve("outbox.db"), "");
        Path elsewhere = Files.writeString(parent.resolve("elsewhere"), "");
        Files.createSymbolicLink(data.resolve("link"), elsewhere);
        for (Path path : new Path[] {data, deep, file, elsewhere}) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        OwnerOnly.folder(data);

        assertThat(mode(data)).isEqualTo("rwx------");
        assertThat(mode(deep)).isEqualTo("rwx------");
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(mode(elsewhere)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void folderAndFile_thatAreNew_areTheirOwnersAlone() throws Exception {
        Path data = parent.resolve("a/b");
        OwnerOnly.folder(data);
        OwnerOnly.file(data.resolve("new"));

        assertThat(mode(data)).isEqualTo("rwx------");
        assertThat(mode(data.resolve("new"))).isEqualTo("rw-------");
    }

    @Test
    void folder_whereAFileStands_isOneLineWithTheMend() throws Exception {
        Path data = Files.writeString(parent.resolve("data"), "");

        assertThatThrownBy(() -> OwnerOnly.folder(data))
                .isInstanceOf(IOException.class)
                .hasMessage(data + " is no folder; move it away or name another");
        assertThatThrownBy(() -> OwnerOnly.folder(data.resolve("below")))
                .hasMessageContainingAll(data + "/below", "cannot be made", "chown -R ");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
