package io.hallpulse.gateway.http;

import io.hallpulse.runtime.config.HostPort;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * Where a server listens and how.
 *
 * @param setting the name of the setting that says so
 * @param tls what the server shows, null for plain HTTP
 * @param asksForCertificate whether a client is asked for a certificate, which it need not have; {@link ClientCertificate} is that
 */
public record Listener(
        HostPort at, String setting, @Nullable SSLContext tls, boolean asksForCertificate, int connectionsPerAddress) {
    ConnectionFactory[] connections(HttpConfiguration http) {
        if (tls == null) {
            return new ConnectionFactory[] {new HttpConnectionFactory(http)};
        }
        SslContextFactory.Server keys = new SslContextFactory.Server();
        keys.setSslContext(tls);
        keys.setIncludeProtocols("TLSv1.3");
        keys.setSniRequired(false);
        keys.setWantClientAuth(asksForCertificate);
        SecureRequestCustomizer secure = new SecureRequestCustomizer();
        secure.setSniHostCheck(false); // a terminal may know nothing but an address
        HttpConfiguration https = new HttpConfiguration(http);
        https.setCustomizers(List.copyOf(http.getCustomizers()));
        https.addCustomizer(secure);
        return new ConnectionFactory[] {new SslConnectionFactory(keys, "http/1.1"), new HttpConnectionFactory(https)};
    }
}
