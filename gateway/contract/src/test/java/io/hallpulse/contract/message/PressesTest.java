package io.hallpulse.contract.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.booleans;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;
import static org.quicktheories.generators.SourceDSL.longs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quicktheories.core.Gen;

@NullMarked
class PressesTest {
    private static final String REASON =
            "{\"v\":1,\"run\":\"r\",\"low\":1,\"presses\":[{\"seq\":2,\"window\":\"A\",\"input\":\"p\","
                    + "\"key\":\"8\",\"level\":null,\"at\":\"2026-11-22T10:03:05Z\",\"mono\":1,\"kind\":\"reason\",%s}]}";

    private static final String GOLDEN = """
            {"v":1,"run":"k3f9c2abq7","boot":"9f1c0d2a7b3e4455","low":18000,"anchor":{"mono":912400000,"wall":"2026-11-22T10:04:05.526Z"},\
            "presses":[{"seq":18342,"window":"A03","input":"panel","key":"1","level":5,"at":"2026-11-22T10:03:11.204Z","mono":912345678}]}""";
    private static final Press GOLDEN_PRESS =
            Press.rating(18342, "A03", "panel", "1", 5, Instant.parse("2026-11-22T10:03:11.204Z"), 912345678);
    private static final Anchor ANCHOR = new Anchor(912400000, Instant.parse("2026-11-22T10:04:05.526Z"));

    private static ReceivedPresses read(String text) throws UnreadableMessage, NewerVersion {
        return PressesReader.read(text.getBytes(UTF_8));
    }

    /** A message around one press whose JSON is {@code press}. */
    private static String around(String press) {
        return "{\"v\":1,\"run\":\"r\",\"low\":1,\"presses\":[" + press + "]}";
    }

    @Test
    void write_theContractsExample_isTheContractsText() {
        PressesWriter.Written written = PressesWriter.write(
                "k3f9c2abq7", "9f1c0d2a7b3e4455", 18000, ANCHOR, List.of(GOLDEN_PRESS), Json.MAX_MESSAGE_BYTES);
        assertThat(new String(written.bytes(), UTF_8)).isEqualTo(GOLDEN);
    }

    @Test
    void read_theContractsExample_isTheContractsValues() throws Exception {
        assertThat(read(GOLDEN))
                .isEqualTo(new ReceivedPresses(
                        "k3f9c2abq7",
                        "9f1c0d2a7b3e4455",
                        18000,
                        ANCHOR,
                        List.of(new ReceivedPresses.Valid(GOLDEN_PRESS))));
    }

    @Test
    void read_ofWhatWasWritten_isTheSamePresses() {
        qt().withExamples(500)
                .forAll(lists().of(presses()).ofSizeBetween(1, 30), booleans().all())
                .checkAssert((drawn, anchored) -> {
                    List<Press> presses = ascending(drawn);
                    PressesWriter.Written written = PressesWriter.write(
                            "run", "boot", 1, anchored ? ANCHOR : null, presses, Json.MAX_MESSAGE_BYTES);
                    assertThat(written.count()).isEqualTo(presses.size());
                    ReceivedPresses received = readUnchecked(written.bytes());
                    assertThat(received.anchor()).isEqualTo(anchored ? ANCHOR : null);
                    assertThat(received.presses())
                            .containsExactlyElementsOf(presses.stream()
                                    .map(ReceivedPresses.Valid::new)
                                    .toList());
                });
    }

