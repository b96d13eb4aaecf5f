package io.hallpulse.gateway.http;

import io.javalin.http.Context;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** The certificate that a client showed, whose key it holds; nothing else of it was checked. */
public final class ClientCertificate {
    private static final String ATTRIBUTE = "jakarta.servlet.request.X509Certificate";

    private ClientCertificate() {}

    public static Optional<X509Certificate> of(Context context) {
        return context.req().getAttribute(ATTRIBUTE) instanceof X509Certificate[] chain && chain.length > 0
                ? Optional.of(chain[0])
                : Optional.empty();
    }
}
