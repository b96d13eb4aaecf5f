package io.hallpulse.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Debian's Mosquitto as a site should run it: room for what all its terminals may have in flight, and retained messages kept in a
 * file, which a kill leaves as it was last written.
 */
public final class Mosquitto implements AutoCloseable {
    private static final String PROGRAM = "/usr/sbin/mosquitto";

    private final Path folder;
    private final int port;
    private Program process;

    private Mosquitto(Path folder, int port, String access) {
        this.folder = folder;
        this.port = port;
        // as root it would become a user that may not write here
        String config = """
                user %s
                persistence true
                persistence_location %s/
                log_dest file %s/broker.log
                listener %d 127.0.0.1
                max_topic_alias 0
                max_queued_messages 20000
                %s
                """.formatted(System.getProperty("user.name"), folder, folder, port, access);
        try {
            Files.writeString(folder.resolve("mosquitto.conf"), config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.process = launch();
    }

    /** One that lets anyone in, on a free port of the loopback address. */
    public static Mosquitto start(Path folder) {
        return new Mosquitto(folder, Ports.free(), "allow_anonymous true");
    }

    /** One that lets anyone in where further lines of its configuration do not say otherwise. */
    public static Mosquitto start(Path folder, String further) {
        return new Mosquitto(folder, Ports.free(), "allow_anonymous true\n" + further);
    }

    /** One that lets anyone in, as far as an access list allows, which it reads again at SIGHUP. */
    public static Mosquitto startWithAccessList(Path folder, Path accessList) {
        return new Mosquitto(folder, Ports.free(), "allow_anonymous true\nacl_file " + accessList);
    }

    /** One that lets those in who show a certificate of the site's CA. */
    public static Mosquitto startTls(Path folder, SiteCertificates site) {
        return new Mosquitto(
                folder, Ports.free(), """
                allow_anonymous true
                require_certificate true
                cafile %s
                certfile %s
                keyfile %s
                """.formatted(site.authorityPem(), site.certificatePem(), site.keyPem()));
    }

    public int port() {
        return port;
    }

    public String url() {
        return "tcp://127.0.0.1:" + port;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Makes it read its access list again. */
    public void reload() {
        Program.run(folder.resolve("mosquitto.log"), List.of("kill", "-HUP", String.valueOf(pid())));
    }

    /** SIGKILL; what it had not written is lost. */
    public void kill() {
        process.close();
    }

    /** Starts it again on the same port, killed before if it runs. */
    public void restart() {
        process.close();
        process = launch();
    }

    @Override
    public void close() {
        process.close();
    }

    private Program launch() {
        Program broker = Program.start(
                folder.resolve("mosquitto.log"),
                List.of(PROGRAM, "-c", folder.resolve("mosquitto.conf").toString()));
        Ports.awaitServer(broker, port);
        return broker;
    }
}
