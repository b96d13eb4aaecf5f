package io.hallpulse.hardware.sniff;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.hardware.player.MeterPlayer;
import io.hallpulse.hardware.protocol.ProtocolSettings;
import io.hallpulse.hardware.protocol.ProtocolSettings.Ascii.Terminator;
import io.hallpulse.hardware.protocol.ProtocolSettings.Boks.Ask;
import io.hallpulse.hardware.protocol.ProtocolSettings.Stx.Check;
import io.hallpulse.hardware.protocol.ProtocolSettings.Stx.Cover;
import io.hallpulse.hardware.testkit.Finger;
import io.hallpulse.hardware.testkit.Pty;
import io.hallpulse.hardware.testkit.PtyWire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The sniffer against a meter that is pressed four times a second and speaks at one speed only. */
@Execution(ExecutionMode.CONCURRENT)
class SnifferTest {
    /** What a busy machine may take for what takes 10 s on an idle one. */
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    private final List<String> progress = new ArrayList<>();
    private final Path folder;

    SnifferTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Finding sniff(ProtocolSettings played, int baud, List<Integer> speeds, List<String> keys) throws Exception {
        try (Pty pty = Pty.at(folder.resolve("cable"));
                MeterPlayer meter = new MeterPlayer(played, 5, new PtyWire(pty, baud), seen -> {});
                Finger finger = new Finger(meter, keys, Duration.ofMillis(250))) {
            return new Sniffer(pty.path(), speeds, System::nanoTime, progress::add)
                    .sniff(PATIENCE)
                    .orElseThrow(() -> new AssertionError("nothing found: " + progress));
        }
    }

    static Stream<Arguments> meters() {
        return Stream.of(
                Arguments.of(new ProtocolSettings.Ff68(), 9600, List.of("0", "3")),
                Arguments.of(new ProtocolSettings.Ff68(), 115200, List.of("1", "2")),
                Arguments.of(ProtocolSettings.Modbus.DEFAULT, 19200, List.of("1", "4")),
                Arguments.of(ProtocolSettings.Stx.DEFAULT, 4800, List.of("01", "04")),
                Arguments.of(
                        new ProtocolSettings.Stx(Check.TWOS_COMPLEMENT, Cover.DATA, 0, 2, 2, 2, null),
                        9600,
                        List.of("01", "04")),
                Arguments.of(new ProtocolSettings.Ascii(List.of("1", "5"), Terminator.CRLF), 2400, List.of("1", "5")),
                Arguments.of(new ProtocolSettings.Ascii(List.of("1", "5"), Terminator.NONE), 19200, List.of("1", "5")),
                Arguments.of(new ProtocolSettings.Jt905(0x0A01, 0), 38400, List.of("1", "3")),
                Arguments.of(new ProtocolSettings.Boks(Ask.WAIT), 115200, List.of("2", "4")));
    }

    @ParameterizedTest
    @MethodSource("meters")
    void meter_pressed_isNamedWithItsSpeedAndKeys(ProtocolSettings played, int baud, List<String> keys)
            throws Exception {
        Finding finding = sniff(played, baud, Sniffer.SPEEDS, keys);
        assertThat(finding.settings().name()).isEqualTo(played.name());
        assertThat(finding.baud()).isEqualTo(baud);
        assertThat(finding.keys()).containsAnyElementsOf(keys).isSubsetOf(keys);
        if (played.hasAddress()) {
            assertThat(finding.addresses()).containsExactly(5);
        }
        if (played instanceof ProtocolSettings.Stx || played instanceof ProtocolSettings.Jt905) {
            assertThat(finding.settings()).isEqualTo(played);
            assertThat(finding.hint()).contains("compare the frames");
        }
        if (finding.settings() instanceof ProtocolSettings.Ascii ascii) {
            assertThat(ascii.terminator()).isEqualTo(((ProtocolSettings.Ascii) played).terminator());
        }
    }

    @Test
    void speed_given_isTheOnlyOneTried() throws Exception {
        assertThat(sniff(new ProtocolSettings.Ff68(), 19200, List.of(19200), List.of("0", "1"))
                        .baud())
                .isEqualTo(19200);
        assertThat(progress).isEmpty();
    }

    @Test
    void addresses_ofModbus_areAskedAtEitherParityTheLikeliestAgainAndAgainAndEveryOneInTime() {
        Set<Integer> asked = new HashSet<>();
        for (int round = 0; round < 64; round += 2) {
            assertThat(Sniffer.slaves(round))
                    .isEqualTo(Sniffer.slaves(round + 1))
                    .contains(1, 5, 8)
                    .doesNotHaveDuplicates();
            asked.addAll(Sniffer.slaves(round));
        }
        assertThat(asked).hasSize(247).allMatch(address -> address >= 1 && address <= 247);
    }

    @Test
    @Tag("slow")
    void meter_thatMissedTheFirstRound_isFoundInALaterOne() throws Exception {
        try (Pty pty = Pty.at(folder.resolve("cable"))) {
            List<MeterPlayer> meters = new ArrayList<>();
            Sniffer sniffer = new Sniffer(pty.path(), List.of(9600, 4800), System::nanoTime, line -> {
                if (line.startsWith("9600 8N1") && meters.isEmpty()) {
                    meters.add(new MeterPlayer(ProtocolSettings.Modbus.DEFAULT, 5, new PtyWire(pty, 9600), seen -> {}));
                }
            });
            assertThat(sniffer.sniff(PATIENCE)).get().satisfies(finding -> {
                assertThat(finding.addresses()).containsExactly(5);
                assertThat(finding.baud()).isEqualTo(9600);
            });
            meters.get(0).close();
        }
    }

    @Test
    void line_silent_isSaidSoForEachSpeed() throws Exception {
        try (Pty pty = Pty.at(folder.resolve("cable"))) {
            assertThat(new Sniffer(pty.path(), List.of(9600, 4800), System::nanoTime, progress::add)
                            .sniff(Duration.ofMillis(1)))
                    .isEmpty();
        }
        assertThat(progress).containsExactly("9600 8N1: 0 bytes, no protocol");
    }
}
