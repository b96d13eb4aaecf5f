package io.hallpulse.gateway.assessment;

import java.io.ByteArrayOutputStream;

/**
 * A picture without what cameras write beside it. It is read segment by segment, after ITU-T T.81 annex B, and written anew from those alone
 * that a decoder of baseline or progressive JPEG needs: application data (EXIF with its place and time, thumbnails, profiles) and
 * comments are left out. What does not read so is refused, and so is anything after the end: a file that is two things at once.
 */
final class Jpeg {
    private static final int MARKER = 0xff;
    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int BASELINE = 0xc0;
    private static final int PROGRESSIVE = 0xc2;
    private static final int HUFFMAN = 0xc4;
    private static final int FIRST_RESTART = 0xd0;
    private static final int LAST_RESTART = 0xd7;
    private static final int SCAN = 0xda;
    private static final int QUANTIZATION = 0xdb;
    private static final int RESTART_INTERVAL = 0xdd;
    private static final int FIRST_APPLICATION = 0xe0;
    private static final int LAST_APPLICATION = 0xef;
    private static final int COMMENT = 0xfe;

    private static final int TABLE = 64;
    private static final int LENGTHS = 16;
    private static final int FRAME_HEAD = 6;
    private static final int MOST_SIDE = 8192;
    private static final int BITS = 8;
    private static final int NIBBLE = 4;

    private final byte[] bytes;
    private final ByteArrayOutputStream kept;
    private int at;
    private boolean framed;
    private boolean scanned;

    private Jpeg(byte[] bytes) {
        this.bytes = bytes;
        this.kept = new ByteArrayOutputStream(bytes.length);
    }

    /**
     * The picture alone.
     *
     * @throws IllegalArgumentException where it is no JPEG of the kinds that cameras and browsers make, with one line
     */
    static byte[] stripped(byte[] bytes) {
        Jpeg jpeg = new Jpeg(bytes);
        jpeg.read();
        return jpeg.kept.toByteArray();
    }

    private void read() {
        require(marker() == SOI, "it does not begin as one");
        keep(0, at);
        int marker = marker();
        while (marker != EOI) {
            segment(marker);
            marker = marker();
        }
        require(framed && scanned, "it has no picture");
        keep(at - 2, at);
        require(at == bytes.length, (bytes.length - at) + " bytes follow its end");
    }

    private void segment(int marker) {
        int from = at - 2;
        int length = short16();
        require(length >= 2 && at + length - 2 <= bytes.length, "a segment is cut off");
        int end = at + length - 2;
        boolean meta = (marker >= FIRST_APPLICATION && marker <= LAST_APPLICATION) || marker == COMMENT;
        if (!meta) {
            requireWell(marker, end);
        }
        at = end;
        if (marker == SCAN) {
            entropy();
        }
        if (!meta) {
            keep(from, at);
        }
    }

    /** Whether a segment is filled by what it is for, so that it carries nothing else. */
    private void requireWell(int marker, int end) {
        require(at < end, "a segment is empty");
        switch (marker) {
            case QUANTIZATION -> {
                while (at < end) {
                    int wide = (bytes[at] >> NIBBLE) & 0xf;
                    require(wide <= 1, "a table is wrong");
                    at += 1 + TABLE * (wide + 1);
                }
            }
            case HUFFMAN -> {
                while (at < end) {
                    int codes = 0;
                    require(at + LENGTHS < end, "a table is wrong");
                    for (int i = 1; i <= LENGTHS; i++) {
                        codes += bytes[at + i] & MARKER;
                    }
                    at += 1 + LENGTHS + codes;
                }
            }
            case RESTART_INTERVAL -> at += 2;
            case BASELINE, PROGRESSIVE -> {
                require(!framed && end - at > FRAME_HEAD, "it has more than one picture");
                framed = true;
                require(bytes[at] == BITS, "it has not 8 bits a colour");
                at++;
                int height = short16();
                int width = short16();
                require(
                        height > 0 && width > 0 && height <= MOST_SIDE && width <= MOST_SIDE,
                        "it is " + width + " x " + height);
                int components = bytes[at];
                require(components == 1 || components == 3, "it has " + components + " colours");
                at += 1 + 3 * components;
            }
            case SCAN -> {
                require(framed, "a scan comes before its frame");
                scanned = true;
                at += 1 + 2 * bytes[at] + 3;
            }
            default -> throw refused("it is of another kind than baseline or progressive");
        }
        require(at == end, "a segment is longer or shorter than what it says");
    }

    /** Passes over coded data, up to the marker that ends it. */
    private void entropy() {
        while (at + 1 < bytes.length) {
            int next = bytes[at + 1] & MARKER;
            boolean isMarker = (bytes[at] & MARKER) == MARKER;
            if (isMarker && next != 0 && (next < FIRST_RESTART || next > LAST_RESTART)) {
                return;
            }
            at += isMarker ? 2 : 1;
        }
        throw refused("it is cut off");
    }

    private int marker() {
        require(at + 2 <= bytes.length && (bytes[at] & MARKER) == MARKER, "it is cut off");
        at += 2;
        return bytes[at - 1] & MARKER;
    }

    private int short16() {
        require(at + 2 <= bytes.length, "it is cut off");
        at += 2;
        return (bytes[at - 2] & MARKER) << BITS | (bytes[at - 1] & MARKER);
    }

    private void keep(int from, int to) {
        kept.write(bytes, from, to - from);
    }

    private static void require(boolean so, String fault) {
        if (!so) {
            throw refused(fault);
        }
    }

    private static IllegalArgumentException refused(String fault) {
        return new IllegalArgumentException("the photo is no JPEG that can be taken: " + fault);
    }
}
