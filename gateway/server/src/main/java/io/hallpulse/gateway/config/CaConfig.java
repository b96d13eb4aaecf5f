package io.hallpulse.gateway.config;

import io.hallpulse.runtime.config.HostName;
import io.hallpulse.runtime.config.Setting;
import io.hallpulse.runtime.disk.PasswordFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The site's certificate authority. */
public record CaConfig(
        @Setting(
                value =
                        "file whose first line encrypts the CA's key, from the gateway's first start on; readable by the gateway's user and group alone",
                optional = true)
        @Nullable
        Path passphraseFile,

        @Setting(
                value =
                        "further names of this machine, such as [gateway.hall]; its own name and addresses are in its certificates anyway",
                byDefault = "[]")
        List<String> names) {
    public CaConfig {
        names = List.copyOf(names);
        for (String name : names) {
            HostName.require(name);
        }
    }

    /**
     * The passphrase, null where no file is named.
     *
     * @throws IOException with one line that says what is wrong and the mend
     */
    public @Nullable String passphrase() throws IOException {
        return passphraseFile == null ? null : PasswordFile.read(passphraseFile);
    }
}
