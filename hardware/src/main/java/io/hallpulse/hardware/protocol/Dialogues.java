package io.hallpulse.hardware.protocol;

import io.hallpulse.hardware.InputSettings;
import io.hallpulse.hardware.health.Counters;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Chooses the dialogue for a port. */
public final class Dialogues {
    private Dialogues() {}

    /** The dialogue with all the meters of one port; they have one protocol, and one format and speed. */
    public static Dialogue of(List<InputSettings.Serial> meters, Counters counters) {
        ProtocolSettings settings = meters.get(0).settings();
        if (settings instanceof ProtocolSettings.Modbus) {
            List<ModbusSlave> slaves = new ArrayList<>();
            for (InputSettings.Serial meter : meters) {
                slaves.add(new ModbusSlave(
                        Objects.requireNonNull(meter.address()), (ProtocolSettings.Modbus) meter.settings()));
            }
            return new ModbusDialogue(slaves, meters.get(0).baud(), counters);
        } else if (settings instanceof ProtocolSettings.Boks boks) {
            return new BoksDialogue(boks.ask(), counters);
        }
        return new ListeningDialogue(codec(settings), counters);
    }

    /** How a protocol that is listened to marks its frames. */
    public static Framing framing(ProtocolSettings settings) {
        return codec(settings);
    }

    /** The key that a valid frame of a protocol tells of, or null. */
    public static @Nullable MeterKey key(ProtocolSettings settings, byte[] frame) {
        return codec(settings).key(frame);
    }

    private static Codec codec(ProtocolSettings settings) {
        if (settings instanceof ProtocolSettings.Stx stx) {
            return new StxCodec(stx);
        } else if (settings instanceof ProtocolSettings.Ascii ascii) {
            return new AsciiCodec(ascii);
        } else if (settings instanceof ProtocolSettings.Jt905 jt905) {
            return new Jt905Codec(jt905);
        } else if (settings instanceof ProtocolSettings.Ff68) {
            return new Ff68Codec();
        }
        throw new IllegalArgumentException("protocol: " + settings.name() + " is asked, not listened to");
    }
}
