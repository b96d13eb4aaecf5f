package io.hallpulse.hardware.sniff;

import io.hallpulse.hardware.protocol.ProtocolSettings;
import io.hallpulse.hardware.protocol.ProtocolSettings.Ascii.Terminator;
import io.hallpulse.hardware.protocol.ProtocolSettings.Stx.Check;
import io.hallpulse.hardware.protocol.ProtocolSettings.Stx.Cover;
import io.hallpulse.hardware.health.Count;
import io.hallpulse.hardware.health.Counters;
import io.hallpulse.hardware.protocol.Dialogues;
import io.hallpulse.hardware.protocol.FrameScanner;
import io.hallpulse.hardware.protocol.MeterKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A protocol that is listened to, and how well it explains what was heard. For one thread. */
final class Candidate {
    /** Without a checksum, this many keys and nothing but keys: chance bytes do not look like that. */
    private static final int ENOUGH_PLAIN_KEYS = 4;

    private static final int ENOUGH_TERMINATED_KEYS = 2;
    private static final int COMMAND_AT = 6;
    private static final List<String> PLAIN_KEYS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
            .chars()
            .mapToObj(letter -> String.valueOf((char) letter))
            .toList();

    private final ProtocolSettings settings;
    private final Counters counters = new Counters();
    private final FrameScanner scanner;
    private final Set<Integer> addresses = new TreeSet<>();
    private final Set<String> keys = new LinkedHashSet<>();
    private byte @Nullable [] lastFrame;

    private Candidate(ProtocolSettings settings) {
        this.settings = settings;
        this.scanner = new FrameScanner(Dialogues.framing(settings), counters);
    }

    /** Every dialect that can be told by listening; of two that explain as much, the earlier one is meant. */
    static List<Candidate> all() {
        List<Candidate> all = new ArrayList<>();
        all.add(new Candidate(new ProtocolSettings.Ff68()));
        all.add(new Candidate(new ProtocolSettings.Jt905(0, 0)));
        for (Cover cover : new Cover[] {Cover.DATA_ETX, Cover.DATA, Cover.STX_DATA_ETX}) {
            for (Check check : Check.values()) {
                all.add(new Candidate(new ProtocolSettings.Stx(check, cover, 0, 2, 2, 2, null)));
            }
        }
        for (Terminator terminator :
                new Terminator[] {Terminator.CRLF, Terminator.CR, Terminator.LF, Terminator.NONE}) {
            all.add(new Candidate(new ProtocolSettings.Ascii(PLAIN_KEYS, terminator)));
        }
        return all;
    }

    void bytes(byte[] bytes, long nowNanos) {
        scanner.bytes(bytes, nowNanos, this::frame);
    }

    void silence(long nowNanos) {
        scanner.silence(nowNanos, this::frame);
    }

    private void frame(byte[] frame) {
        lastFrame = frame;
        MeterKey key = Dialogues.key(settings(), frame);
        if (key != null) {
            keys.add(key.key());
            if (key.address() != MeterKey.NO_ADDRESS) {
                addresses.add(key.address());
            }
        }
    }

    Finding finding(int baud, String format) {
        return new Finding(settings(), baud, format, addresses, keys, frames(), hint());
    }

    long frames() {
        return counters.get(Count.FRAMES);
    }

    /** Whether it may be it, if only more comes. */
    boolean isPromising() {
        return frames() > 0 && (isChecked() || counters.get(Count.NOISE_BYTES) == 0);
    }

    /** Whether what was heard leaves no reasonable doubt. */
    boolean isCertain() {
        if (!isPromising()) {
            return false;
        }
        long enough = isChecked() ? 1 : isTerminated() ? ENOUGH_TERMINATED_KEYS : ENOUGH_PLAIN_KEYS;
        return frames() >= enough;
    }

    private boolean isChecked() {
        return !(settings instanceof ProtocolSettings.Ascii);
    }

    private boolean isTerminated() {
        return settings instanceof ProtocolSettings.Ascii ascii && ascii.terminator() != Terminator.NONE;
    }

    /** The settings, with what the frames themselves tell of them. */
    private ProtocolSettings settings() {
        byte[] frame = lastFrame;
        if (settings instanceof ProtocolSettings.Jt905 && frame != null) {
            int command = (frame[COMMAND_AT] & 0xFF) << 8 | frame[COMMAND_AT + 1] & 0xFF;
            return new ProtocolSettings.Jt905(command, 0);
        }
        return settings;
    }

    /** What a technician has to find out. */
    private String hint() {
        if (settings instanceof ProtocolSettings.Jt905) {
            return "which command carries the key, and at which offset, cannot be told: compare the frames of two keys";
        } else if (settings instanceof ProtocolSettings.Stx) {
            return "where address and key stand in data cannot be told: compare the frames of two keys";
        }
        return settings instanceof ProtocolSettings.Ascii ? "list the device's own keys" : "";
    }
}
