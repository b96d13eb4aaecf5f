package io.hallpulse.gateway.testkit;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client of any broker that sends what it is told to, byte by byte, as no MQTT library would. */
public final class RawMqtt implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Socket socket;
    private final DataOutputStream out;
    private final DataInputStream in;

    public RawMqtt(int port, String clientId) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        out = new DataOutputStream(socket.getOutputStream());
        in = new DataInputStream(socket.getInputStream());
        ByteArrayOutputStream connect = new ByteArrayOutputStream();
        DataOutputStream packet = new DataOutputStream(connect);
        packet.writeUTF("MQTT");
        packet.write(new byte[] {5, 2, 0, 60, 0});
        packet.writeUTF(clientId);
        send(0x10, connect.toByteArray());
        receive();
    }

    /**
     * Publishes a retained message at QoS 1 and waits for the broker's answer, which may be the end of the connection.
     *
     * @return whether the broker took it
     */
    public boolean retain(String topic, byte[] properties, byte[] payload) throws IOException {
        ByteArrayOutputStream publish = new ByteArrayOutputStream();
        DataOutputStream packet = new DataOutputStream(publish);
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        packet.writeShort(name.length);
        packet.write(name);
        packet.writeShort(1);
        writeLength(packet, properties.length);
        packet.write(properties);
        packet.write(payload);
        try {
            send(0x33, publish.toByteArray());
            return receive() >> 4 == 4;
        } catch (IOException e) {
            return false; // it has ended the connection
        }
    }

    private void send(int first, byte[] body) throws IOException {
        out.writeByte(first);
        writeLength(out, body.length);
        out.write(body);
        out.flush();
    }

    private int receive() throws IOException {
        int first = in.readUnsignedByte();
        in.skipNBytes(in.readUnsignedByte()); // the answers are short
        return first;
    }

    private static void writeLength(DataOutputStream to, int length) throws IOException {
        int left = length;
        do {
            to.writeByte(left % 128 | (left >= 128 ? 128 : 0));
            left /= 128;
        } while (left > 0);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
