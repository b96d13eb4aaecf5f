package io.hallpulse.gateway.duty;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.Status;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Staff;
import io.hallpulse.domain.duty.Duty;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.store.RuleHits;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.gateway.store.StoreWriter.Tables;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who is on duty at which window, by the gateway's own word or that of the window's terminal. By the gateway one person is on duty at one window: signing in at another ends the duty at the
 * first. Any thread.
 */
public final class OnDuty {
    private final StoreWriter writer;
    private final Supplier<Halls> directory;
    private final InstantSource clock;
    private final AtTerminals terminals;
    private final AtomicLong drawn = new AtomicLong();
    private long enforced;
    private volatile List<Duty> newest;

    private OnDuty(StoreWriter writer, Supplier<Halls> directory, InstantSource clock, List<Duty> newest) {
        this.writer = writer;
        this.directory = directory;
        this.clock = clock;
        this.terminals = new AtTerminals(directory, clock);
        this.newest = newest;
    }

    /**
     * As the database has it.
     *
     * @param clock the gateway's own
     */
    public static OnDuty open(StoreWriter writer, Supplier<Halls> directory, InstantSource clock)
            throws SQLException, InterruptedException {
        return new OnDuty(
                writer,
                directory,
                clock,
                writer.transaction(tables -> List.copyOf(tables.duty().newest())));
    }

    /** Takes in what a terminal says of who signed in at it. */
    public void heard(TerminalId terminal, Status status) {
        terminals.heard(terminal, status);
    }

    /** Who signed in at the terminal of a window itself, and is named by its presses; likewise. */
    public Optional<Duty> atTerminal(String hall, String window) {
        return terminals.at(hall, window).filter(duty -> isServing(duty, clock.millis()));
    }

    /**
     * The duty of a window now; empty where nobody is there, or whoever was is not in the directory any more. Who signed in at the terminal goes
     * before whom the gateway has there, as with presses.
     */
    public Optional<Duty> at(String hall, String window) {
        return atTerminal(hall, window).or(() -> byGateway(hall, window));
    }

    private Optional<Duty> byGateway(String hall, String window) {
        long now = clock.millis();
        return newest.stream()
                .filter(duty -> duty.hall().equals(hall) && duty.window().equals(window))
                .filter(duty -> isServing(duty, now))
                .findFirst();
    }

    private boolean isServing(Duty duty, long millis) {
        String staff = duty.at(millis);
        return staff != null && directory.get().entries().staff().containsKey(staff);
    }

    /** Whether anybody has said today who is on duty at a window, or that nobody is. */
    boolean isSaidToday(String hall, String window) {
        long now = clock.millis();
        return newest.stream()
                .anyMatch(duty -> duty.hall().equals(hall) && duty.window().equals(window) && now < duty.endsMillis());
    }

    /**
     * Has a member of staff on duty at a window from now on.
     *
     * @return completed once that is committed; nothing is where they are on duty there already
     * @throws DutyRefused with one line, where the hall has no such window, or the member of staff does not serve in it
     */
    public CompletableFuture<Duty> signIn(Actor actor, String hall, String window, String staff) {
        Hall at = Windows.require(directory.get(), hall, window);
        requireStaff(directory.get(), at, staff);
        return writer.submit(tables -> change(tables, actor, at, window, staff))
                .thenApply(this::enforce)
                .thenApply(all -> all.stream()
                        .filter(duty ->
                                duty.hall().equals(hall) && duty.window().equals(window))
                        .findFirst()
                        .orElseThrow());
    }

    /** Leaves a window with nobody on duty from now on; nothing where nobody is. */
    public CompletableFuture<?> signOut(Actor actor, String hall, String window) {
        Hall at = Windows.require(directory.get(), hall, window);
        return writer.submit(tables -> change(tables, actor, at, window, null)).thenApply(this::enforce);
    }

    private static void requireStaff(Halls directory, Hall hall, String id) {
        Staff staff = directory.entries().staff().get(id);
        if (staff == null) {
            throw new DutyRefused("staff", "staff '" + id + "' is not in the directory: add them there first");
        }
        if (!staff.hall().isEmpty() && !staff.hall().equals(hall.id())) {
            throw new DutyRefused(
                    "staff",
                    "staff " + id + " serves in hall " + staff.hall() + ", not in " + hall.id()
                            + ": change that in the directory first");
        }
    }

    private record Version(long number, List<Duty> newest) {}

    private Version change(Tables tables, Actor actor, Hall hall, String window, @Nullable String staff)
            throws SQLException {
        long now = clock.millis();
        long from = now;
        String before = null;
        for (Duty duty : tables.duty().newest()) {
            String present = duty.at(now);
            if (duty.hall().equals(hall.id()) && duty.window().equals(window)) {
                before = present;
                from = Math.max(now, duty.fromMillis() + 1);
            } else if (present != null && present.equals(staff)) {
                leave(tables, actor, directory.get().hall(duty.hall()), duty, Math.max(now, duty.fromMillis() + 1));
            }
        }
        if (!Objects.equals(before, staff)) {
            write(tables, actor, hall, Duty.of(hall.id(), hall.zone(), window, from, staff), before);
        }
        return new Version(drawn.incrementAndGet(), List.copyOf(tables.duty().newest()));
    }

    /** @param hall null where the directory has it no more */
    private static void leave(Tables tables, Actor actor, @Nullable Hall hall, Duty duty, long fromMillis)
            throws SQLException {
        write(
                tables,
                actor,
                hall,
                new Duty(duty.hall(), duty.window(), fromMillis, fromMillis + 1, null),
                duty.staff());
    }

    private static void write(Tables tables, Actor actor, @Nullable Hall hall, Duty duty, @Nullable String before)
            throws SQLException {
        tables.duty().insert(duty, actor.name());
        if (hall != null) {
            RuleHits.signed(tables, hall, duty.window(), duty.fromMillis());
        }
        String staff = duty.staff();
        tables.audit()
                .add(
                        new Change(
                                actor,
                                staff == null ? "duty.out" : "duty.in",
                                "duty/" + duty.hall() + '/' + duty.window(),
                                before == null ? "" : before,
                                staff == null ? "" : staff),
                        duty.fromMillis());
    }

    /** The one that was committed last stays, whoever comes here first. */
    private synchronized List<Duty> enforce(Version version) {
        if (version.number() > enforced) {
            enforced = version.number();
            newest = version.newest();
        }
        return version.newest();
    }
}
