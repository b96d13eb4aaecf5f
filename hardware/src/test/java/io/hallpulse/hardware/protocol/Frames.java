package io.hallpulse.hardware.protocol;

import java.util.HexFormat;

/** The frames that tests send and receive, in hex. */
final class Frames {
    private Frames() {}

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** All that the host sends now, in hex; empty for nothing. */
    static String sent(Dialogue dialogue, long nowNanos) {
        StringBuilder sent = new StringBuilder();
        for (byte[] frame = dialogue.nextFrame(nowNanos); frame != null; frame = dialogue.nextFrame(nowNanos)) {
            sent.append(HexFormat.of().withUpperCase().formatHex(frame));
        }
        return sent.toString();
    }

    /** A Modbus frame: the bytes and their CRC, made bit by bit from the far end, unlike the codec's. */
    static byte[] withCrc(int... content) {
        int remainder = 0xFFFF;
        for (int octet : content) {
            for (int bit = 0; bit < 8; bit++) {
                int incoming = octet >> bit & 1;
                boolean subtract = (remainder & 1) != incoming;
                remainder >>= 1;
                if (subtract) {
                    remainder ^= 0xA001;
                }
            }
        }
        byte[] frame = new byte[content.length + 2];
        for (int i = 0; i < content.length; i++) {
            frame[i] = (byte) content[i];
        }
        frame[content.length] = (byte) remainder;
        frame[content.length + 1] = (byte) (remainder >> 8);
        return frame;
    }
}
