package io.hallpulse.agent.start;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.Topics;
import io.hallpulse.contract.message.Ack;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.Owner;
import io.hallpulse.runtime.tls.Identity;
import io.hallpulse.runtime.tls.PassingCa;
import io.hallpulse.runtime.tls.SigningRequest;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * A program of its own that plays the hall's broker to one agent while {@code terminal-agent archive} notes which classes it loads: over TLS
 * 1.3 with certificates of both, by a CA that goes with this process. It agrees to whatever the agent says, and plays a gateway's first words.
 */
public final class PlayedBroker {
    private static final int PATIENCE_MILLIS = (int) Duration.ofMinutes(2).toMillis();

    // MQTT 5, section 2.1.2
    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int SUBSCRIBE = 8;
    private static final int PING = 12;
    private static final int DISCONNECT = 14;
    private static final int QOS = 0x06;

    private static final TerminalId AGENT = new TerminalId("none", "none");

    private PlayedBroker() {}

    /**
     * Prints its port and serves one connection to the end.
     *
     * @param arguments the file for the agent's identity
     */
    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        PassingCa ca = new PassingCa();
        KeyPair agent = SigningRequest.newKey();
        Identity.write(
                Path.of(arguments[0]),
                agent.getPrivate(),
                List.of(ca.client(AGENT.toString(), agent.getPublic()), ca.certificate()));
        try (SSLServerSocket server = (SSLServerSocket)
                context(ca).getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setEnabledProtocols(new String[] {"TLSv1.3"});
            server.setNeedClientAuth(true);
            server.setSoTimeout(PATIENCE_MILLIS);
            System.out.println(server.getLocalPort());
            try (SSLSocket socket = (SSLSocket) server.accept()) {
                socket.setSoTimeout(PATIENCE_MILLIS);
                serve(new DataInputStream(socket.getInputStream()), socket.getOutputStream());
            }
        }
    }

    private static SSLContext context(PassingCa ca) throws IOException, GeneralSecurityException {
        KeyPair key = SigningRequest.newKey();
        X509Certificate certificate = ca.server(key.getPublic());
        char[] none = {};
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry("server", key.getPrivate(), none, new Certificate[] {certificate, ca.certificate()});
        own.setCertificateEntry("authority", ca.certificate());
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, none);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(own);
        TrustManager[] trusted = trust.getTrustManagers();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trusted, null);
        return context;
    }

    private static void serve(DataInputStream in, OutputStream out) throws IOException {
        for (int header = in.read(); header >= 0; header = in.read()) {
            byte[] packet = in.readNBytes(length(in));
            switch (header >> 4) {
                case CONNECT -> out.write(new byte[] {0x20, 3, 0, 0, 0});
                case SUBSCRIBE -> {
                    out.write(subscribed(packet));
                    out.write(message(1, Topics.owner(AGENT.hall()), new Owner("none", Instant.EPOCH)));
                    out.write(message(2, Topics.of(AGENT, Topics.Kind.ACK), new Ack("none", "none", 0, 1)));
                }
                case PUBLISH -> {
                    if ((header & QOS) != 0) {
                        int topic = number(packet, 0);
                        out.write(new byte[] {0x40, 2, packet[2 + topic], packet[3 + topic]});
                    }
                }
                case PING -> out.write(new byte[] {(byte) 0xD0, 0});
                case DISCONNECT -> {
                    return;
                }
                default -> {} // an acknowledgement
            }
            out.flush();
        }
    }

    /** Grants what was asked for: packet id, no properties, a reason for each filter. */
    private static byte[] subscribed(byte[] packet) {
        int filters = 0;
        for (int at = 3 + packet[2]; at < packet.length; at += 3 + number(packet, at)) {
            filters++;
        }
        byte[] answer = new byte[5 + filters];
        answer[0] = (byte) 0x90;
        answer[1] = (byte) (3 + filters);
        answer[2] = packet[0];
        answer[3] = packet[1];
        for (int i = 5; i < answer.length; i++) {
            answer[i] = 1;
        }
        return answer;
    }

    /** A short message at QoS 1. */
    private static byte[] message(int id, String topic, Object content) {
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        byte[] payload = Json.write(content);
        ByteBuffer packet = ByteBuffer.allocate(2 + 2 + name.length + 3 + payload.length);
        packet.put((byte) 0x32).put((byte) (packet.capacity() - 2));
        packet.putShort((short) name.length)
                .put(name)
                .putShort((short) id)
                .put((byte) 0)
                .put(payload);
        return packet.array();
    }

    private static int number(byte[] packet, int at) {
        return (packet[at] & 0xFF) << Byte.SIZE | packet[at + 1] & 0xFF;
    }

    private static int length(DataInputStream in) throws IOException {
        int length = 0;
        int shift = 0;
        int read;
        do {
            read = in.readUnsignedByte();
            length |= (read & 0x7F) << shift;
            shift += 7;
        } while ((read & 0x80) != 0 && shift <= 21);
        return length;
    }
}
