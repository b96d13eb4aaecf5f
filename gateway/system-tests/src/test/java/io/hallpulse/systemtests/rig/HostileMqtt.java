package io.hallpulse.systemtests.rig;

import static io.hallpulse.testkit.RawMqtt.join;
import static io.hallpulse.testkit.RawMqtt.text;

import io.hallpulse.testkit.RawMqtt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a hostile client does to a broker. It forges nothing: whoever may connect to a broker without an access list may speak for any
 * terminal, so it speaks for terminals of its own, and on the topics of others says what nobody can read.
 */
final class HostileMqtt {
    private static final String TERMINALS = "hallpulse/v1/terminals/north/";
    private static final byte[] NONE = {};
    private static final byte[] GARBAGE = bytes("neither JSON nor anything");
    /** Ends Paho's receiving thread, or is no UTF-8. */
    private static final List<byte[]> UNSOUND = List.of(
            new byte[] {'a', '\n', 'b'},
            new byte[] {0},
            new byte[] {'a', (byte) 0xC2, (byte) 0x85},
            new byte[] {(byte) 0xEF, (byte) 0xB7, (byte) 0x90, 'b'},
            new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            new byte[] {(byte) 0xFF});

    private static final int TOPICS = 200;
    private static final int FLOOD = 200;
    private static final int FLOOD_BYTES = 60_000;
    private static final int HUGE_BYTES = 200_000_000;

    private final List<String> honest;

    /** @param honest names of terminals that others run */
    HostileMqtt(List<String> honest) {
        this.honest = List.copyOf(honest);
    }

    /** By name. */
    Map<String, HostileAct> acts() {
        Map<String, HostileAct> acts = new LinkedHashMap<>();
        acts.put("mutated CONNECT", this::mutatedConnect);
        acts.put("mutated packets", this::mutatedPackets);
        acts.put("poison in topic or property", this::poison);
        acts.put("flood of garbage", this::flood);
        acts.put("half-open MQTT", this::halfOpen);
        acts.put("QoS 0, 1 and 2 on foreign topics", this::foreignTopics);
        acts.put("invented terminals", this::inventedTerminals);
        acts.put("deaf subscriber", this::deafSubscriber);
        acts.put("subscriber that acknowledges nothing", this::silentSubscriber);
        acts.put("kept garbage", this::keptGarbage);
        acts.put("200 MB packet", this::hugePacket);
        return acts;
    }

    private void mutatedConnect(HostileSockets sockets, Random random) throws IOException {
        byte[] connect = RawMqtt.connect(name(random), 0, new byte[] {0x21, 0, 16}, NONE);
        RawMqtt client = sockets.silent();
        client.sendBytes(Mutation.of(RawMqtt.packet(0x10, connect), random));
        client.sendBytes(RawMqtt.packet(0xC0, NONE)); // so that a length that lies has something to swallow
    }

    private void mutatedPackets(HostileSockets sockets, Random random) throws IOException {
        String name = name(random);
        RawMqtt client = sockets.connected(name);
        for (int left = 1 + random.nextInt(20); left > 0; left--) {
            byte[] sound = sound(name, random);
            client.sendBytes(random.nextInt(4) == 0 ? sound : Mutation.of(sound, random));
        }
    }

