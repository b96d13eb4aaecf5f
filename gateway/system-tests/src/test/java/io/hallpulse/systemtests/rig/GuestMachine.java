package io.hallpulse.systemtests.rig;

import io.hallpulse.testkit.Java;
import io.hallpulse.testkit.Program;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A throw-away Linux machine, emulated, with an agent on an ext4 disk of its own and a meter on its serial line that the test plays
 * from outside. {@link #cutPower} takes its memory, and with it all that was not synced to the disk. For one thread.
 */
final class GuestMachine implements AutoCloseable {
    private static final Path SCRIPTS = Path.of("src/test/vm").toAbsolutePath();
    private static final Path KERNEL = Path.of(System.getProperty("user.home"), ".cache/hallpulse-vm");
    private static final long LOOK_MILLIS = 5;

    private final Program machine;
    private final Path socket;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final CountDownLatch never = new CountDownLatch(1);
    private int parsed;
    private @Nullable SocketChannel line;

    private GuestMachine(Program machine, Path socket) {
        this.machine = machine;
        this.socket = socket;
    }

    /** A fresh disk with an ext4 file system. */
    static Path disk(Path folder) {
        Path disk = folder.resolve("disk.img");
        run("truncate", "-s", "64M", disk.toString());
        run("mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=0", disk.toString());
        return disk;
    }

    /** Boots with the agent as its only program. */
    static GuestMachine boot(Path folder, Path disk, Breakage breakage) {
        try {
            if (!Files.exists(KERNEL.resolve("initrd.gz"))) {
                throw new AssertionError("no kernel in " + KERNEL + "; run .ci/packages");
            }
            Path socket = folder.resolve("meter.sock");
            Files.deleteIfExists(socket);
            Files.deleteIfExists(folder.resolve("console.log"));
            Files.writeString(folder.resolve("clock"), "0");
            Path config = Files.writeString(folder.resolve("terminal.yaml"), """
                    hall: north
                    terminal: n-03
                    data: /run/d/agent
                    gateway: {url: "tcp://127.0.0.1:1"}
                    windows: [{id: A03, responseInterval: 0s}]
                    inputs:
                      - id: meter
                        window: A03
                        keys: {"0": 5, "1": 4, "2": 3, "3": 2}
                        serial: {port: /dev/ttyS1, protocol: ff68, address: 5, retransmit: 0s}
                    """);
            List<String> agent = breakage.command(
                    List.of(
                            "-Xmx64m",
                            "-Xshare:auto",
                            "-Duser.home=/run",
                            "-Djava.io.tmpdir=/run/t",
                            "-Drig.clock=" + folder.resolve("clock")),
                    Java.AGENT_JAR,
                    "io.hallpulse.agent.command.AgentMain",
                    "run",
                    "--config",
                    config.toString());
            Path script = Files.writeString(folder.resolve("guest"), """
                    . %s/guest.sh
                    mp virtio_blk ext4
                    mkdir -p /run/d
                    mount -t ext4 -o noatime /dev/vda /run/d || off
                    grep -q ' /run/d ext4 ' /proc/mounts || off
                    stty -F /dev/ttyS1 raw -echo
                    %s
                    off
                    """.formatted(KERNEL, String.join(" ", agent)));
            Program machine = Program.start(
                    folder.resolve("console.log"),
                    List.of(
                            SCRIPTS.resolve("boot").toString(),
                            KERNEL.toString(),
                            script.toString(),
                            "-drive",
                            "file=" + disk + ",if=none,id=d0,format=raw,cache=none",
                            "-device",
                            "virtio-blk-pci,drive=d0",
                            "-chardev",
                            "socket,id=c1,path=" + socket + ",server=on,wait=off",
                            "-device",
                            "isa-serial,chardev=c1"));
            return new GuestMachine(machine, socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The guest's serial line; null in the moment in which its socket is there and nobody listens yet. */
    private @Nullable SocketChannel connected() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (ConnectException e) {
            channel.close();
            return null;
        }
        channel.configureBlocking(false);
        return channel;
    }

    /** Waits until the agent has opened its serial port, 5 minutes at most. */
    void awaitAgent() throws InterruptedException, IOException {
        for (long end = RigClock.monoMillis() + 300_000; RigClock.monoMillis() < end; ) {
            if (line == null && Files.exists(socket)) {
                line = connected();
            }
            if (machine.output().contains("/dev/ttyS1 is open")) {
                return;
            }
            if (!machine.isAlive()) {
                break;
            }
            pause(100);
        }
        throw new AssertionError("no agent in the machine:\n" + machine.output());
    }

    /** One key frame. */
    void send(int key) throws IOException {
        byte[] frame = {(byte) 0xFF, 0x68, 3, 3, 0x68, 5, 0x11, (byte) key, (byte) (0x16 + key), 0x16};
        channel().write(ByteBuffer.wrap(frame));
    }

    /** The next acknowledged key; -1 where none comes in time. */
    int acknowledged(long withinMillis) throws IOException, InterruptedException {
        long end = RigClock.monoMillis() + withinMillis;
        while (true) {
            listen();
            byte[] bytes = heard.toByteArray();
            for (int i = parsed; i + 10 <= bytes.length; i++) {
                if (bytes[i] == (byte) 0xFF && bytes[i + 6] == 1 && bytes[i + 9] == 0x16) {
                    parsed = i + 10;
                    return bytes[i + 7];
                }
            }
            if (RigClock.monoMillis() >= end) {
                return -1;
            }
            pause(LOOK_MILLIS);
        }
    }

    private void listen() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(1024);
        try {
            while (channel().read(buffer) > 0) {
                heard.write(buffer.array(), 0, buffer.position());
                buffer.clear();
            }
        } catch (IOException e) {
            // the machine is dead; what it said before counts
        }
    }

    private SocketChannel channel() {
        return Objects.requireNonNull(line);
    }

    void pause(long millis) throws InterruptedException {
        never.await(millis, TimeUnit.MILLISECONDS);
    }

    /** SIGKILL to the machine. */
    void cutPower() {
        Signals.send(machine.pid(), 9);
        machine.kill();
    }

    /** What the agent left on the disk, once the journal is replayed on a copy. */
    static List<Rows.Row> outbox(Path folder, Path disk) throws Exception {
        Path copy = folder.resolve("after.img");
        Path files = folder.resolve("after");
        run("rm", "-rf", files.toString());
        run("cp", "--sparse=always", disk.toString(), copy.toString());
        run("e2fsck", "-fy", copy.toString());
        Files.createDirectories(files);
        run("debugfs", "-R", "rdump /agent " + files, copy.toString());
        if (!Files.exists(files.resolve("agent/outbox.db"))) {
            return List.of();
        }
        try {
            return Rows.atTerminal("n-03", files.resolve("agent"));
        } catch (SQLException e) {
            return List.of(); // not even its tables are there
        }
    }

    private static void run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // e2fsck says with 1 that it replayed the journal
            if (process.waitFor() > (command[0].equals("e2fsck") ? 1 : 0)) {
                throw new AssertionError(String.join(" ", command) + " failed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        machine.kill();
        try {
            if (line != null) {
                line.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
