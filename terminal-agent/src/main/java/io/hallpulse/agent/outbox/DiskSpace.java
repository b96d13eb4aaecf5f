package io.hallpulse.agent.outbox;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The disk that the outbox lives on: raises the alarm before it is full, and gives the {@link Ballast} away when it is. Each alarm is one
 * line in the log and a fault in the status for as long as it holds. For the writer's thread; {@link #faults} and {@link #freeBytes} for
 * any.
 */
final class DiskSpace {
    private static final Logger log = LoggerFactory.getLogger(DiskSpace.class);
    /** Less than this counts as full: what the files beside the outbox need when it is opened. */
    private static final long FULL_BYTES = 128 << 10;

    private final FileStore store;
    private final Ballast ballast;
    private final long lowWaterBytes;
    private final String lowLine;
    private final String reserveLine;
    private volatile long freeBytes;
    private volatile boolean low;
    private volatile boolean inReserve;

    DiskSpace(Path folder, OutboxLimits limits) throws IOException {
        this.store = Files.getFileStore(folder);
        this.ballast = new Ballast(folder, limits.ballastBytes());
        this.lowWaterBytes = limits.lowWaterBytes();
        this.lowLine = "less than " + (lowWaterBytes >> 20) + " MiB are free on the disk of " + folder
                + "; make room, else presses will be refused once it is full";
        this.reserveLine = "the disk of " + folder + " is full and presses go into the last reserve; make room";
    }

    /** Checks the disk, once a second or so, and refills the ballast where there is room for it. */
    void check() {
        try {
            freeBytes = store.getUsableSpace();
            alarm();
            if (ballast.missingBytes() > 0 && freeBytes >= lowWaterBytes + ballast.missingBytes()) {
                ballast.grow();
                if (ballast.missingBytes() == 0 && inReserve) {
                    inReserve = false;
                    log.info("the reserve is whole again");
                }
            }
        } catch (IOException e) {
            log.debug(
                    "the disk cannot be looked at: {}",
                    e.getMessage()); // a press that cannot be stored is a fault itself
        }
    }

    /** Takes as much ballast as there is room for, at once. */
    void fill() {
        long missing;
        do {
            missing = ballast.missingBytes();
            check();
        } while (ballast.missingBytes() < missing);
    }

    private void alarm() {
        // once low, a quarter more has to be free, so that the alarm does not flicker
        boolean now = freeBytes < lowWaterBytes + (low ? lowWaterBytes / 4 : 0);
        if (now && !low) {
            log.error("{}", lowLine);
        } else if (!now && low) {
            log.info("there is room on the disk again");
        }
        low = now;
    }

    boolean isLow() {
        return low;
    }

    boolean isFull() {
        check();
        return freeBytes < FULL_BYTES;
    }

    /** Gives the next half of the ballast away; false where nothing is left. */
    boolean release() {
        try {
            boolean released = ballast.release();
            if (released && !inReserve) {
                inReserve = true;
                log.error("{}", reserveLine);
            }
            return released;
        } catch (IOException e) {
            log.error("the ballast cannot be given away: {}; look at the disk", e.getMessage());
            return false;
        }
    }

    List<String> faults() {
        List<String> faults = new ArrayList<>(2);
        if (inReserve) {
            faults.add(reserveLine);
        }
        if (low) {
            faults.add(lowLine);
        }
        return faults;
    }

    long freeBytes() {
        return freeBytes;
    }
}
