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

    private Mosquitto(Path folder, int port, String config) {
        this.folder = folder;
        this.port = port;
        try {
            Files.writeString(folder.resolve("mosquitto.conf"), config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.process = launch();
    }

    private static Mosquitto started(Path folder, String access) {
        int port = Ports.free();
        // as root it would become a user that may not write here
        return new Mosquitto(
                folder, port, """
                user %s
                persistence true
                persistence_location %s/
                log_dest file %s/broker.log
                listener %d 127.0.0.1
                max_topic_alias 0
                max_queued_messages 20000
                %s
                """.formatted(System.getProperty("user.name"), folder, folder, port, access));
    }

    /** One that lets anyone in, on a free port of the loopback address. */
    public static Mosquitto start(Path folder) {
        return started(folder, "allow_anonymous true");
    }

    /** One that lets anyone in where further lines of its configuration do not say otherwise. */
    public static Mosquitto start(Path folder, String further) {
        return started(folder, "allow_anonymous true\n" + further);
    }

    /** One that lets anyone in, as far as an access list allows, which it reads again at SIGHUP. */
    public static Mosquitto startWithAccessList(Path folder, Path accessList) {
        return started(folder, "allow_anonymous true\nacl_file " + accessList);
    }

    /** One that lets those in who show a certificate of the site's CA. */
    public static Mosquitto startTls(Path folder, SiteCertificates site) {
        return started(folder, """
                allow_anonymous true
                require_certificate true
                cafile %s
                certfile %s
                keyfile %s
                """.formatted(site.authorityPem(), site.certificatePem(), site.keyPem()));
    }

    /**
     * One that goes by the files of a folder, as a link in {@code /etc/mosquitto/conf.d} to its configuration has it. Where this is root it
     * runs as Debian's user of the broker, who may read no more than its group.
     */
    public static Mosquitto startFor(Path folder, Path rules, int port) {
        String user = System.getProperty("user.name");
        return new Mosquitto(folder, port, """
                user %s
                log_dest stderr
                log_type all
                include_dir %s
                """.formatted(user.equals("root") ? "mosquitto" : user, rules));
    }

    /** What it has logged, where it logs to its standard error. */
    public String log() {
        return process.output();
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
