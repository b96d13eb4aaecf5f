package io.hallpulse.runtime.service;

import com.sun.jna.Function;
import com.sun.jna.NativeLong;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket on which systemd hears from a service, see {@code sd_notify(3)}: ready, stopping, and that it still does its work. Java 17
 * has no datagram sockets of the Unix kind, so the C library is called. Without a service manager nothing is said. Any thread; nothing
 * waits for the other side.
 */
public final class ServiceSocket implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ServiceSocket.class);
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    /** So that a program that we start does not inherit it. */
    private static final int SOCK_CLOEXEC = 0x80000;
    /** A full queue of the service manager must not hold the press path up. */
    private static final int MSG_DONTWAIT = 0x40;

    private static final int MSG_NOSIGNAL = 0x4000;

    private final LongSupplier nanos;
    /** 0 where nobody watches. */
    private final long everyNanos;

    private final AtomicLong lastNanos;
    private final byte[] address;
    private final @Nullable Function sendto;
    private int socket = -1;

    private ServiceSocket(@Nullable String name, Duration watchdog, LongSupplier nanos) {
        this.nanos = nanos;
        this.everyNanos = watchdog.toNanos() / 3;
        this.lastNanos = new AtomicLong(nanos.getAsLong() - everyNanos);
        this.address = name == null ? new byte[0] : address(name);
        this.sendto = name == null ? null : open();
    }

    /**
     * The socket that the service manager named, or one that says nothing.
     *
     * @param environment of the process: {@code NOTIFY_SOCKET}, and {@code WATCHDOG_USEC} where it is to be told that work goes on
     * @param nanos a clock that never steps
     */
    public static ServiceSocket of(Map<String, String> environment, LongSupplier nanos) {
        String name = environment.get("NOTIFY_SOCKET");
        String micros = environment.getOrDefault("WATCHDOG_USEC", "0");
        Duration watchdog =
                micros.matches("\\d{1,15}") ? Duration.ofNanos(Long.parseLong(micros) * 1000) : Duration.ZERO;
        return new ServiceSocket(name == null || name.isEmpty() ? null : name, watchdog, nanos);
    }

    /** The program does what it is for. */
    public void ready() {
        send("READY=1");
    }

    /** It ends, as it was asked to. */
    public void stopping() {
        send("STOPPING=1");
    }

    /** The press path moves: to be called by it alone, at each turn. Sent three times within what the service manager waits. */
    public void alive() {
        long now = nanos.getAsLong();
        long last = lastNanos.get();
        if (everyNanos > 0 && now - last >= everyNanos && lastNanos.compareAndSet(last, now)) {
            send("WATCHDOG=1");
        }
    }

    private @Nullable Function open() {
        try {
            socket =
                    Function.getFunction("c", "socket").invokeInt(new Object[] {AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0});
            if (socket >= 0) {
                return Function.getFunction("c", "sendto");
            }
            log.warn("systemd cannot be told how this service is: no socket can be opened");
        } catch (LinkageError e) {
            log.warn("systemd cannot be told how this service is: {}", e.getMessage());
        }
        return null;
    }

    private synchronized void send(String line) {
        if (sendto != null && socket >= 0) {
            byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
            long sent = sendto.invokeLong(new Object[] {
                socket, bytes, new NativeLong(bytes.length), MSG_NOSIGNAL | MSG_DONTWAIT, address, address.length
            });
            if (sent < 0) {
                log.warn("systemd did not take {} on its socket", line);
            }
        }
    }

    /** A {@code sockaddr_un}: an absolute path, or a name that begins with @ and is in no folder. */
    private static byte[] address(String name) {
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        boolean isPath = path[0] != '@';
        byte[] address = new byte[2 + path.length + (isPath ? 1 : 0)];
        address[ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? 0 : 1] = AF_UNIX;
        System.arraycopy(path, 0, address, 2, path.length);
        if (!isPath) {
            address[2] = 0;
        }
        return address;
    }

    @Override
    public synchronized void close() {
        if (socket >= 0) {
            Function.getFunction("c", "close").invokeVoid(new Object[] {socket});
            socket = -1;
        }
    }
}
