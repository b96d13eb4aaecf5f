package io.hallpulse.agent.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.hallpulse.contract.enrolment.EnrolmentCode;
import io.hallpulse.runtime.tls.SiteTrust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** What a terminal sees of a gateway's enrolment listener: EST over real TLS 1.3, with answers as a test wants them. */
public final class PlayedEnrolment implements AutoCloseable {
    static {
        try { // the JDK's server reads its limits once, and this one may be the first in the process
            Class.forName("io.hallpulse.agent.trigger.TriggerServer");
        } catch (ClassNotFoundException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final PlayedSite site;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<byte[]> requests = new CopyOnWriteArrayList<>();

    private volatile String name = "north/n-03";
    private volatile boolean accepted;
    private volatile @Nullable String refusal;
    private volatile String configuration = "";
    private volatile String self = "{\"state\":\"accepted\"}";

    private PlayedEnrolment(PlayedSite site, HttpsServer server) {
        this.site = site;
        this.server = server;
    }

    /** Listens with the certificate that the site made under that alias. */
    public static PlayedEnrolment start(PlayedSite site, String alias) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        PlayedEnrolment played = new PlayedEnrolment(site, server);
        SSLContext context = context(site, alias);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setProtocols(new String[] {"TLSv1.3"});
                wanted.setWantClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        server.setExecutor(played.threads);
        server.createContext("/.well-known/est/simpleenroll", played::enroll);
        server.createContext("/.well-known/est/simplereenroll", played::reenroll);
        server.createContext("/api/v1/enrolment/config", played::config);
        server.createContext("/api/v1/enrolment/self", played::self);
        server.start();
        return played;
    }

    private static SSLContext context(PlayedSite site, String alias) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    alias, site.key(alias), new char[0], site.chain(alias).toArray(X509Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager[] trust = {new SiteTrust(List.of(site.authority()), Optional::empty)};
            context.init(keys.getKeyManagers(), trust, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A code of this site. */
    public EnrolmentCode code() {
        return EnrolmentCode.draw(new SecureRandom(), site.authority().getPublicKey());
    }

    /** Somebody accepts what is pending, and what comes. */
    public void accept(String asName, String withConfiguration) {
        name = asName;
        configuration = withConfiguration;
        accepted = true;
    }

    /** Answers 401 with that line. */
    public void refuse(String line) {
        refusal = line;
    }

    /** What the terminal is told of itself. */
    public void tellSelf(String json) {
        self = json;
    }

    /** What was asked, as {@code PATH PASSWORD} or {@code PATH CN=NAME}. */
    public List<String> seen() {
        return seen;
    }

    /** The signing requests, in order. */
    public List<byte[]> requests() {
        return requests;
    }

    private void enroll(HttpExchange exchange) throws IOException {
        String basic = exchange.getRequestHeaders().getFirst("Authorization").substring("Basic ".length());
        String password = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8).split(":", 2)[1];
        seen.add("enroll " + password);
        byte[] request =
                Base64.getMimeDecoder().decode(exchange.getRequestBody().readAllBytes());
        requests.add(request);
        String refused = refusal;
        if (refused != null) {
            answer(exchange, 401, "{\"title\":\"refused\",\"status\":401,\"detail\":\"" + refused + "\"}");
        } else if (!accepted) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            answer(exchange, 202, "");
        } else {
            answer(exchange, 200, pkcs7(site.sign(request, name)));
        }
    }

    private void reenroll(HttpExchange exchange) throws IOException {
        seen.add("reenroll " + peer(exchange));
        byte[] request =
                Base64.getMimeDecoder().decode(exchange.getRequestBody().readAllBytes());
        requests.add(request);
        answer(exchange, 200, pkcs7(site.sign(request, name)));
    }

    private void config(HttpExchange exchange) throws IOException {
        seen.add("config " + peer(exchange));
        answer(exchange, 200, configuration);
    }

    private void self(HttpExchange exchange) throws IOException {
        seen.add("self " + peer(exchange));
        answer(exchange, 200, self);
    }

    private static String peer(HttpExchange exchange) {
        try {
            return ((HttpsExchange) exchange).getSSLSession().getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException e) {
            return "nobody";
        }
    }

    private static String pkcs7(X509Certificate certificate) throws IOException {
        try {
            byte[] der = CertificateFactory.getInstance("X.509")
                    .generateCertPath(List.of(certificate))
                    .getEncoded("PKCS7");
            return Base64.getMimeEncoder().encodeToString(der);
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
