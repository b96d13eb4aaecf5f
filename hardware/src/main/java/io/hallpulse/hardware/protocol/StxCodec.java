package io.hallpulse.hardware.protocol;

import static io.hallpulse.hardware.protocol.Bytes.at;

import io.hallpulse.hardware.Answer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code STX data ETX BCC}, a common frame of keypads with as many dialects as vendors, one of them by the settings. */
final class StxCodec implements Codec {
    private static final int START = 0x02;
    private static final int END = 0x03;
    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7E;

    private final ProtocolSettings.Stx settings;

    StxCodec(ProtocolSettings.Stx settings) {
        this.settings = settings;
    }

    @Override
    public int longestFrame() {
        return ProtocolSettings.Stx.LONGEST + 3;
    }

    @Override
    public FrameMatch match(byte[] bytes, int from, int to) {
        if (at(bytes, from) != START) {
            return FrameMatch.NOISE;
        }
        int end = from + 1;
        while (end < to && isPrintable(at(bytes, end))) {
            end++;
        }
        if (end - from - 1 > ProtocolSettings.Stx.LONGEST) {
            return FrameMatch.BAD_LENGTH;
        }
        if (end < to && at(bytes, end) != END) {
            return FrameMatch.NOISE;
        }
        if (end + 1 >= to) {
            return FrameMatch.UNFINISHED;
        }
        return check(bytes, from, end) == at(bytes, end + 1)
                ? new FrameMatch.Frame(end + 2 - from)
                : FrameMatch.BAD_CHECKSUM;
    }

    private static boolean isPrintable(int octet) {
        return octet >= FIRST_PRINTABLE && octet <= LAST_PRINTABLE;
    }

    /** BCC over a frame whose ETX stands at {@code end}. */
    private int check(byte[] bytes, int start, int end) {
        int from = settings.cover() == ProtocolSettings.Stx.Cover.STX_DATA_ETX ? start : start + 1;
        int to = settings.cover() == ProtocolSettings.Stx.Cover.DATA ? end : end + 1;
        return switch (settings.check()) {
            case XOR -> Bytes.xor(bytes, from, to);
            case SUM -> Bytes.sum(bytes, from, to);
            case TWOS_COMPLEMENT -> -Bytes.sum(bytes, from, to) & 0xFF;
        };
    }

    @Override
    public @Nullable MeterKey key(byte[] frame) {
        String text = new String(frame, 1, frame.length - 3, StandardCharsets.US_ASCII);
        int addressEnd = settings.addressAt() + settings.addressLength();
        int keyEnd = settings.keyAt() + settings.keyLength();
        if (text.length() < Math.max(addressEnd, keyEnd)) {
            return null;
        }
        String key = text.substring(settings.keyAt(), keyEnd);
        if (settings.addressLength() == 0) {
            return new MeterKey(MeterKey.NO_ADDRESS, key);
        }
        String address = text.substring(settings.addressAt(), addressEnd);
        return address.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                ? new MeterKey(Integer.parseInt(address), key)
                : null;
    }

    @Override
    public List<byte[]> answer(MeterKey key, Answer answer) {
        String acknowledgement = settings.acknowledgement();
        return acknowledgement == null || answer == Answer.NOT_STORED
                ? List.of()
                : List.of(HexFormat.of().parseHex(acknowledgement));
    }
}
