package io.hallpulse.agent.enrol;

import java.security.cert.CertificateException;

/** The other side shows a CA that is not the one of the code. */
final class OtherAuthority extends CertificateException {
    private static final long serialVersionUID = 1L;

    OtherAuthority(String line) {
        super(line);
    }
}
