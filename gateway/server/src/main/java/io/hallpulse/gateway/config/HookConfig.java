package io.hallpulse.gateway.config;

import io.hallpulse.runtime.config.Setting;
import io.hallpulse.runtime.disk.PasswordFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;

/** Where alarms are posted. */
public record HookConfig(
        @Setting("address, such as https://duty.example.gov.cn/alarms; http:// on this machine alone")
        String url,

        @Setting(
                "file of the secret that messages are signed with, at least 16 characters, readable by the gateway alone")
        Path secretFile) {
    private static final int SHORTEST = 16;

    public HookConfig {
        SafeUrl.require(url);
    }

    public URI uri() {
        return URI.create(url);
    }

    /**
     * What messages are signed with.
     *
     * @throws IOException with one line where it cannot be read, or is too short
     */
    public String secret() throws IOException {
        String secret = PasswordFile.read(secretFile);
        if (secret.length() < SHORTEST) {
            throw new IOException(
                    secretFile + " has a secret of under " + SHORTEST + " characters; openssl rand -hex 32 makes one");
        }
        return secret;
    }
}
