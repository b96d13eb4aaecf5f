package io.hallpulse.hardware.devices;

import java.util.List;

/**
 * A serial port.
 *
 * @param device such as {@code /dev/ttyUSB0}; may be another after a restart
 * @param stableNames links to it that stay the same, by-id before by-path; empty for a port on the board, whose name stays
 * @param driver such as {@code ftdi_sio}; empty when the kernel does not tell
 */
public record SerialPortName(String device, List<String> stableNames, String driver) {
    public SerialPortName {
        stableNames = List.copyOf(stableNames);
    }
}
