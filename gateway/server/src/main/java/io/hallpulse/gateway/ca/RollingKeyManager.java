package io.hallpulse.gateway.ca;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * A server's key, which can be replaced while it listens: later handshakes show the new one, open connections stay. Each key has an alias
 * of its own, since a handshake asks for the alias first and then for what belongs to it. Any thread.
 */
final class RollingKeyManager extends X509ExtendedKeyManager {
    private volatile OwnKey current;
    private volatile @Nullable OwnKey former;

    RollingKeyManager(OwnKey key) {
        this.current = key;
    }

    OwnKey key() {
        return current;
    }

    void replace(OwnKey key) {
        former = current;
        current = key;
    }

    private @Nullable OwnKey of(@Nullable String alias) {
        OwnKey now = current;
        if (now.alias().equals(alias)) {
            return now;
        }
        OwnKey before = former;
        return before != null && before.alias().equals(alias) ? before : null;
    }

    private @Nullable String alias(@Nullable String type) {
        return current.key().getAlgorithm().equals(type) ? current.alias() : null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = alias(keyType);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(keyType);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias(keyType);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return getServerAliases(keyType, issuers);
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        for (String type : keyTypes) {
            if (alias(type) != null) {
                return alias(type);
            }
        }
        return null;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return chooseClientAlias(keyTypes, issuers, null);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(@Nullable String alias) {
        OwnKey key = of(alias);
        return key == null ? null : key.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(@Nullable String alias) {
        OwnKey key = of(alias);
        return key == null ? null : key.key();
    }
}
