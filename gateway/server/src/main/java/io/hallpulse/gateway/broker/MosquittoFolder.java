package io.hallpulse.gateway.broker;

import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.runtime.config.HostPort;
import io.hallpulse.runtime.disk.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The folder that Debian's Mosquitto reads: its configuration, certificates, the list of revoked ones and the access list. Each file is
 * replaced as a whole; the one that names the version comes last, and a systemd unit beside it has Mosquitto read them all when that changes.
 */
public final class MosquittoFolder {
    /** Debian's user and group of the broker. */
    private static final String GROUP = "mosquitto";

    private static final String VERSION = "version";
    private static final String ACCESS_LIST = "acl";
    private static final String UNIT = "hallpulse-mosquitto";
    /** Whatever is made in it is of its group, so that the gateway needs no right to give files away. */
    private static final int FOLDER_MODE = 02750;

    private final Path folder;

    public MosquittoFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes it where there is none.
     *
     * @param owner who will write it
     * @throws IOException with one line and the mend
     */
    public void make(UserPrincipal owner) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        try {
            Files.createDirectory(folder);
            GroupPrincipal group = group();
            if (group != null) {
                view(folder).setGroup(group);
            }
            if (!Files.getOwner(folder).equals(owner)) {
                Files.setOwner(folder, owner);
            }
            Files.setAttribute(folder, "unix:mode", FOLDER_MODE);
        } catch (FileSystemException e) {
            throw new IOException(
                    "folder " + folder + " cannot be made for " + owner.getName() + " and Mosquitto ("
                            + Fault.oneLine(e) + "); " + mend(owner.getName()),
                    e);
        }
    }

    /**
     * Writes the rules, where those that stand there are others.
     *
     * @return the users that are gone from the access list
     * @throws IOException with one line, where it cannot or Mosquitto could not read them
     */
    public Set<String> write(MosquittoRules rules) throws IOException {
        if (text(VERSION).strip().equals(rules.version())) {
            return Set.of();
        }
        Set<String> gone = new TreeSet<>(AccessList.users(text(ACCESS_LIST)));
        put("mosquitto.conf", configuration(rules.url().at()));
        put("ca.pem", rules.authority());
        put("server.key", rules.key());
        put("server.pem", rules.certificate());
        put("revoked.crl", rules.revocationList().get());
        put(ACCESS_LIST, rules.accessList());
        put(UNIT + ".path", pathUnit());
        put(UNIT + ".service", serviceUnit());
        say(rules);
        gone.removeAll(AccessList.users(rules.accessList()));
        return gone;
    }

    /** Says once more which version stands there: a change that comes while the last one is acted on may be missed. */
    public void say(MosquittoRules rules) throws IOException {
        put(VERSION, rules.version() + "\n");
    }

    private String text(String name) throws IOException {
        Path file = folder.resolve(name);
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private void put(String name, String content) throws IOException {
        Path written = folder.resolve(name + ".new");
        Files.deleteIfExists(written);
        try (FileChannel channel =
                OwnerOnly.channel(written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        share(written);
        Files.move(written, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Lets Mosquitto's group read a file, where this machine has that group. */
    private void share(Path file) throws IOException {
        PosixFileAttributes made = view(file).readAttributes();
        GroupPrincipal group = group();
        if (group != null && !group.equals(made.group())) {
            try {
                view(file).setGroup(group);
            } catch (FileSystemException e) {
                throw new IOException(
                        "Mosquitto could not read " + folder + "; "
                                + mend(made.owner().getName()),
                        e);
            }
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    }

    private String mend(String owner) {
        return "as root: install -d -o " + owner + " -g " + GROUP + " -m 2750 " + folder;
    }

    private @Nullable GroupPrincipal group() throws IOException {
        try {
            return folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(GROUP);
        } catch (UserPrincipalNotFoundException e) {
            return null; // Mosquitto is on another machine
        }
    }

    private static PosixFileAttributeView view(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class);
    }

    /** The client id is bound to the certificate's name: else any terminal could take the gateway's place. */
    private String configuration(HostPort at) {
        return String.format(Locale.ROOT, """
                # Mosquitto for HallPulse, written by the gateway; changes are lost.
                # It wants a Mosquitto of its own: ln -s %1$s/mosquitto.conf /etc/mosquitto/conf.d/hallpulse.conf
                listener %2$d%3$s
                cafile %1$s/ca.pem
                certfile %1$s/server.pem
                keyfile %1$s/server.key
                crlfile %1$s/revoked.crl
                tls_version tlsv1.3
                require_certificate true
                use_identity_as_username true
                use_username_as_clientid true
                allow_anonymous false
                acl_file %1$s/acl
                max_topic_alias 0
                max_packet_size 69632
                max_inflight_messages 64
                max_queued_messages 20000
                persistence false
                """, folder, at.port(), at.isLoopback() ? " " + at.host() : "");
    }

    private String pathUnit() {
        return String.format(Locale.ROOT, """
                [Unit]
                Description=HallPulse's rules for Mosquitto

                [Path]
                PathChanged=%s/version

                [Install]
                WantedBy=multi-user.target
                """, folder);
    }

    private static String serviceUnit() {
        return """
                [Unit]
                Description=Mosquitto reads HallPulse's rules
                StartLimitIntervalSec=0

                [Service]
                Type=oneshot
                ExecStart=systemctl try-reload-or-restart mosquitto.service
                """;
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
