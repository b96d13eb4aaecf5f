package io.hallpulse.hardware.gpio;

import com.sun.jna.Function;
import com.sun.jna.LastErrorException;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/** The calls of the C library that GPIO needs, by JNA. What the kernel refuses is an {@link Errno}. Any thread. */
final class Libc {
    static final int O_RDWR = 2;
    static final int O_NONBLOCK = 04000;
    static final int O_CLOEXEC = 02000000;
    static final int F_SETFL = 4;

    static final int POLL_BYTES = 8;
    static final int POLL_EVENTS = 4;
    static final int POLL_REVENTS = 6;
    static final short POLLIN = 1;

    static final int EPERM = 1;
    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int EBUSY = 16;

    private static final Function OPEN = function("open");
    private static final Function CLOSE = function("close");
    private static final Function IOCTL = function("ioctl");
    private static final Function FCNTL = function("fcntl");
    private static final Function POLL = function("poll");
    private static final Function READ = function("read");
    private static final Function WRITE = function("write");
    private static final Function EVENTFD = function("eventfd");

    private Libc() {}

    /** A call that the kernel refused. */
    static final class Errno extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int number;

        Errno(LastErrorException cause) {
            super(words(cause), cause);
            this.number = cause.getErrorCode();
        }

        int number() {
            return number;
        }

        boolean isDenied() {
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

    static int open(String path, int flags) {
        return call(OPEN, path, flags);
    }

    /** Never fails: what cannot be closed is gone anyway. */
    static void close(int fd) {
        try {
            CLOSE.invokeInt(new Object[] {fd});
        } catch (LastErrorException e) {
            // the descriptor is released whatever close says
        }
    }

    static int ioctl(int fd, NativeLong request, Pointer argument) {
        return call(IOCTL, fd, request, argument);
    }

    static void setNonBlocking(int fd) {
        call(FCNTL, fd, F_SETFL, O_NONBLOCK);
    }

    /** How many descriptors are ready. */
    static int poll(Pointer descriptors, NativeLong count, int timeoutMillis) {
        return call(POLL, descriptors, count, timeoutMillis);
    }

    /** How many bytes were read; at most the buffer's. */
    static int read(int fd, Pointer buffer, NativeLong bytes) {
        return call(READ, fd, buffer, bytes);
    }

    static int write(int fd, Pointer buffer, NativeLong bytes) {
        return call(WRITE, fd, buffer, bytes);
    }

    /** A counter that can be polled. */
    static int eventfd() {
        return call(EVENTFD, 0, O_NONBLOCK | O_CLOEXEC);
    }
}
