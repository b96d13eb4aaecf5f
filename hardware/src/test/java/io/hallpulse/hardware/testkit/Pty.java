package io.hallpulse.hardware.testkit;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A serial cable for tests: a pseudo-terminal in raw mode whose far end is at {@link #path()}, a stable link such as udev makes.
 * It can be unplugged (the far end is hung up, the link gone) and plugged in again (a new terminal under the old link).
 * Any thread.
 */
public final class Pty implements AutoCloseable {
    private static final int TERMIOS_BYTES = 256;
    private static final int NONE = -1;
    private static final int SLOWEST = 1; // 50 baud
    private static final Map<Integer, Integer> SPEEDS = Map.ofEntries(
            Map.entry(11, 2400),
            Map.entry(12, 4800),
            Map.entry(13, 9600),
            Map.entry(14, 19200),
            Map.entry(15, 38400),
            Map.entry(0x1001, 57600),
            Map.entry(0x1002, 115200));

    private final Path link;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private int near = NONE;
    private int far = NONE;

    private Pty(Path link) {
        this.link = link;
    }

    /**
     * Plugs a cable in.
     *
     * @param link where its far end shall be found, such as {@code meter} in a temporary folder
     */
    public static Pty at(Path link) {
        Pty pty = new Pty(link);
        pty.plug();
        return pty;
    }

    /** The port as the program under test knows it. */
    public String path() {
        return link.toString();
    }

    /** Plugs the cable in again under the same name. */
    public void plug() {
        lock.writeLock().lock();
        try {
            near = LibC.INSTANCE.posix_openpt(LibC.O_RDWR | LibC.O_NOCTTY);
            LibC.INSTANCE.grantpt(near);
            LibC.INSTANCE.unlockpt(near);
            byte[] name = new byte[64];
            LibC.INSTANCE.ptsname_r(near, name, new NativeLong(name.length));
            String device = Native.toString(name);
            far = LibC.INSTANCE.open(device, LibC.O_RDWR | LibC.O_NOCTTY); // held, so that early bytes are kept
            Memory termios = new Memory(TERMIOS_BYTES);
            LibC.INSTANCE.tcgetattr(far, termios);
            LibC.INSTANCE.cfmakeraw(termios);
            LibC.INSTANCE.cfsetspeed(
                    termios, SLOWEST); // no meter's own: nobody understands another before the port is set
            LibC.INSTANCE.tcsetattr(far, 0, termios);
            Path fresh = link.resolveSibling(link.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.createSymbolicLink(fresh, Path.of(device));
            Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Pulls the cable out. */
    public void unplug() {
        lock.writeLock().lock();
        try {
            if (near == NONE) {
                return;
            }
            Files.deleteIfExists(link);
            LibC.INSTANCE.close(near);
            LibC.INSTANCE.close(far);
            near = NONE;
            far = NONE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Sends bytes to the far end; into the void while unplugged. */
    public void write(byte... bytes) {
        lock.readLock().lock();
        try {
            int sent = 0;
            while (near != NONE && sent < bytes.length) {
                byte[] rest = Arrays.copyOfRange(bytes, sent, bytes.length);
                sent += LibC.uninterrupted(() -> LibC.INSTANCE
                        .write(near, rest, new NativeLong(rest.length))
                        .intValue());
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Drops what the far end has not read, as a port does that nobody has open. */
    public void discardUnread() {
        lock.readLock().lock();
        try {
            if (far != NONE) {
                LibC.INSTANCE.tcflush(far, LibC.TCIFLUSH);
            }
        } finally {
            lock.readLock().unlock();
        }
    }

    /** What the far end sent; empty when nothing came in time. */
    public byte[] read(Duration timeout) {
        lock.readLock().lock();
        try {
            if (near == NONE) {
                return new byte[0];
            }
            if (LibC.uninterrupted(() -> poll(timeout)) == 0) {
                return new byte[0];
            }
            byte[] bytes = new byte[4096];
            int count = LibC.uninterrupted(() -> LibC.INSTANCE
                    .read(near, bytes, new NativeLong(bytes.length))
                    .intValue());
            return Arrays.copyOf(bytes, count);
        } finally {
            lock.readLock().unlock();
        }
    }

    private int poll(Duration timeout) {
        Memory poll = new Memory(8);
        poll.setInt(0, near);
        poll.setShort(4, LibC.POLLIN);
        poll.setShort(6, (short) 0);
        return LibC.INSTANCE.poll(poll, new NativeLong(1), (int) timeout.toMillis());
    }

    /** The speed to which the far end has set the line, in baud; 0 when it is none that we know. */
    public int baud() {
        lock.readLock().lock();
        try {
            Memory termios = new Memory(TERMIOS_BYTES);
            if (near == NONE) {
                return 0;
            }
            LibC.INSTANCE.tcgetattr(near, termios);
            return SPEEDS.getOrDefault(LibC.INSTANCE.cfgetospeed(termios), 0);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void close() {
        unplug();
    }
}
