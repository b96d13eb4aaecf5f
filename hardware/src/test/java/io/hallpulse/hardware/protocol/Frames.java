package io.hallpulse.hardware.protocol;

import java.util.HexFormat;

/** What tests say and hear in hex. */
final class Frames {
    private Frames() {}

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** Everything that the host has to say now; empty when it is silent. */
    static String said(Dialogue dialogue, long nowNanos) {
        StringBuilder said = new StringBuilder();
        for (byte[] frame = dialogue.nextFrame(nowNanos); frame != null; frame = dialogue.nextFrame(nowNanos)) {
            said.append(HexFormat.of().withUpperCase().formatHex(frame));
        }
        return said.toString();
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
