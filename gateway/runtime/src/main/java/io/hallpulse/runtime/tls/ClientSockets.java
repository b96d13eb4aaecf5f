package io.hallpulse.runtime.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** The factory of sockets that speak TLS 1.3 and no older version. Any thread. */
public final class ClientSockets extends SSLSocketFactory {
    private static final String[] ONLY = {"TLSv1.3"};

    private final SSLSocketFactory factory;

    public ClientSockets(SSLSocketFactory factory) {
        this.factory = factory;
    }

    private static Socket newest(Socket socket) {
        ((SSLSocket) socket).setEnabledProtocols(ONLY);
        return socket;
    }

    @Override
    public Socket createSocket() throws IOException {
        return newest(factory.createSocket());
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) throws IOException {
        return newest(factory.createSocket(socket, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return newest(factory.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return newest(factory.createSocket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return newest(factory.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return newest(factory.createSocket(host, port, local, localPort));
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return factory.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return factory.getSupportedCipherSuites();
    }
}
