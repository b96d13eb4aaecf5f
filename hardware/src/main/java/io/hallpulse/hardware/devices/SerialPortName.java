package io.hallpulse.hardware.devices;

import java.util.List;

/**
 * A serial port.
 *
 * @param device such as {@code /dev/ttyUSB0}; may be another after a restart
 * @param stableNames links to it that stay the same, the best first; empty for a port on the board, whose name stays
 * @param driver such as {@code ftdi_sio}; empty when the kernel does not know
 * @param twin whether another adapter here has the same by-id name, so that only the by-path name is its own
 */
public record SerialPortName(String device, List<String> stableNames, String driver, boolean twin) {
    public SerialPortName {
        stableNames = List.copyOf(stableNames);
    }
}