    private static byte[] sound(String name, Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> RawMqtt.packet(0x32, RawMqtt.publish(topic(name, "presses"), 1, NONE, presses(random)));
            case 1 -> RawMqtt.packet(0x33, RawMqtt.publish(topic(name, "status"), 2, new byte[] {1, 1}, status()));
            case 2 -> RawMqtt.packet(0x82, join(new byte[] {0, 3, 0}, topic(name, "ack"), new byte[] {1}));
            case 3 -> RawMqtt.packet(0xA2, join(new byte[] {0, 4, 0}, topic(name, "ack")));
            case 4 -> RawMqtt.packet(0x40, new byte[] {0, 5, 0, 0});
            case 5 -> RawMqtt.packet(0x62, new byte[] {0, 6});
            case 6 -> RawMqtt.packet(0xF0, new byte[] {0x18, 0});
            default -> RawMqtt.packet(0xC0, NONE);
        };
    }

    private void poison(HostileSockets sockets, Random random) throws IOException {
        byte[] unsound = UNSOUND.get(random.nextInt(UNSOUND.size()));
        String foreign = honest.get(random.nextInt(honest.size()));
        String end = List.of("presses", "status", "ack", "command").get(random.nextInt(4));
        byte[] topic = topic(foreign, end);
        byte[] property = join(new byte[] {0x26}, text("key"), text(unsound)); // a user property
        if (random.nextInt(3) == 0) {
            topic = text(join(bytes(TERMINALS + "ev"), unsound, bytes("il/status")));
            property = NONE;
        } else if (random.nextBoolean()) {
            property = join(new byte[] {(byte) (random.nextBoolean() ? 0x03 : 0x08)}, text(unsound));
        }
        RawMqtt client = sockets.connected(name(random));
        client.send(random.nextBoolean() ? 0x33 : 0x32, RawMqtt.publish(topic, 1, property, GARBAGE));
        client.answer();
    }

    private void flood(HostileSockets sockets, Random random) throws IOException {
        String name = name(random);
        RawMqtt client = sockets.connected(name);
        byte[] garbage = join(topic(name, "status"), new byte[] {0}, new byte[random.nextInt(FLOOD_BYTES)]);
        for (int left = FLOOD; left > 0; left--) {
            client.send(0x30, garbage); // at QoS 0, since nothing but the broker slows that
        }
    }

    private void halfOpen(HostileSockets sockets, Random random) throws IOException, InterruptedException {
        byte[] begun = RawMqtt.packet(0x10, RawMqtt.connect(name(random), 0, NONE, NONE));
        for (int left = 8; left > 0; left--) {
            sockets.silent().sendBytes(Arrays.copyOf(begun, random.nextInt(begun.length)));
        }
        sockets.connected(name(random)).announce(0x32, FLOOD_BYTES, new byte[random.nextInt(FLOOD_BYTES)]);
        sockets.hold(random.nextInt(2000));
    }

    private void foreignTopics(HostileSockets sockets, Random random) throws IOException {
        byte[] topic = topic(honest.get(random.nextInt(honest.size())), random.nextBoolean() ? "presses" : "ack");
        RawMqtt client = sockets.connected(name(random));
        switch (random.nextInt(3)) {
            case 0 -> client.send(0x30, join(topic, new byte[] {0}, GARBAGE));
            case 1 -> client.send(0x32, RawMqtt.publish(topic, 1, NONE, GARBAGE));
            default -> client.send(0x34, RawMqtt.publish(topic, 1, NONE, GARBAGE));
        }
        client.send(0xC0, NONE);
        client.answer();
    }

    private void inventedTerminals(HostileSockets sockets, Random random) throws IOException {
        RawMqtt client = sockets.connected(name(random));
        for (int packetId = 1; packetId <= 15; packetId++) {
            client.send(0x33, RawMqtt.publish(topic(name(random), "status"), packetId, NONE, status()));
            client.answer();
        }
    }

    private void deafSubscriber(HostileSockets sockets, Random random) throws IOException, InterruptedException {
        RawMqtt client = sockets.connected(name(random));
        client.send(0x82, join(new byte[] {0, 1, 0}, text("#"), new byte[] {1}));
        sockets.hold(500 + random.nextInt(2500));
    }

    private void silentSubscriber(HostileSockets sockets, Random random) throws IOException, InterruptedException {
        byte[] topic = text("evil/" + random.nextInt(TOPICS));
        sockets.connected(name(random)).send(0x82, join(new byte[] {0, 1, 0}, topic, new byte[] {1}));
        publish(sockets.connected(name(random)), 0x32, topic);
        sockets.hold(random.nextInt(2000));
    }

    private void keptGarbage(HostileSockets sockets, Random random) throws IOException {
        publish(sockets.connected(name(random)), 0x33, text("evil/" + random.nextInt(TOPICS)));
    }

    private static void publish(RawMqtt client, int first, byte[] topic) throws IOException {
        for (int packetId = 1; packetId <= 15; packetId++) {
            client.send(first, RawMqtt.publish(topic, packetId, NONE, new byte[FLOOD_BYTES]));
            client.answer();
        }
    }

    private void hugePacket(HostileSockets sockets, Random random) throws IOException {
        RawMqtt client = random.nextBoolean() ? sockets.connected(name(random)) : sockets.silent();
        client.announce(random.nextBoolean() ? 0x32 : 0x10, HUGE_BYTES, new byte[random.nextInt(FLOOD_BYTES)]);
        for (int left = FLOOD; left > 0; left--) {
            client.sendBytes(new byte[FLOOD_BYTES]);
        }
    }

    private static byte[] presses(Random random) {
        long seq = 1L + random.nextInt(100);
        return bytes("""
                {"v":1,"run":"evilevil%02d","boot":"b","low":%d,"presses":[{"seq":%d,"window":"t-0-0","input":"i","key":"1",
                "level":5,"at":"2026-11-22T10:03:11.204Z","mono":1}]}
                """.formatted(random.nextInt(10), seq, seq));
    }

    private static byte[] status() {
        return bytes(
                "{\"v\":1,\"state\":\"online\",\"agent\":\"x\",\"boot\":\"b\",\"runs\":[{\"run\":\"evilevil01\",\"low\":1,\"next\":9}]}");
    }

    private static String name(Random random) {
        return "evil" + random.nextInt(1000);
    }

    private static byte[] topic(String terminal, String end) {
        return text(TERMINALS + terminal + "/" + end);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
