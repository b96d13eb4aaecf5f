package io.hallpulse.gateway.duty;

import io.hallpulse.domain.calendar.OpeningHours;
import io.hallpulse.domain.calendar.WorkingCalendar;
import io.hallpulse.domain.directory.DutySchedule;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Window;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs staff in and out where the directory has a schedule, on a thread of its own: at the instants at which the schedule changes, and at no
 * other, so that whoever signs in or out between them is not overruled. On days that are off nobody is scheduled; days that are worked to
 * make up for a holiday are Mondays.
 */
public final class DutySchedules implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DutySchedules.class);
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Actor ACTOR = Actor.command("schedule");

    private record Place(String hall, String window) {}

    private final OnDuty onDuty;
    private final Supplier<Halls> directory;
    private final InstantSource clock;
    private final Fault database = new Fault(LOG, "duty schedule");
    private final Thread thread = new Thread(this::run, "duty-schedule");
    /** Whom the schedules had there when they were looked at last, empty for nobody. */
    private Map<Place, Optional<String>> scheduled = Map.of();

    /** @param clock the gateway's own */
    public DutySchedules(OnDuty onDuty, Supplier<Halls> directory, InstantSource clock) {
        this.onDuty = onDuty;
        this.directory = directory;
        this.clock = clock;
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                turn();
                Thread.sleep(LOOK.toMillis());
            }
        } catch (InterruptedException e) {
            LOG.debug("Nobody is signed in any more");
        }
    }

    /** Does what the schedules want now. */
    void turn() throws InterruptedException {
        Halls halls = directory.get();
        WorkingCalendar calendar = WorkingCalendar.of(halls);
        Map<Place, Optional<String>> now = new HashMap<>();
        for (Hall hall : halls.all()) {
            for (Window window : hall.windows().values()) {
                if (!window.schedule().equals(DutySchedule.NONE)) {
                    Place place = new Place(hall.id(), window.id());
                    Optional<String> staff = staff(window.schedule(), hall, calendar, clock.instant());
                    Optional<String> before = scheduled.get(place);
                    if (staff.equals(before) || isDone(place, before, staff)) {
                        now.put(place, staff);
                    } else if (before != null) {
                        now.put(place, before); // it is tried again
                    }
                }
            }
        }
        scheduled = now;
    }

    private static Optional<String> staff(DutySchedule schedule, Hall hall, WorkingCalendar calendar, Instant at) {
        return schedule.hours().entrySet().stream()
                .filter(each -> new OpeningHours(each.getValue(), hall.zone(), calendar)
                        .at(at)
                        .open())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** @param before null where nobody knows, since this program has just begun to look */
    private boolean isDone(Place place, @Nullable Optional<String> before, Optional<String> staff)
            throws InterruptedException {
        if (before == null && onDuty.isSaidToday(place.hall(), place.window())) {
            return true;
        }
        try {
            if (staff.isPresent()) {
                onDuty.signIn(ACTOR, place.hall(), place.window(), staff.get()).get();
            } else if (before != null && isThere(place, before)) {
                onDuty.signOut(ACTOR, place.hall(), place.window()).get();
            }
            database.over();
            return true;
        } catch (DutyRefused e) {
            LOG.warn("duty schedule of {}/{}: {}", place.hall(), place.window(), e.getMessage());
            return true; // once: nothing is otherwise until the directory or the schedule changes
        } catch (ExecutionException | RejectedExecutionException e) {
            database.occurred(Fault.oneLine(e));
            return false;
        }
    }

    private boolean isThere(Place place, Optional<String> staff) {
        return onDuty.at(place.hall(), place.window())
                .filter(duty -> staff.isPresent() && staff.get().equals(duty.staff()))
                .isPresent();
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
