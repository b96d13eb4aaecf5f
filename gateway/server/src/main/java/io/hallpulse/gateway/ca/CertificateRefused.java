package io.hallpulse.gateway.ca;

/** No certificate is issued or changed; its message says in one line why. */
public final class CertificateRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    CertificateRefused(String why) {
        super(why);
    }

    CertificateRefused(String why, Throwable cause) {
        super(why, cause);
    }
}
