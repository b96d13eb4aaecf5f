package io.hallpulse.hardware.protocol;

/** The framing of a protocol: where its frames begin and end. A pure function of the bytes. */
public interface Framing {
    /** Returns what begins at {@code bytes[from]}; bytes from {@code to} on are not yet there. {@code from < to}. */
    FrameMatch match(byte[] bytes, int from, int to);

    /** The longest frame in bytes. {@link #match} never calls that many bytes unfinished. */
    int longestFrame();
}
