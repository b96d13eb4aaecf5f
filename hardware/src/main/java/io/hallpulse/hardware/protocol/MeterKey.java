package io.hallpulse.hardware.protocol;

/**
 * A key of a meter, as it stands in one valid frame.
 *
 * @param address of the meter on its line; {@link #NO_ADDRESS} where the protocol has none
 * @param key raw key code
 * @param simultaneous another key of the same meter went down in the same frame
 */
public record MeterKey(int address, String key, boolean simultaneous) {
    public static final int NO_ADDRESS = -1;

    public MeterKey(int address, String key) {
        this(address, key, false);
    }
}
