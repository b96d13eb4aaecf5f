package io.hallpulse.hardware.sniff;

import io.hallpulse.hardware.health.Count;
import io.hallpulse.hardware.health.Counters;
import io.hallpulse.hardware.protocol.Codec;
import io.hallpulse.hardware.protocol.FrameScanner;
import io.hallpulse.hardware.protocol.MeterKey;
import io.hallpulse.hardware.protocol.ProtocolSettings;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** A protocol that is listened to, and how well it explains what was received. For one thread. */
final class Candidate {
    private final Counters counters = new Counters();
    private final FrameScanner scanner;
    private final Set<Integer> addresses = new TreeSet<>();
    private final Set<String> keys = new LinkedHashSet<>();
    /** With what the newest frame shows of them. */
    private ProtocolSettings settings;

    private Candidate(ProtocolSettings settings) {
        this.settings = settings;
        this.scanner = new FrameScanner(codec(settings), counters);
    }

    private static Codec codec(ProtocolSettings settings) {
        return Objects.requireNonNull(settings.codec());
    }

    /** Every dialect that can be recognized by listening; of two that explain as much, the earlier one is meant. */
    static List<Candidate> all() {
        return ProtocolSettings.recognizedByListening().stream()
                .map(Candidate::new)
                .toList();
    }

    void bytes(byte[] bytes, long nowNanos) {
        scanner.bytes(bytes, nowNanos, this::frame);
    }

    void silence(long nowNanos) {
        scanner.silence(nowNanos, this::frame);
    }

    private void frame(byte[] frame) {
        settings = settings.refinedBy(frame);
        MeterKey key = codec(settings).key(frame);
        if (key != null) {
            keys.add(key.key());
            if (key.address() != MeterKey.NO_ADDRESS) {
                addresses.add(key.address());
            }
        }
    }

    Finding finding(int baud, String format) {
        return new Finding(settings, baud, format, addresses, keys, frames(), settings.hint());
    }

    long frames() {
        return counters.get(Count.FRAMES);
    }

    /** Whether it may be it, if only more comes. */
    boolean isPromising() {
        return frames() > 0 && (settings.hasCheck() || counters.get(Count.NOISE_BYTES) == 0);
    }

    /** Whether what was received leaves no reasonable doubt. */
    boolean isCertain() {
        return isPromising() && frames() >= settings.certainFrames();
    }
}
