package io.hallpulse.systemtests.rig;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What can go wrong in a hall. */
enum Fault {
    AGENT_KILLED(10),
    /** In the moment of its thanks. */
    AGENT_KILLED_AT_THANKS(6),
    AGENT_FROZEN(5),
    AGENT_DISK_FULL(4),
    AGENT_HANDLES_STARVED(3),
    AGENT_CLOCK_STEPPED(4),
    OUTBOX_DAMAGED(2),
    /** As when a card is put back to an older image. */
    OUTBOX_ROLLED_BACK(1),
    GATEWAY_KILLED(4),
    /** In the moment of its acknowledgement. */
    GATEWAY_KILLED_AT_ACK(3),
    GATEWAY_FROZEN(3),
    /** Inside the gateway; a database beside it is {@link #DATABASE_KILLED} in its place. */
    GATEWAY_DISK_FULL(3),
    GATEWAY_HANDLES_STARVED(2),
    /** To an older copy. */
    STORE_RESTORED(2),
    /** Started on a damaged copy, then on the good one. */
    STORE_COPY_DAMAGED(1),
    BROKER_KILLED(4),
    BROKER_FROZEN(3),
    BROKER_DENIES(3),
    NETWORK_CUT(9),
    NETWORK_SWALLOWS_TO_BROKER(3),
    NETWORK_SWALLOWS_FROM_BROKER(3),
    NETWORK_SWALLOWS_BOTH(3),
    NETWORK_DELAYS(4),
    /** Presses messages come again, in another order. */
    MESSAGES_REPEATED(6),
    /** Never drawn by itself. */
    DATABASE_KILLED(0);

    private final int weight;

    Fault(int weight) {
        this.weight = weight;
    }

    boolean isKill() {
        return name().contains("KILLED") || name().startsWith("OUTBOX") || name().startsWith("STORE");
    }

    /** Whether programs of ours live through it. */
    boolean isGentle() {
        return !isKill() && this != GATEWAY_DISK_FULL && this != AGENT_HANDLES_STARVED || this == BROKER_KILLED;
    }

    boolean isCut() {
        return this == NETWORK_CUT || name().startsWith("NETWORK_SWALLOWS");
    }

    /** Many faults in the order of a seed, the first of each kind early. */
    static List<Fault> deck(Random random) {
        List<Fault> each = new ArrayList<>(
                Arrays.stream(values()).filter(fault -> fault.weight > 0).toList());
        Collections.shuffle(each, random);
        List<Fault> more = new ArrayList<>();
        for (Fault fault : values()) {
            more.addAll(Collections.nCopies(fault.weight, fault));
        }
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(more, random);
            each.addAll(more);
        }
        return each;
    }
}
