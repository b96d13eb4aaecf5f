package io.hallpulse.gateway.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.hallpulse.contract.TerminalId;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.ca.CertificateState;
import io.hallpulse.gateway.ca.SiteCa;
import io.hallpulse.gateway.enrolment.EnrolmentRefused;
import io.hallpulse.gateway.enrolment.Enrolments;
import io.hallpulse.gateway.http.ClientCertificate;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.store.TerminalConfigRow;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.http.UnauthorizedResponse;
import io.javalin.security.BasicAuthCredentials;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What terminals ask before they may connect to the broker: enrolment over secure transport (EST, RFC 7030), and two paths of ours. They
 * stand on a listener of their own, are open to anyone, and judge the code or the certificate that a client shows.
 */
public final class EnrolmentRoutes implements Routes {
    private static final String EST = "/.well-known/est/";
    private static final int MOST_BYTES = 16 * 1024;
    private static final String RETRY_SECONDS = "5";

    private final Enrolments enrolments;
    private final BiConsumer<String, X509Certificate> shown;

    /**
     * Those of a gateway.
     *
     * @param shown told the address of whoever asks what a certificate is worth: a broker beside the gateway tells nobody whom it refuses
     */
    public EnrolmentRoutes(Enrolments enrolments, BiConsumer<String, X509Certificate> shown) {
        this.enrolments = enrolments;
        this.shown = shown;
    }

    /** What a client's certificate is worth, and whose it is. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonPropertyOrder({"state", "hall", "terminal"})
    private record Self(
            String state, @Nullable String hall, @Nullable String terminal) {}

    @Override
    public void addTo(RouteTable routes) {
        routes.get(
                EST + "cacerts",
                Access.ANYONE,
                context ->
                        certificates(context, List.of(enrolments.certificates().authority())));
        routes.post(EST + "simpleenroll", Access.ANYONE, MOST_BYTES, this::enrol);
        routes.post(EST + "simplereenroll", Access.ANYONE, MOST_BYTES, this::renew);
        routes.get("/api/v1/enrolment/self", Access.ANYONE, this::self);
        routes.get("/api/v1/enrolment/config", Access.ANYONE, this::config);
    }

    private void enrol(Context context, byte[] body) throws InterruptedException {
        String code = code(context);
        Optional<X509Certificate> certificate = answered(
                context, () -> enrolments.ask(code, pkcs10(body), context.req().getRemoteAddr()));
        if (certificate.isPresent()) {
            certificates(context, List.of(certificate.get()));
        } else {
            context.status(HttpStatus.ACCEPTED).header(Header.RETRY_AFTER, RETRY_SECONDS);
            context.contentType("text/plain; charset=utf-8");
            RouteTable.answer(
                    context,
                    "somebody at the gateway has yet to accept this terminal\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String code(Context context) {
        BasicAuthCredentials credentials;
        try {
            credentials = context.basicAuthCredentials();
        } catch (RuntimeException e) {
            credentials = null; // no Basic header at all, or one that cannot be read
        }
        if (credentials == null) {
            context.header(Header.WWW_AUTHENTICATE, "Basic realm=\"HallPulse enrolment\", charset=\"UTF-8\"");
            throw new UnauthorizedResponse("send the enrolment code as the password of HTTP Basic");
        }
        return credentials.getPassword();
    }

    private void renew(Context context, byte[] body) throws InterruptedException {
        X509Certificate shown = shown(context);
        certificates(context, List.of(answered(context, () -> enrolments.renew(shown, pkcs10(body)))));
    }

    private void self(Context context) {
        Optional<X509Certificate> certificate = ClientCertificate.of(context);
        certificate.ifPresent(one -> shown.accept(context.req().getRemoteAddr(), one));
        CertificateState state =
                certificate.map(enrolments.certificates()::judge).orElse(CertificateState.UNKNOWN);
        TerminalId terminal =
                certificate.flatMap(enrolments.certificates()::terminal).orElse(null);
        RouteTable.json(
                context,
                new Self(
                        state.word(),
                        terminal == null ? null : terminal.hall(),
                        terminal == null ? null : terminal.terminal()));
    }

    private void config(Context context) throws InterruptedException {
        X509Certificate shown = shown(context);
        TerminalConfigRow row = answered(context, () -> enrolments.config(shown))
                .orElseThrow(() -> new HttpResponseException(
                        HttpStatus.NOT_FOUND.getCode(), "nobody said yet what this terminal is to run on"));
        context.contentType("application/yaml; charset=utf-8").header(Header.CACHE_CONTROL, "no-store");
        context.header(Header.ETAG, "\"" + row.version() + "\"");
        RouteTable.answer(context, row.config().getBytes(StandardCharsets.UTF_8));
    }

    private static X509Certificate shown(Context context) {
        return ClientCertificate.of(context)
                .orElseThrow(() -> new UnauthorizedResponse("show the terminal's certificate in the handshake"));
    }

    /** EST sends base64 (RFC 7030, 4.2.1), with or without lines; DER is taken too. */
    private static byte[] pkcs10(byte[] body) {
        if (body.length > 0 && body[0] == 0x30) {
            return body;
        }
        try {
            return Base64.getMimeDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            throw new HttpResponseException(HttpStatus.BAD_REQUEST.getCode(), "the body is no base64");
        }
    }

    private static void certificates(Context context, List<X509Certificate> certificates) {
        context.contentType("application/pkcs7-mime; smime-type=certs-only")
                .header("Content-Transfer-Encoding", "base64")
                .header(Header.CACHE_CONTROL, "no-store");
        RouteTable.answer(context, Base64.getMimeEncoder().encode(SiteCa.certsOnly(certificates)));
    }

    private interface Asked<T> {
        T answer() throws InterruptedException;
    }

    private static <T> T answered(Context context, Asked<T> asked) throws InterruptedException {
        try {
            return asked.answer();
        } catch (EnrolmentRefused e) {
            HttpStatus status = switch (e.reason()) {
                case CODE -> HttpStatus.UNAUTHORIZED;
                case LATER -> HttpStatus.TOO_MANY_REQUESTS;
                case UNKNOWN -> HttpStatus.NOT_FOUND;
                case UNFIT -> HttpStatus.BAD_REQUEST;
            };
            if (e.reason() == EnrolmentRefused.Reason.LATER) {
                context.header(Header.RETRY_AFTER, "1");
            }
            throw new HttpResponseException(status.getCode(), String.valueOf(e.getMessage()));
        }
    }
}
