package io.hallpulse.testkit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** An MQTT client of bytes: it sends what no library would. Its sizes are those of one packet in a test. */
public final class RawMqtt implements AutoCloseable {
    public static final int CONNACK = 2;
    public static final int PUBACK = 4;
    public static final int DISCONNECT = 14;
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final DataInputStream in;

    /**
     * A packet of the broker's.
     *
     * @param type of MQTT, 0 where the connection ended instead
     * @param reason its reason code, -1 where it has none
     */
    public record Answer(int type, int reason) {}

    private RawMqtt(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** A connection that has said nothing yet. */
    public static RawMqtt open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new RawMqtt(socket);
    }

    /** A connection from another address of this machine. */
    public static RawMqtt open(String from, int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port, InetAddress.getByName(from), 0);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new RawMqtt(socket);
    }

    /** One that the broker has accepted. */
    public static RawMqtt connected(int port, String clientId) throws IOException {
        RawMqtt client = open(port);
        client.send(0x10, connect(clientId, 0, new byte[0], new byte[0]));
        if (client.answer().reason() != 0) {
            throw new IOException("the broker does not accept a plain connection");
        }
        return client;
    }

    /**
     * The body of an MQTT 5 CONNECT with clean start.
     *
     * @param flags more than clean start
     * @param properties without their length
     * @param more what follows the client id
     */
    public static byte[] connect(String clientId, int flags, byte[] properties, byte[] more) {
        return join(
                text("MQTT"),
                new byte[] {5, (byte) (2 | flags), 0, 60, (byte) properties.length},
                properties,
                text(clientId),
                more);
    }

    /** The body of a PUBLISH of QoS 1; {@code properties} without their length. */
    public static byte[] publish(byte[] topic, int packetId, byte[] properties, byte[] payload) {
        return join(
                topic,
                new byte[] {(byte) (packetId >> 8), (byte) packetId},
                variable(properties.length),
                properties,
                payload);
    }

    /**
     * Publishes a retained message at QoS 1 and waits for the broker's answer, which may be the end of the connection.
     *
     * @return whether the broker took it
     */
    public boolean retain(String topic, byte[] properties, byte[] payload) throws IOException {
        try {
            send(0x33, publish(text(topic), 1, properties, payload));
            return answer().type() == PUBACK;
        } catch (SocketException ended) {
            return false;
        }
    }

    /** A length as MQTT writes it. */
    private static byte[] variable(int length) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int left = length;
        do {
            bytes.write(left > 127 ? left % 128 | 128 : left);
            left /= 128;
        } while (left > 0);
        return bytes.toByteArray();
    }

    /** A string as MQTT writes it. */
    public static byte[] text(String text) {
        return text(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes in the place of a string. */
    public static byte[] text(byte[] bytes) {
        return join(new byte[] {(byte) (bytes.length >> 8), (byte) bytes.length}, bytes);
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    public void send(int first, byte[] body) throws IOException {
        sendBytes(packet(first, body));
    }

    /** Sends a header that promises so many bytes, and some of them. */
    public void announce(int first, int length, byte[] sent) throws IOException {
        sendBytes(join(new byte[] {(byte) first}, variable(length), sent));
    }

    /** A whole packet, with its header. */
    public static byte[] packet(int first, byte[] body) {
        return join(new byte[] {(byte) first}, variable(body.length), body);
    }

    /** Sends what need not be MQTT. */
    public void sendBytes(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** The broker's next packet; waits for it. */
    public Answer answer() throws IOException {
        try {
            int type = in.read();
            if (type < 0) {
                return new Answer(0, -1);
            }
            byte[] body = new byte[length()];
            in.readFully(body);
            int kind = type >> 4;
            int at = kind == DISCONNECT ? 0 : kind == CONNACK ? 1 : kind == PUBACK ? 2 : Integer.MAX_VALUE;
            return new Answer(kind, at < body.length ? body[at] & 0xFF : kind == PUBACK ? 0 : -1);
        } catch (SocketException reset) {
            return new Answer(0, -1);
        }
    }

    private int length() throws IOException {
        int length = 0;
        int shift = 0;
        int next;
        do {
            next = in.readUnsignedByte();
            length |= (next & 127) << shift;
            shift += 7;
        } while (next > 127);
        return length;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
