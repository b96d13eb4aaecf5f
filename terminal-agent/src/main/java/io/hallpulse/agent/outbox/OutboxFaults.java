package io.hallpulse.agent.outbox;

import io.hallpulse.runtime.log.DistinctLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/** The faults of the outbox, one line each for the log and the status. For the writer's thread; {@link #lines} for any. */
final class OutboxFaults {
    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    private final DistinctLog failures;
    private volatile @Nullable String unwritable;
    private volatile @Nullable String missing;
    private volatile @Nullable Path bad;
    private boolean wantsRoom;

    OutboxFaults(LongSupplier nanoClock) {
        this.failures = new DistinctLog(log, nanoClock);
    }

    /**
     * Presses cannot be stored now, until one is again.
     *
     * @param wantsRoom whether it is over as soon as there is room on the disk
     */
    void unwritable(SQLException e, boolean wantsRoom) {
        String line;
        if (e instanceof OutboxFull) {
            line = String.valueOf(e.getMessage());
        } else if (OutboxFile.is(e, SQLiteErrorCode.SQLITE_FULL)) {
            line = "the outbox cannot be written: the disk is full and the reserve is used up; make room";
        } else {
            line = "the outbox cannot be written: " + oneLine(e) + "; look at the disk";
        }
        unwritable = line;
        this.wantsRoom = wantsRoom;
        failures.fault(line);
    }

    void written() {
        if (unwritable != null) {
            unwritable = null;
            failures.over("the outbox is written again");
        }
    }

    /** A corrupt file was set aside; a fault for as long as it is there. */
    void setAside(Path aside, SQLException why) {
        bad = aside;
        log.error("{} ({})", badLine(aside), oneLine(why));
    }

    /** The newest file that was set aside and is there, or null. */
    void foundAside(@Nullable Path aside) {
        bad = aside;
    }

    void missing(long presses) {
        String line = presses + " stored presses are missing from the outbox, or the whole file is;"
                + " find out who changed it, and tell the maintainer";
        missing = line;
        log.error("{}", line);
    }

    void unwritableNotebook(IOException e) {
        failures.fault("the notebook cannot be written: " + e.getMessage() + "; look at the disk");
    }

    void notClosed(SQLException e) {
        failures.fault("the outbox did not close: " + oneLine(e));
    }

    /**
     * Ends what is over; once a second or so.
     *
     * @param hasRoom whether the file is open and the disk has room again
     */
    void check(boolean hasRoom) {
        failures.reportCounts();
        if (wantsRoom && hasRoom) {
            wantsRoom = false;
            written();
        }
        Path aside = bad;
        if (aside != null && Files.notExists(aside)) {
            bad = null;
        }
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        Path aside = bad;
        for (String line : new String[] {unwritable, missing, aside == null ? null : badLine(aside)}) {
            if (line != null) {
                lines.add(line);
            }
        }
        return lines;
    }

    static String oneLine(SQLException e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    }

    private static String badLine(Path aside) {
        return "an outbox was corrupt and is kept as " + aside.getFileName()
                + "; its presses are in it: send it to the maintainer, then move it away";
    }
}
