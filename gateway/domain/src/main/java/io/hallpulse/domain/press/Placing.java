package io.hallpulse.domain.press;

import io.hallpulse.contract.message.Anchor;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.domain.time.BootRow;
import io.hallpulse.domain.time.Buckets;
import io.hallpulse.domain.time.EventTime;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a press happened, by the first that holds: its synced wall time unless there is doubt, the anchor of its boot, the
 * gateway's own anchor of that boot, a bracket between its neighbours and the receipt that lies in one bucket. A function of what is
 * stored: of the boot, of the run, and of the presses of the run that are at most {@link #REACH} seqs away, in whatever order all of
 * it came. Pure; all times in milliseconds.
 */
public final class Placing {
    /** How far a clock may be off before it is doubted. */
    public static final long DOUBT_MILLIS = Duration.ofMinutes(2).toMillis();
    /** By how much the gateway's own anchor must become better for its presses to be placed anew: clocks drift apart all the time. */
    public static final long STEP_MILLIS = Duration.ofSeconds(1).toMillis();
    /** How many seqs away a press may be and still be a neighbour. */
    public static final long REACH = 32;

    private final BootRow boot;
    private final RunRow run;
    private final ZoneId zone;
    /** In the order of their seqs, in which nearly all are added. */
    private final List<Timed> line = new ArrayList<>();

    /** What a press says of its time, and when it came. */
    public record Timed(long seq, long mono, long at, boolean synced, long receivedMillis) {
        public static Timed of(Press press, long receivedMillis) {
            return new Timed(
                    press.seq(), press.monoMillis(), press.at().toEpochMilli(), press.synced(), receivedMillis);
        }

        /** Null where it says nothing: an invalid press, or one that waits for the gateway's clock. */
        public static @Nullable Timed of(StoredPress stored) {
            return stored.item() instanceof ReceivedPresses.Valid valid
                            && stored.eventTime().by() != EventTime.By.PENDING
                    ? of(valid.press(), stored.receivedMillis())
                    : null;
        }
    }

    /** Places presses of one run, each once all its neighbours were {@link #add added}. */
    public Placing(BootRow boot, RunRow run, ZoneId zone) {
        this.boot = boot;
        this.run = run;
        this.zone = zone;
    }

    public void add(Collection<Timed> presses) {
        presses.forEach(this::add);
    }

    private void add(Timed press) {
        int at = indexOf(press.seq());
        if (isAt(at, press.seq())) {
            line.set(at, press);
        } else {
            line.add(at, press);
        }
    }

    /** Where the press of that seq is, or would be. */
    private int indexOf(long seq) {
        int from = 0;
        int to = line.size();
        if (to > 0 && line.get(to - 1).seq() < seq) {
            return to;
        }
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (line.get(middle).seq() < seq) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private boolean isAt(int index, long seq) {
        return index < line.size() && line.get(index).seq() == seq;
    }

    /** Adds a stored press; one that says nothing of its time is passed over. */
    public void add(StoredPress stored) {
        Timed timed = Timed.of(stored);
        if (timed != null) {
            add(timed);
        }
    }

    /** Lets go of presses below a seq, which are no longer asked for nor neighbours. */
    public void dropBelow(long seq) {
        line.subList(0, indexOf(seq)).clear();
    }

    /** Where the press of that seq belongs; uncertain where there is none. */
    public EventTime place(long seq) {
        int index = indexOf(seq);
        if (!isAt(index, seq)) {
            return EventTime.UNCERTAIN;
        }
        Timed press = line.get(index);
        if (isCredible(press) && !isBeforeAnEarlierOne(press, index)) {
            return new EventTime(EventTime.By.WALL, press.at());
        }
        BootRow.Reading anchor = boot.anchor();
        if (anchor != null) {
            return new EventTime(EventTime.By.ANCHOR, anchor.wallAt(press.mono()));
        }
        Long offset = boot.gatewayOffset();
        return offset == null ? bracket(press, index) : new EventTime(EventTime.By.GATEWAY, press.mono() + offset);
    }

    /** Whether neither the receipt nor the boot's anchor speaks against its wall time. */
    private boolean isCredible(Timed press) {
        BootRow.Reading anchor = boot.anchor();
        return press.synced()
                && press.at() <= press.receivedMillis() + DOUBT_MILLIS
                && (anchor == null || Math.abs(press.at() - anchor.wallAt(press.mono())) <= DOUBT_MILLIS);
    }

    private boolean isBeforeAnEarlierOne(Timed press, int index) {
        BootRow.Reading before = run.before();
        if (before != null && press.seq() <= REACH && before.mono() <= press.mono() && before.wall() > press.at()) {
            return true;
        }
        for (int i = index - 1; i >= 0 && isNear(press, line.get(i)); i--) {
            Timed earlier = line.get(i);
            if (earlier.at() > press.at() && earlier.mono() <= press.mono() && isCredible(earlier)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNear(Timed press, Timed other) {
        return Math.abs(press.seq() - other.seq()) <= REACH;
    }

    /** Somewhere after an earlier press and before a later one and the receipt: of use if that is all in one bucket. */
    private EventTime bracket(Timed press, int index) {
        Long after = run.afterMillis();
        BootRow.Reading before = run.before();
        long from = Math.max(after == null ? Long.MIN_VALUE : after, before == null ? Long.MIN_VALUE : before.wall());
        for (int i = index - 1; i >= 0 && isNear(press, line.get(i)); i--) {
            Timed earlier = line.get(i);
            if (isCredible(earlier) && earlier.mono() <= press.mono()) {
                from = Math.max(from, earlier.at());
            }
        }
        long to = press.receivedMillis();
        for (int i = index + 1; i < line.size() && isNear(press, line.get(i)); i++) {
            Timed later = line.get(i);
            if (isCredible(later) && later.mono() >= press.mono()) {
                to = Math.min(to, later.at());
                break;
            }
        }
        if (from == Long.MIN_VALUE || from > to) {
            return EventTime.UNCERTAIN;
        }
        EventTime first = new EventTime(EventTime.By.BRACKET, from);
        return Buckets.startOf(first, zone) == Buckets.startOf(new EventTime(EventTime.By.BRACKET, to), zone)
                ? first
                : EventTime.UNCERTAIN;
    }

    /** What a boot's clocks are known for once an anchor was heard: the first that is no more than two minutes ahead stays. */
    public static BootRow withAnchor(BootRow boot, Anchor anchor, long receivedMillis) {
        return withAnchor(boot, reading(anchor), receivedMillis);
    }

    public static BootRow withAnchor(BootRow boot, BootRow.Reading anchor, long receivedMillis) {
        return boot.anchor() != null || anchor.wall() > receivedMillis + DOUBT_MILLIS ? boot : boot.withAnchor(anchor);
    }

    /** As {@link #withAnchor}, while the gateway's own clock is not right and so cannot judge: the first waits. */
    public static BootRow withHeld(BootRow boot, Anchor anchor) {
        return boot.anchor() != null || boot.held() != null ? boot : boot.withHeld(reading(anchor));
    }

    private static BootRow.Reading reading(Anchor anchor) {
        return new BootRow.Reading(anchor.monoMillis(), anchor.wall().toEpochMilli());
    }

    /**
     * As {@link #withAnchor}, for a message that came straight after its sender read its monotonic clock: the gateway's own anchor is
     * the least delay seen, to a second.
     */
    public static BootRow withLive(BootRow boot, long monoMillis, long receivedMillis) {
        long offset = receivedMillis - monoMillis;
        Long known = boot.gatewayOffset();
        return known != null && known < offset + STEP_MILLIS ? boot : boot.withGatewayOffset(offset);
    }

    /** As {@link #withAnchor}, for presses that were placed: what their wall clock said last is what later runs begin from. */
    public static BootRow withPlaced(BootRow boot, List<Timed> presses, List<EventTime> eventTimes) {
        BootRow.Reading last = boot.synced();
        for (int i = 0; i < presses.size(); i++) {
            Timed press = presses.get(i);
            if (eventTimes.get(i).by() == EventTime.By.WALL && (last == null || last.mono() < press.mono())) {
                last = new BootRow.Reading(press.mono(), press.at());
            }
        }
        return last == null || last.equals(boot.synced()) ? boot : boot.withSynced(last);
    }

    /** Whether presses of a boot may belong elsewhere by what is known of it now. */
    public static boolean moves(BootRow old, BootRow now) {
        boolean anchored = now.anchor() != null;
        return anchored ? old.anchor() == null : !java.util.Objects.equals(old.gatewayOffset(), now.gatewayOffset());
    }
}
