package io.hallpulse.gateway.config;

import io.hallpulse.runtime.config.Setting;
import io.hallpulse.runtime.disk.PasswordFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The site's certificate authority. */
public record CaConfig(
        @Setting(
                value =
                        "file whose first line encrypts the CA's key, from the gateway's first start on; readable by the gateway's user and group alone",
                optional = true)
        @Nullable
        Path passphraseFile) {
    /**
     * The passphrase, null where no file is named.
     *
     * @throws IOException with one line that says what is wrong and the mend
     */
    public @Nullable String passphrase() throws IOException {
        return passphraseFile == null ? null : PasswordFile.read(passphraseFile);
    }
}
