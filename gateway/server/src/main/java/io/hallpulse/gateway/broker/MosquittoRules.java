package io.hallpulse.gateway.broker;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.runtime.config.BrokerUrl;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the site's Mosquitto is to go by.
 *
 * @param gateway its id
 * @param url where it listens
 * @param terminals that may connect
 * @param revoked serial numbers of certificates
 * @param revocationList of these, in PEM; asked for where it is written
 * @param authority of all certificates, in PEM
 * @param certificate and {@code key}: what it shows, in PEM
 */
public record MosquittoRules(
        String gateway,
        BrokerUrl url,
        List<TerminalId> terminals,
        List<String> revoked,
        Supplier<String> revocationList,
        String authority,
        String certificate,
        String key) {
    private static final int VERSION_CHARACTERS = 16;

    public MosquittoRules {
        terminals = List.copyOf(terminals);
        revoked = List.copyOf(revoked);
    }

    /** The same for equal rules. */
    String version() {
        String all = String.join("\n", String.valueOf(url), String.valueOf(revoked), authority, certificate, access());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, VERSION_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String accessList() {
        return "# written by the gateway, changes are lost\n" + access() + AccessList.version(gateway, version());
    }

    private String access() {
        return AccessList.of(gateway, terminals);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "rules " + version() + " for " + url;
    }
}
