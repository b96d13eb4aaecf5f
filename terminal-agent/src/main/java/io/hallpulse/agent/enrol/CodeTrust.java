package io.hallpulse.agent.enrol;

import io.hallpulse.contract.enrolment.EnrolmentCode;
import io.hallpulse.runtime.tls.SiteTrust;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The trust of a terminal that knows nothing of its site but an enrolment code. The CA at the end of the chain must have the code's
 * fingerprint; then it is the only anchor of the whole check, since a check of the fingerprint alone would let every enrolled
 * terminal play the gateway.
 */
final class CodeTrust extends X509ExtendedTrustManager {
    private final EnrolmentCode code;
    private final Supplier<Optional<Instant>> syncedTime;
    private volatile @Nullable X509Certificate authority;

    CodeTrust(EnrolmentCode code, Supplier<Optional<Instant>> syncedTime) {
        this.code = code;
        this.syncedTime = syncedTime;
    }

    /** The site's CA, once a chain was trusted. */
    Optional<X509Certificate> authority() {
        return Optional.ofNullable(authority);
    }

    private SiteTrust site(X509Certificate[] chain) throws CertificateException {
        X509Certificate last = chain[chain.length - 1];
        if (!code.isOf(last.getPublicKey())) {
            throw new OtherAuthority(
                    "its CA is not the one of the code: the code is of another site, the address is wrong, or"
                            + " somebody stands between; nothing was sent");
        }
        return new SiteTrust(List.of(last), syncedTime);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        site(chain).checkServerTrusted(chain, authType);
        authority = chain[chain.length - 1];
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        site(chain).checkServerTrusted(chain, authType, socket);
        authority = chain[chain.length - 1];
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        site(chain).checkServerTrusted(chain, authType, engine);
        authority = chain[chain.length - 1];
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("a terminal is no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