    @Test
    void write_moreThanFits_stopsAtTheLimitAndSaysHowMany() throws Exception {
        List<Press> presses = ascending(Collections.nCopies(500, GOLDEN_PRESS));
        for (int limit : new int[] {400, 1000, 4096, 65536, 1 << 20}) {
            PressesWriter.Written written = PressesWriter.write("run", "boot", 1, null, presses, limit);
            assertThat(written.bytes().length).isLessThanOrEqualTo(Math.min(limit, Json.MAX_MESSAGE_BYTES));
            assertThat(PressesReader.read(written.bytes()).presses()).hasSize(written.count());
        }
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> PressesWriter.write("run", "boot", 1, null, presses, 100));
    }

    @Test
    void write_aHundredPresses_needsAtMost140BytesEach() {
        PressesWriter.Written written = PressesWriter.write(
                "k3f9c2abq7",
                "9f1c0d2a7b3e4455",
                18000,
                ANCHOR,
                ascending(Collections.nCopies(100, GOLDEN_PRESS)),
                Json.MAX_MESSAGE_BYTES);
        assertThat(written.bytes().length / written.count()).isLessThanOrEqualTo(140);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"seq\":7,\"input\":\"i\",\"key\":\"1\",\"level\":5,\"at\":\"2026-11-22T10:03:11Z\",\"mono\":1} | window is missing",
                "{\"seq\":7,\"window\":\"A 3\",\"input\":\"i\",\"key\":\"1\",\"level\":5,\"at\":\"2026-11-22T10:03:11Z\",\"mono\":1} | window is missing",
                "{\"seq\":7,\"window\":\"A\",\"input\":\"i\",\"key\":\"1\",\"level\":6,\"at\":\"2026-11-22T10:03:11Z\",\"mono\":1} | level is not 1 to 5",
                "{\"seq\":7,\"window\":\"A\",\"input\":\"i\",\"key\":\"1\",\"level\":\"5\",\"at\":\"2026-11-22T10:03:11Z\",\"mono\":1} | level is no integer",
                "{\"seq\":7,\"window\":\"A\",\"input\":\"i\",\"key\":\"1\",\"level\":null,\"at\":\"2026-11-22T10:03:11Z\",\"mono\":1} | a rating without a level",
                "{\"seq\":7,\"window\":\"A\",\"input\":\"i\",\"key\":\"1\",\"at\":\"2026-11-22T10:03:11Z\",\"mono\":1} | level is missing",
                "{\"seq\":7,\"window\":\"A\",\"input\":\"i\",\"key\":\"1\",\"level\":5,\"at\":\"yesterday\",\"mono\":1} | at is missing",
                "{\"seq\":7,\"window\":\"A\",\"input\":\"i\",\"key\":\"1\",\"level\":5,\"at\":\"2026-11-22T10:03:11Z\"} | mono is missing",
                "{\"seq\":7,\"window\":\"A\",\"input\":\"i\",\"key\":{\"a\":[1]},\"level\":5,\"at\":\"2026-11-22T10:03:11Z\",\"mono\":1} | key is missing",
                "{\"seq\":7,\"window\":\"A\",\"input\":\"i\",\"key\":\"1\",\"level\":5,\"at\":\"2026-11-22T10:03:11Z\",\"mono\":1,\"kind\":\"joke\"} | kind is none",
                "{\"seq\":7,\"window\":\"A\",\"input\":\"i\",\"key\":\"1\",\"level\":5,\"at\":\"2026-11-22T10:03:11Z\",\"mono\":1,\"clock\":\"late\"} | clock is neither",
                "{\"seq\":7,\"window\":\"A\",\"input\":\"i\",\"key\":\"1\",\"level\":5,\"at\":\"2026-11-22T10:03:11Z\",\"mono\":1,\"flags\":\"x\"} | flags is no array",
                "{\"seq\":7,\"window\":\"A\",\"input\":\"i\",\"key\":\"1\",\"level\":5,\"at\":\"2026-11-22T10:03:11Z\",\"mono\":1,\"supersedes\":7} | supersedes is no earlier",
                "{\"seq\":7,\"window\":\"A\",\"input\":\"i\",\"key\":\"1\",\"level\":5,\"at\":\"2026-11-22T10:03:11Z\",\"mono\":1,\"kind\":\"timeout\"} | a time-out with a level"
            })
    void read_aPressThatIsInvalid_keepsItWithItsReasonAndReadsOn(String bad, String reason) throws Exception {
        String good =
                "{\"seq\":8,\"window\":\"A\",\"input\":\"i\",\"key\":\"1\",\"level\":5,\"at\":\"2026-11-22T10:03:11Z\",\"mono\":1,\"new\":{}}";
        ReceivedPresses received = read(around(bad + "," + good));
        assertThat(received.presses()).hasSize(2);
        assertThat(received.presses().get(0)).isInstanceOfSatisfying(ReceivedPresses.Invalid.class, invalid -> {
            assertThat(invalid.seq()).isEqualTo(7);
            assertThat(invalid.reason()).startsWith(reason);
            assertThat(invalid.raw()).isEqualTo(bad);
        });
        assertThat(received.presses().get(1)).isInstanceOf(ReceivedPresses.Valid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "[]",
                "{}",
                "{\"v\":1}",
                "{\"v\":1,\"run\":\"r\",\"low\":1}",
                "{\"v\":1,\"run\":\"r\",\"low\":1,\"presses\":[]}",
                "{\"v\":1,\"run\":\"r\",\"low\":1,\"presses\":{}}",
                "{\"v\":1,\"run\":\"r\",\"low\":1,\"presses\":[7]}",
                "{\"v\":1,\"run\":\"r\",\"low\":1,\"presses\":[{}]}",
                "{\"v\":1,\"run\":\"r\",\"low\":1,\"presses\":[{\"seq\":1.5}]}",
                "{\"v\":1,\"run\":\"r\",\"low\":1,\"presses\":[{\"seq\":0}]}",
                "{\"v\":1,\"run\":\"r\",\"low\":1,\"presses\":[{\"seq\":9007199254740992}]}",
                "{\"v\":1,\"run\":\"r\",\"low\":\"1\",\"presses\":[{\"seq\":1}]}",
                "{\"v\":1,\"run\":\"\",\"low\":1,\"presses\":[{\"seq\":1}]}",
                "{\"run\":\"r\",\"low\":1,\"presses\":[{\"seq\":1}]}",
                "{\"v\":1,\"run\":\"r\",\"low\":1,\"presses\":[{\"seq\":1}]",
                "{\"v\":1,\"run\":\"r\",\"low\":1,\"presses\":[{\"seq\":1}]} {}"
            })
    void read_withoutAReadableEnvelope_isUnreadable(String text) {
        assertThatExceptionOfType(UnreadableMessage.class).isThrownBy(() -> read(text));
    }

    @Test
    void read_aVersionAboveOurs_saysSoWhateverFollows() {
        assertThatExceptionOfType(NewerVersion.class)
                .isThrownBy(() -> read("{\"v\":2,\"presses\":\"of another shape\"}"));
    }

    @Test
    void read_bytesOfAnyKind_endsInAValueOrAnError() {
        byte[] golden = GOLDEN.getBytes(UTF_8);
        qt().withExamples(20_000).forAll(longs().all()).checkAssert(seed -> {
            Random random = new Random(seed);
            byte[] mutated = golden.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(PressesReader.read(mutated).presses()).isNotEmpty();
            } catch (UnreadableMessage | NewerVersion expected) {
                assertThat(expected.getMessage()).isNotBlank().doesNotContain("\n");
            }
        });
    }

    private static ReceivedPresses readUnchecked(byte[] bytes) {
        try {
            return PressesReader.read(bytes);
        } catch (UnreadableMessage | NewerVersion e) {
            throw new AssertionError(e);
        }
    }

    private static List<Press> ascending(List<Press> drawn) {
        List<Press> presses = new ArrayList<>();
        for (Press press : drawn) {
            long seq = 1000 + presses.size();
            Long earlier = press.supersedes() == null ? null : seq - press.supersedes();
            presses.add(new Press(
                    seq,
                    press.window(),
                    press.input(),
                    press.key(),
                    press.level(),
                    press.at(),
                    press.monoMillis(),
                    press.synced(),
                    press.kind(),
                    press.flags(),
                    press.session(),
                    press.caseNumber(),
                    press.staff(),
                    earlier,
                    press.kind() == Press.Kind.REASON ? Long.valueOf(seq - 1) : null,
                    press.reasons()));
        }
        return presses;
    }

    private static Press reason(Instant at, long mono, int codes) {
        return new Press(
                2,
                "A03",
                "panel",
                "8",
                null,
                at,
                mono,
                true,
                Press.Kind.REASON,
                List.of(),
                null,
                null,
                null,
                null,
                1L,
                List.of(214, 213, 205).subList(0, codes));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"reasons\":[214]",
                "\"rates\":2,\"reasons\":[214]",
                "\"rates\":1",
                "\"rates\":1,\"reasons\":[]",
                "\"rates\":1,\"reasons\":[199]",
                "\"rates\":1,\"reasons\":[214,115]",
                "\"rates\":1,\"reasons\":214"
            })
    void read_reasonThatSaysNotWhatOf_isInvalid(String members) throws Exception {
        ReceivedPresses read = read(REASON.formatted(members));

        assertThat(read.presses().get(0)).isInstanceOf(ReceivedPresses.Invalid.class);
    }

    @Test
    void read_reason_asNumberOrAsText_orFlaggedWithoutARating_isValid() throws Exception {
        for (String codes : List.of("[214]", "[\"214\"]")) {
            ReceivedPresses read = read(REASON.formatted("\"rates\":1,\"reasons\":" + codes));
            Press press = ((ReceivedPresses.Valid) read.presses().get(0)).press();
            assertThat(press.rates()).isEqualTo(1);
            assertThat(press.reasons()).containsExactly(214);
        }
        assertThat(read(REASON.formatted("\"flags\":[\"unsolicited\"]"))
                        .presses()
                        .get(0))
                .isInstanceOf(ReceivedPresses.Valid.class);
    }

    private static Gen<Press> presses() {
        Gen<Instant> instants = longs().between(0, 4_000_000_000_000L).map(Instant::ofEpochMilli);
        Gen<Integer> shapes = integers().between(0, 1023);
        return instants.zip(shapes, longs().between(0, Press.MAX_SEQ), (at, shape, mono) -> {
            boolean unmapped = shape % 5 == 0;
            boolean timeout = !unmapped && shape % 7 == 0;
            if (!timeout && shape % 13 == 0) {
                return reason(at, mono, shape % 2 == 0 ? 1 : 3);
            }
            return new Press(
                    1,
                    "A0" + shape % 9,
                    "panel",
                    String.valueOf(shape % 6),
                    unmapped || timeout ? null : 1 + shape % 5,
                    at,
                    mono,
                    shape % 2 == 0,
                    timeout ? Press.Kind.TIMEOUT : shape % 3 == 0 ? Press.Kind.TEST : Press.Kind.RATING,
                    unmapped ? List.of(Flags.UNMAPPED, Flags.REPEAT) : List.of(),
                    shape % 4 == 0 ? "s-" + shape : null,
                    shape % 8 == 0 ? "办件\"" + shape : null,
                    shape % 16 == 0 ? "staff" : null,
                    shape % 11 == 0 ? Long.valueOf(1 + shape % 50) : null);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"v\":1,\"run\":\"r\",\"run\":\"s\",\"low\":1,\"presses\":[{\"seq\":1}]}",
                "{\"v\":1,\"run\":\"r\",\"low\":1,\"presses\":[{\"seq\":1}],\"presses\":[{\"seq\":2}]}",
                "{\"v\":1,\"run\":\"r\",\"low\":1,\"presses\":[{\"seq\":1,\"level\":1,\"level\":5}]}",
                "{\"v\":1,\"run\":\"r\",\"low\":1,\"presses\":[{\"seq\":1,\"seq\":2}]}"
            })
    void read_memberThatStandsTwice_isUnreadable(String text) {
        assertThatExceptionOfType(UnreadableMessage.class)
                .isThrownBy(() -> read(text))
                .withMessageContaining("twice");
    }
}
