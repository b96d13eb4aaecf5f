package io.hallpulse.gateway.ingest;

import io.hallpulse.contract.message.Anchor;
import io.hallpulse.contract.message.Press;
import io.hallpulse.gateway.store.BootRow;
import io.hallpulse.gateway.store.Placement;
import java.time.Duration;

/**
 * When a press happened, by the first that holds: its synced wall time unless there is doubt, the anchor of its boot, the
 * gateway's own anchor of that boot. Pure; all times in milliseconds.
 */
public final class Placing {
    /** How far a clock may be off before it is doubted. */
    static final long DOUBT_MILLIS = Duration.ofMinutes(2).toMillis();

    private Placing() {}

    /** Where a press belongs, given what is known of its boot. */
    public static Placement place(Press press, long receivedMillis, BootRow boot) {
        long at = press.at().toEpochMilli();
        BootRow.Reading anchor = boot.anchor();
        if (press.synced() && !isDoubtful(at, press.monoMillis(), receivedMillis, boot)) {
            return new Placement(Placement.By.WALL, at);
        }
        if (anchor != null) {
            return new Placement(Placement.By.ANCHOR, anchor.wallAt(press.monoMillis()));
        }
        Long offset = boot.gatewayOffset();
        return offset == null ? Placement.UNCERTAIN : new Placement(Placement.By.GATEWAY, press.monoMillis() + offset);
    }

    /** What a boot's clocks are known for once an anchor was heard: the first that is no more than two minutes ahead stays. */
    public static BootRow withAnchor(BootRow boot, Anchor anchor, long receivedMillis) {
        long wall = anchor.wall().toEpochMilli();
        return boot.anchor() != null || wall > receivedMillis + DOUBT_MILLIS
                ? boot
                : new BootRow(
                        boot.id(), new BootRow.Reading(anchor.monoMillis(), wall), boot.gatewayOffset(), boot.synced());
    }

    /**
     * As {@link #withAnchor}, for a message that came straight after its sender read its monotonic clock: the gateway's own anchor is
     * the least delay seen.
     */
    public static BootRow withLive(BootRow boot, long monoMillis, long receivedMillis) {
        long offset = receivedMillis - monoMillis;
        Long known = boot.gatewayOffset();
        return known != null && known <= offset ? boot : new BootRow(boot.id(), boot.anchor(), offset, boot.synced());
    }

    /** As {@link #withAnchor}, for a press that its wall clock placed: no later one of the boot may be earlier. */
    public static BootRow withPlaced(BootRow boot, Press press, Placement placement) {
        Long millis = placement.millis();
        BootRow.Reading last = boot.synced();
        return millis == null
                        || placement.by() != Placement.By.WALL
                        || (last != null && last.mono() >= press.monoMillis())
                ? boot
                : new BootRow(
                        boot.id(),
                        boot.anchor(),
                        boot.gatewayOffset(),
                        new BootRow.Reading(press.monoMillis(), millis));
    }

    /** A press that comes late, after younger ones of its boot, is not held against those. */
    private static boolean isDoubtful(long at, long mono, long receivedMillis, BootRow boot) {
        BootRow.Reading last = boot.synced();
        BootRow.Reading anchor = boot.anchor();
        return at > receivedMillis + DOUBT_MILLIS
                || (last != null && mono >= last.mono() && at < last.wall())
                || (anchor != null && Math.abs(at - anchor.wallAt(mono)) > DOUBT_MILLIS);
    }
}
