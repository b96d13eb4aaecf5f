package io.hallpulse.hardware.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import io.hallpulse.hardware.Answer;
import io.hallpulse.hardware.health.Count;
import io.hallpulse.hardware.health.Counters;
import io.hallpulse.hardware.protocol.ProtocolSettings.Modbus.Lamps;
import io.hallpulse.hardware.protocol.ProtocolSettings.Modbus.Read;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModbusDialogueTest {
    private static final long POLL = Duration.ofMillis(40).toNanos();
    private static final String READ_5_OF_1 = "010200000005B809";

    private final Counters counters = new Counters();
    private final List<MeterKey> keys = new ArrayList<>();
    private long now = Duration.ofSeconds(1).toNanos();

    private static ProtocolSettings.Modbus settings(Read read, int count, Lamps lamps) {
        return new ProtocolSettings.Modbus(read, 0, count, Duration.ofMillis(40), lamps, 5);
    }

    private ModbusDialogue dialogue(ProtocolSettings.Modbus settings, Integer... addresses) {
        return new ModbusDialogue(
                Arrays.stream(addresses)
                        .map(address -> new ModbusSlave(address, settings))
                        .toList(),
                9600,
                counters);
    }

    /** One round: the host asks, the meter answers. */
    private String poll(Dialogue dialogue, byte[] reply) {
        now += POLL;
        String polled = Frames.sent(dialogue, now);
        dialogue.bytes(reply, now, keys::add);
        return polled;
    }

    @Test
    void inputs_goldenFrames_keyThreeDown() {
        Dialogue dialogue = dialogue(ProtocolSettings.Modbus.DEFAULT, 1);
        assertThat(poll(dialogue, Frames.withCrc(1, 2, 1, 0))).isEqualTo(READ_5_OF_1);
        assertThat(poll(dialogue, Frames.bytes("01 02 01 04 A0 4B"))).isEqualTo(READ_5_OF_1);
        poll(dialogue, Frames.bytes("01 02 01 04 A0 4B"));
        assertThat(keys).containsExactly(new MeterKey(1, "3"));
    }

    @Test
    void inputs_slaveFour_isAskedByItsGoldenFrame() {
        assertThat(poll(dialogue(ProtocolSettings.Modbus.DEFAULT, 4), new byte[0]))
                .isEqualTo("040200000005B85C");
    }

    @Test
    void inputs_twoKeysInOneReply_areSimultaneous() {
        Dialogue dialogue = dialogue(ProtocolSettings.Modbus.DEFAULT, 1);
        poll(dialogue, Frames.withCrc(1, 2, 1, 0));
        poll(dialogue, Frames.withCrc(1, 2, 1, 0b10001));
        assertThat(keys).containsExactly(new MeterKey(1, "1", true), new MeterKey(1, "5", true));
    }

    @Test
    void inputs_keyDownAtTheFirstReply_wasNotPressedUnderOurEyes() {
        Dialogue dialogue = dialogue(ProtocolSettings.Modbus.DEFAULT, 1);
        poll(dialogue, Frames.withCrc(1, 2, 1, 4));
        poll(dialogue, Frames.withCrc(1, 2, 1, 4));
        dialogue.reopened();
        poll(dialogue, Frames.withCrc(1, 2, 1, 2));
        assertThat(keys).isEmpty();
    }

    @Test
    void code_goldenFrames_registerHoldsKeyFour() {
        Dialogue dialogue = dialogue(settings(Read.CODE, 1, Lamps.NONE), 1);
        assertThat(poll(dialogue, Frames.withCrc(1, 3, 2, 0, 0))).isEqualTo("010300000001840A");
        poll(dialogue, Frames.bytes("01 03 02 00 04 B9 87"));
        poll(dialogue, Frames.bytes("01 03 02 00 04 B9 87"));
        poll(dialogue, Frames.withCrc(1, 3, 2, 0, 0));
        assertThat(keys).containsExactly(new MeterKey(1, "4"));
    }

    @Test
    void counters_latchedPresses_areAllTakenAndALeapIsNot() {
        Dialogue dialogue = dialogue(settings(Read.COUNTERS, 2, Lamps.NONE), 1);
        poll(dialogue, Frames.withCrc(1, 3, 4, 0xFF, 0xFF, 0, 9));
        poll(dialogue, Frames.withCrc(1, 3, 4, 0, 1, 0, 9));
        assertThat(keys).containsExactly(new MeterKey(1, "1"), new MeterKey(1, "1"));
        poll(dialogue, Frames.withCrc(1, 3, 4, 0, 1, 0, 0));
        poll(dialogue, Frames.withCrc(1, 3, 4, 0, 1, 0, 1));
        assertThat(keys).hasSize(3).endsWith(new MeterKey(1, "2"));
    }

    @Test
    void counters_twoThatMovedBetweenTwoQuestions_areSimultaneousUnlessTheQuestionsWereFarApart() {
        Dialogue dialogue = dialogue(settings(Read.COUNTERS, 2, Lamps.NONE), 1);
        poll(dialogue, Frames.withCrc(1, 3, 4, 0, 7, 0, 9));
        poll(dialogue, Frames.withCrc(1, 3, 4, 0, 8, 0, 10));
        assertThat(keys).containsExactly(new MeterKey(1, "1", true), new MeterKey(1, "2", true));
        keys.clear();
        now += Duration.ofMillis(60).toNanos(); // and 40 more: nobody can tell what came when
        poll(dialogue, Frames.withCrc(1, 3, 4, 0, 9, 0, 11));
        assertThat(keys).containsExactly(new MeterKey(1, "1"), new MeterKey(1, "2"));
    }

    @Test
    void inputs_twoDownThoughTheQuestionsWereFarApart_areSimultaneous() {
        Dialogue dialogue = dialogue(ProtocolSettings.Modbus.DEFAULT, 1);
        poll(dialogue, Frames.withCrc(1, 2, 1, 0));
        now += Duration.ofSeconds(1).toNanos();
        poll(dialogue, Frames.withCrc(1, 2, 1, 0b11));
        assertThat(keys).containsExactly(new MeterKey(1, "1", true), new MeterKey(1, "2", true));
    }

    @Test
    void counters_latchedWhileNoAnswerCame_areTakenWhenOneComes() {
        Dialogue dialogue = dialogue(settings(Read.COUNTERS, 2, Lamps.NONE), 1);
        poll(dialogue, Frames.withCrc(1, 3, 4, 0, 7, 0, 9));
        for (int i = 0; i < 7; i++) {
            poll(dialogue, new byte[0]);
            dialogue.silence(now += ModbusDialogue.REPLY_TIMEOUT_NANOS, keys::add);
        }
        now += Duration.ofSeconds(1).toNanos();
        poll(dialogue, Frames.withCrc(1, 3, 4, 0, 9, 0, 9));
        assertThat(keys).containsExactly(new MeterKey(1, "1"), new MeterKey(1, "1"));
    }

    @Test
    void lamp_answerOnARegister_isTheGoldenFrameAndGoesOutByItself() {
        ProtocolSettings.Modbus lamps = settings(Read.INPUTS, 5, Lamps.REGISTERS);
        Dialogue dialogue = dialogue(lamps, 1);
        poll(dialogue, Frames.withCrc(1, 2, 1, 0));
        poll(dialogue, Frames.withCrc(1, 2, 1, 1));
        dialogue.answer(keys.get(0), Answer.STORED);
        assertThat(poll(dialogue, Frames.bytes("01 06 00 05 00 01 58 0B"))).isEqualTo("010600050001580B");
        assertThat(poll(dialogue, Frames.withCrc(1, 2, 1, 0))).isEqualTo(READ_5_OF_1);
        now += Duration.ofSeconds(2).toNanos();
        assertThat(poll(dialogue, Frames.withCrc(1, 6, 0, 5, 0, 0))).startsWith("010600050000");
        assertThat(poll(dialogue, Frames.withCrc(1, 2, 1, 0))).isEqualTo(READ_5_OF_1);
        assertThat(dialogue.fault(1)).isNull();
    }

    @Test
    void lamp_answerOnACoil_isFunctionFive() {
        Dialogue dialogue = dialogue(settings(Read.INPUTS, 5, Lamps.COILS), 1);
        poll(dialogue, Frames.withCrc(1, 2, 1, 0));
        dialogue.answer(new MeterKey(1, "2"), Answer.STORED);
        assertThat(poll(dialogue, new byte[0])).startsWith("01050006FF00");
    }

    @Test
    void bus_severalSlaves_areAskedInTurnWithSilenceBetween() {
        Dialogue dialogue = dialogue(ProtocolSettings.Modbus.DEFAULT, 1, 4);
        assertThat(Frames.sent(dialogue, now)).isEqualTo(READ_5_OF_1);
        dialogue.bytes(Frames.withCrc(1, 2, 1, 0), now, keys::add);
        assertThat(Frames.sent(dialogue, now + 3_000_000)).isEmpty();
        assertThat(Frames.sent(dialogue, now + 4_100_000)).isEqualTo("040200000005B85C");
        dialogue.bytes(Frames.withCrc(1, 2, 1, 3), now + 5_000_000, keys::add); // not the one that was asked
        assertThat(keys).isEmpty();
    }

    @Test
    void slave_silentForFiveQuestions_isTroubleAskedRarelyUntilItAnswers() {
        Dialogue dialogue = dialogue(ProtocolSettings.Modbus.DEFAULT, 1);
        for (int i = 0; i < 5; i++) {
            assertThat(dialogue.fault(1)).isNull();
            poll(dialogue, new byte[0]);
            dialogue.silence(now += ModbusDialogue.REPLY_TIMEOUT_NANOS, keys::add);
        }
        assertThat(dialogue.fault(1)).contains("address 1 does not answer");
        assertThat(counters.get(Count.UNANSWERED)).isEqualTo(5);
        poll(dialogue, new byte[0]);
        dialogue.silence(now += ModbusDialogue.REPLY_TIMEOUT_NANOS, keys::add);
        assertThat(poll(dialogue, new byte[0])).isEmpty();
        now += Duration.ofSeconds(1).toNanos();
        poll(dialogue, Frames.withCrc(1, 2, 1, 0));
        assertThat(dialogue.fault(1)).isNull();
    }

    /** Twelve of thirteen keypads are off; the living one is pressed 17 times, each time for 300 ms. */
    @Test
    void bus_twelveSwitchedOff_costTheLivingOneNoPress_andOneThatComesBackIsNoticed() {
        Integer[] addresses = IntStream.rangeClosed(1, 13).boxed().toArray(Integer[]::new);
        Dialogue dialogue = dialogue(ProtocolSettings.Modbus.DEFAULT, addresses);
        long start = now;
        int presses = 0;
        for (long millis = 0; millis < 60_000; millis++) {
            now = start + millis * 1_000_000;
            long pressing = millis - 4_000;
            boolean down = pressing >= 0 && pressing / 1_500 < 17 && pressing % 1_500 < 300;
            presses += down && pressing % 1_500 == 0 ? 1 : 0;
            dialogue.silence(now, keys::add);
            byte[] polled = dialogue.nextFrame(now);
            if (polled != null && (polled[0] == 7 || polled[0] == 9 && millis > 40_000)) {
                dialogue.bytes(Frames.withCrc(polled[0], 2, 1, down && polled[0] == 7 ? 4 : 0), now, keys::add);
            }
        }
        assertThat(presses).isEqualTo(17);
        assertThat(keys).hasSize(17).containsOnly(new MeterKey(7, "3"));
        assertThat(dialogue.fault(7)).isNull();
        assertThat(dialogue.fault(9)).isNull();
        assertThat(dialogue.fault(8)).contains("does not answer");
    }

    @Test
    void slave_refusesTheQuestion_isTrouble() {
        Dialogue dialogue = dialogue(ProtocolSettings.Modbus.DEFAULT, 1);
        poll(dialogue, Frames.withCrc(1, 0x82, 2));
        assertThat(dialogue.fault(1)).contains("exception 2");
        assertThat(counters.get(Count.REFUSALS)).isEqualTo(1);
    }

    /** Against a model that looks for the one valid reply at every offset of what came while the question was out. */
    @Test
    void replies_noisyMutatedCutOrLate_yieldExactlyThePressesOfTheValidOnes() {
        qt().withExamples(100_000).forAll(longs().all()).checkAssert(seed -> {
            Random random = new Random(seed);
            List<byte[]> streams = new ArrayList<>();
            for (int round = 0; round < 6; round++) {
                streams.add(stream(random));
            }
            check(streams, random);
        });
    }

    /** Gives each stream as what came while a question was out, cut at random, and compares with the model. */
    static void check(List<byte[]> streams, Random random) {
        Dialogue dialogue =
                new ModbusDialogue(List.of(new ModbusSlave(1, ProtocolSettings.Modbus.DEFAULT)), 9600, new Counters());
        List<MeterKey> received = new ArrayList<>();
        List<MeterKey> expected = new ArrayList<>();
        int known = -1;
        long time = 0;
        for (byte[] stream : streams) {
            time += Duration.ofSeconds(2).toNanos();
            dialogue.bytes(noise(random, 5), time, received::add); // nobody asked
            time += Duration.ofSeconds(2).toNanos();
            dialogue.silence(time, received::add);
            assertThat(dialogue.nextFrame(time)).isNotNull();
            int from = 0;
            while (from < stream.length) {
                int to = Math.min(stream.length, from + 1 + random.nextInt(6));
                dialogue.bytes(Arrays.copyOfRange(stream, from, to), time, received::add);
                from = to;
                time += random.nextLong(FrameScanner.INTER_BYTE_TIMEOUT_NANOS);
                dialogue.silence(time, received::add);
            }
            time += FrameScanner.INTER_BYTE_TIMEOUT_NANOS;
            dialogue.silence(time, received::add);
            time += ModbusDialogue.REPLY_TIMEOUT_NANOS;
            dialogue.silence(time, received::add);
            Integer bits = judge(stream);
            if (bits != null) {
                int pressed = known < 0 ? 0 : bits & ~known;
                for (int i = 0; i < 5; i++) {
                    if ((pressed >> i & 1) == 1) {
                        expected.add(new MeterKey(1, "" + (i + 1), Integer.bitCount(pressed) > 1));
                    }
                }
                known = bits;
            } else if (String.valueOf(dialogue.fault(1)).contains("does not answer")) {
                known = -1;
            }
        }
        assertThat(received).isEqualTo(expected);
    }

    private static byte[] noise(Random random, int most) {
        byte[] noise = new byte[random.nextInt(most)];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) (random.nextBoolean() ? random.nextInt(4) : random.nextInt(256));
        }
        return noise;
    }

    private static byte[] stream(Random random) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(noise(random, 8));
        byte[] reply = Frames.withCrc(1, 2, 1, random.nextInt(32));
        switch (random.nextInt(4)) {
            case 0 -> reply[random.nextInt(reply.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> reply = Arrays.copyOf(reply, random.nextInt(reply.length));
            default -> {}
        }
        stream.writeBytes(reply);
        stream.writeBytes(noise(random, 8));
        return stream.toByteArray();
    }

    private static @Nullable Integer judge(byte[] stream) {
        for (int offset = 0; offset + 5 < stream.length; offset++) {
            byte[] expected = Frames.withCrc(1, 2, 1, stream[offset + 3] & 0xFF);
            if (Arrays.equals(stream, offset, offset + 6, expected, 0, 6)) {
                return stream[offset + 3] & 0x1F;
            }
            byte[] refusal = Frames.withCrc(1, 0x82, stream[offset + 2] & 0xFF);
            if (Arrays.equals(stream, offset, offset + 5, refusal, 0, 5)) {
                return null;
            }
        }
        return null;
    }
}
