package io.hallpulse.hardware.serial;

import io.hallpulse.hardware.kernel.Libc;
import io.hallpulse.hardware.kernel.PollSet;
import io.hallpulse.hardware.kernel.WakeUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import jssc.SerialPort;
import jssc.SerialPortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open serial port. jSSC's own waiting reads are busy loops that spin for ever after an unplug, so that bytes are read without waiting,
 * and waited for in the kernel's {@code poll(2)} on the descriptor that holds the lock. For one thread.
 */
public final class JsscPort implements Wire {
    private static final Logger log = LoggerFactory.getLogger(JsscPort.class);
    private static final byte[] NOTHING = {};
    /** What the kernel may hold unsent; more means that nobody reads at the other end, and a write would wait for ever. */
    private static final int MOST_UNSENT_BYTES = 1024;

    /** Between two checks of the settings of the line: so many reads, or so long without bytes. */
    private static final int READS_BETWEEN_CHECKS = 100;

    private static final long QUIET_BETWEEN_CHECKS_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final String path;
    private final int baud;
    private final String format;
    private final SerialPort port;
    private final PortLock lock;
    private final WakeUp wakeUp = new WakeUp();
    private final PollSet polled = new PollSet();
    private int reads;
    private long quietNanos;
    private boolean hungUp;

    private JsscPort(String path, int baud, String format, SerialPort port, PortLock lock) {
        this.path = path;
        this.baud = baud;
        this.format = format;
        this.port = port;
        this.lock = lock;
        polled.resize(2);
    }

    /**
     * Opens the port at {@code path}, which may be a symbolic link.
     *
     * @param format such as {@code 8N1}
     * @throws IOException with one line with the reason where it cannot be opened
     */
    public static JsscPort open(String path, int baud, String format) throws IOException {
        if (!Files.exists(Path.of(path))) {
            throw new IOException("there is no such port; plug the cable in");
        }
        PortLock lock = null;
        JsscPort opened = null;
        boolean whole = false;
        try {
            lock = PortLock.take(Path.of(path).toRealPath());
            SerialPort port = new SerialPort(path);
            port.openPort();
            opened = new JsscPort(path, baud, format, port, lock);
            opened.setSpeed();
            whole = true;
            return opened;
        } catch (SerialPortException e) {
            throw new IOException(reason(e), e);
        } catch (LinkageError e) {
            throw new IOException(
                    "jSSC's native library cannot be loaded (" + e.getMessage()
                            + "); let java.io.tmpdir be a folder that can be written and run from",
                    e);
        } finally {
            if (!whole && opened != null) {
                opened.close();
            } else if (!whole && lock != null) {
                lock.close();
            }
        }
    }

    private void setSpeed() throws SerialPortException, IOException {
        boolean confirmed = port.setParams(baud, dataBits(format), stopBits(format), parity(format));
        // A pseudo-terminal has no modem lines, so that it never confirms, though the speed is set.
        if (!confirmed && !Path.of(path).toRealPath().startsWith("/dev/pts")) {
            log.warn("port {} did not confirm {} {}; it may not support them", path, baud, format);
        }
        lock.keepSettings();
    }

    /** Sets the line as it was, where another program set it otherwise. */
    private void keepSpeed() throws SerialPortException, IOException {
        if (lock.settingsChanged()) {
            log.warn(
                    "port {}: another program changed its settings; they are {} {} again; stop that program",
                    path,
                    baud,
                    format);
            setSpeed();
        }
    }

    private static int dataBits(String format) {
        return format.charAt(0) - '0';
    }

    private static int parity(String format) {
        return switch (format.charAt(1)) {
            case 'E' -> SerialPort.PARITY_EVEN;
            case 'O' -> SerialPort.PARITY_ODD;
            default -> SerialPort.PARITY_NONE;
        };
    }

    private static int stopBits(String format) {
        return format.charAt(2) == '2' ? SerialPort.STOPBITS_2 : SerialPort.STOPBITS_1;
    }

    @Override
    public byte[] read() throws IOException {
        try {
            if (++reads >= READS_BETWEEN_CHECKS || quietNanos >= QUIET_BETWEEN_CHECKS_NANOS) {
                reads = 0;
                quietNanos = 0;
                keepSpeed();
            }
            int available = port.getInputBufferBytesCount();
            if (available == 0 && hungUp) {
                throw new IOException("the line hung up; check the cable");
            }
            return available > 0 ? port.readBytes(available) : NOTHING;
        } catch (SerialPortException e) {
            throw new IOException(reason(e), e);
        } catch (Libc.Errno e) {
            throw new IOException(e.getMessage() + "; check the cable", e);
        }
    }

    @Override
    public boolean write(byte[] bytes) throws IOException {
        try {
            if (port.getOutputBufferBytesCount() > MOST_UNSENT_BYTES) {
                return false;
            }
            if (!port.writeBytes(bytes)) {
                throw new IOException("the port takes no bytes; check the cable");
            }
            return true;
        } catch (SerialPortException e) {
            throw new IOException(reason(e), e);
        }
    }

    /** A line that hung up is ready at once, each time: what it still holds is read, and then it has ended. */
    @Override
    public void await(long nanos) throws IOException {
        polled.watch(0, wakeUp.fd());
        polled.watch(1, lock.fd());
        try {
            if (!polled.await(nanos)) {
                quietNanos += nanos;
                return;
            }
        } catch (Libc.Errno e) {
            throw new IOException(e.getMessage() + "; check the cable", e);
        }
        if (polled.returned(0) != 0) {
            wakeUp.clear();
        }
        hungUp = (polled.returned(1) & ~Libc.POLLIN) != 0;
    }

    @Override
    public void wake() {
        wakeUp.ring();
    }

    @Override
    public void close() {
        try {
            port.closePort();
        } catch (SerialPortException e) {
            log.debug("port {} was gone before it was closed: {}", port.getPortName(), e.getExceptionType());
        }
        lock.close();
        wakeUp.close();
    }

    private static String reason(SerialPortException e) {
        return switch (e.getExceptionType()) {
            case SerialPortException.TYPE_PORT_NOT_FOUND -> "there is no such port; plug the cable in";
            case SerialPortException.TYPE_PERMISSION_DENIED -> "no permission; add the user to the group dialout";
            case SerialPortException.TYPE_PORT_BUSY -> "the port is in use; stop the other program";
            default -> e.getExceptionType() + "; check the cable";
        };
    }
}
