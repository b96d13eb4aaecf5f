package io.hallpulse.systemtests.rig;

import io.hallpulse.systemtests.rig.Rows.Row;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Damages files of programs that are dead, and keeps account of what may be missing for it. For one thread. */
final class StoreDamage {
    private static final String OUTBOX = "outbox.db";
    private static final String STORE = "gateway.db";

    private final Site site;
    private final Losses losses;
    private final Path copies;
    private final Path good;
    /** What the good copy has while the gateway runs on a damaged one. */
    private @Nullable List<Row> goodRows;

    /** @param folder for copies */
    StoreDamage(Site site, Losses losses, Path folder) {
        this.site = site;
        this.losses = losses;
        this.copies = folder.resolve("copies");
        this.good = folder.resolve("good");
    }

    void copyOutbox(RigTerminal terminal) {
        copy(terminal.data, OUTBOX, copies.resolve(terminal.name));
    }

    void copyStore() {
        copy(site.data, STORE, copies);
    }

    /** Breaks the header, or cuts the file's end or its log's off. */
    void damageOutbox(RigTerminal terminal, Random random) {
        account(terminal);
        Path file = terminal.data.resolve(OUTBOX);
        Path log = terminal.data.resolve(OUTBOX + "-wal");
        terminal.stepClock(0); // the new outbox takes the clock's word for its boot's anchor
        boolean cutsLog = random.nextBoolean() && Files.exists(log);
        damage(cutsLog ? log : file, random);
    }

    void rollBackOutbox(RigTerminal terminal) {
        if (Files.exists(copies.resolve(terminal.name).resolve(OUTBOX))) {
            account(terminal);
            terminal.stepClock(0);
            copy(copies.resolve(terminal.name), OUTBOX, terminal.data);
        }
    }

    private void account(RigTerminal terminal) {
        Path looked = copies.resolve("looked");
        copy(terminal.data, OUTBOX, looked);
        try {
            losses.damaged(Rows.atTerminal(terminal.name, looked), rowsOfStore());
        } catch (SQLException e) {
            // damaged before, and not opened since: there is nothing more to lose
        }
    }

    /** As {@link Site#checkAcks}. */
    void checkAcks() {
        site.checkAcks(losses);
    }

    void restoreStore() {
        if (Files.exists(copies.resolve(STORE))) {
            List<Row> before = rowsOfStore();
            copy(copies, STORE, site.data);
            losses.restored(before, rowsOfStore());
        }
    }

    void damageStore(Random random) {
        goodRows = rowsOfStore();
        copy(site.data, STORE, good);
        damage(site.data.resolve(STORE), random);
    }

    void mendStore() {
        copy(good, STORE, site.data);
        goodRows = null;
    }

    /** None where it cannot be read now: more is excused then, never less. */
    private List<Row> rowsOfStore() {
        if (goodRows != null) {
            return goodRows;
        }
        try {
            return Rows.atGateway(site.database);
        } catch (SQLException e) {
            return List.of();
        }
    }

    private static void damage(Path file, Random random) {
        boolean cuts = random.nextBoolean();
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            if (cuts) {
                bytes.setLength(bytes.length() * (1 + random.nextInt(9)) / 10);
            } else {
                byte[] rubbish = new byte[512];
                random.nextBytes(rubbish);
                bytes.write(rubbish);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, String name, Path to) {
        try {
            Rows.copy(from, name, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
