package io.hallpulse.hardware.testkit;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.util.function.IntSupplier;

/** The few calls of the C library of which a pseudo-terminal is made; see their manual pages. */
interface LibC extends Library {
    LibC INSTANCE = Native.load("c", LibC.class);

    int O_RDWR = 2;
    int O_NOCTTY = 0x100;
    short POLLIN = 1;
    int TCIFLUSH = 0;
    int EINTR = 4;

    /** Makes a call again that a signal ended before its time. */
    static int uninterrupted(IntSupplier call) {
        while (true) {
            try {
                return call.getAsInt();
            } catch (LastErrorException e) {
                if (e.getErrorCode() != EINTR) {
                    throw e;
                }
            }
        }
    }

    int posix_openpt(int flags) throws LastErrorException;

    int grantpt(int fd) throws LastErrorException;

    int unlockpt(int fd) throws LastErrorException;

    int ptsname_r(int fd, byte[] name, NativeLong length) throws LastErrorException;

    int open(String path, int flags) throws LastErrorException;

    int close(int fd) throws LastErrorException;

    NativeLong read(int fd, byte[] into, NativeLong count) throws LastErrorException;

    NativeLong write(int fd, byte[] from, NativeLong count) throws LastErrorException;

    int poll(Memory fds, NativeLong count, int timeoutMillis) throws LastErrorException;

    int tcgetattr(int fd, Memory termios) throws LastErrorException;

    int tcsetattr(int fd, int when, Memory termios) throws LastErrorException;

    int tcflush(int fd, int queue) throws LastErrorException;

    void cfmakeraw(Memory termios);

    int cfsetspeed(Memory termios, int speed);

    int cfgetospeed(Memory termios);
}
