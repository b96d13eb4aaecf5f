package io.hallpulse.hardware.kernel;

import com.sun.jna.Function;
import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/** The calls of the C library that devices need, by JNA. What the kernel refuses is an {@link Errno}. Any thread. */
public final class Libc {
    public static final int O_RDWR = 2;
    public static final int O_NOCTTY = 0400;
    public static final int O_NONBLOCK = 04000;
    public static final int O_CLOEXEC = 02000000;
    public static final int F_SETFL = 4;

    public static final int POLL_BYTES = 8;
    public static final int POLL_EVENTS = 4;
    public static final int POLL_REVENTS = 6;
    public static final short POLLIN = 1;

    private static final int LOCK_EX = 2;
    private static final int LOCK_NB = 4;

    public static final int EPERM = 1;
    public static final int EINTR = 4;
    public static final int EAGAIN = 11;
    public static final int EACCES = 13;
    public static final int EBUSY = 16;

    private static final Function OPEN = function("open");
    private static final Function CLOSE = function("close");
    private static final Function IOCTL = function("ioctl");
    private static final Function FCNTL = function("fcntl");
    private static final Function POLL = function("poll");
    private static final Function READ = function("read");
    private static final Function WRITE = function("write");
    private static final Function EVENTFD = function("eventfd");
    private static final Function FLOCK = function("flock");
    private static final Function TCGETATTR = function("tcgetattr");

    private Libc() {}

    /** A call that the kernel refused. */
    public static final class Errno extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int number;

        Errno(LastErrorException cause) {
            super(words(cause), cause);
            this.number = cause.getErrorCode();
        }

        public int number() {
            return number;
        }

        public boolean isDenied() {
            return number == EACCES || number == EPERM;
        }

        private static String words(LastErrorException cause) {
            String text = String.valueOf(cause.getMessage()).replaceFirst("^\\[\\d+] ", "");
            return text + ", errno " + cause.getErrorCode();
        }
    }

    private static Function function(String name) {
        return Function.getFunction("c", name, Function.THROW_LAST_ERROR);
    }

    private static int call(Function function, Object... arguments) {
        try {
            return function.invokeInt(arguments);
        } catch (LastErrorException e) {
            throw new Errno(e);
        }
    }

    public static int open(String path, int flags) {
        return call(OPEN, path, flags);
    }

    /** Never fails: what cannot be closed is gone anyway. */
    public static void close(int fd) {
        try {
            CLOSE.invokeInt(new Object[] {fd});
        } catch (LastErrorException e) {
            // the descriptor is released whatever close returns
        }
    }

    public static int ioctl(int fd, NativeLong request, Pointer argument) {
        return call(IOCTL, fd, request, argument);
    }

    public static void setNonBlocking(int fd) {
        call(FCNTL, fd, F_SETFL, O_NONBLOCK);
    }

    /** How many descriptors are ready. */
    public static int poll(Pointer descriptors, NativeLong count, int timeoutMillis) {
        return call(POLL, descriptors, count, timeoutMillis);
    }

    /** How many bytes were read; at most the buffer's. */
    public static int read(int fd, Pointer buffer, NativeLong bytes) {
        return call(READ, fd, buffer, bytes);
    }

    public static int write(int fd, Pointer buffer, NativeLong bytes) {
        return call(WRITE, fd, buffer, bytes);
    }

    /** A counter that can be polled. */
    public static int eventfd() {
        return call(EVENTFD, 0, O_NONBLOCK | O_CLOEXEC);
    }

    /**
     * Locks an open file for this descriptor alone, until it is closed or the process ends.
     *
     * @return false where another descriptor, of whichever process, has the lock
     */
    public static boolean lock(int fd) {
        try {
            call(FLOCK, fd, LOCK_EX | LOCK_NB);
            return true;
        } catch (Errno e) {
            if (e.number() == EAGAIN) {
                return false;
            }
            throw e;
        }
    }

    /** Reads a terminal's settings, {@code struct termios}, which is shorter than 128 bytes everywhere. */
    public static void terminalSettings(int fd, Pointer settings) {
        call(TCGETATTR, fd, settings);
    }
}
