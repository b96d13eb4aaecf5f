package io.hallpulse.domain.directory;

import io.hallpulse.contract.Identifiers;
import io.hallpulse.domain.channel.Channel;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One hall: its windows, its day, and what its screen may show.
 *
 * @param id unique in the gateway, in lower case
 * @param zone that says what a day is
 * @param neutral levels that are neither good nor bad: 3 or none
 * @param hours of a week in which it is open
 * @param channels other than the keys whose ratings are in its scores
 * @param windows by their ids, in the order in which they are shown; none in a new hall until its first comes
 */
public record Hall(
        String id,
        Name name,
        ZoneId zone,
        ScreenRules screen,
        List<Integer> neutral,
        WeeklyHours hours,
        Set<Channel> channels,
        Map<String, Window> windows) {
    public Hall {
        Identifiers.requireLowerCaseIdentifier("hall", id);
        neutral = List.copyOf(neutral);
        channels = Collections.unmodifiableSet(new TreeSet<>(channels));
        if (!Set.of(3).containsAll(neutral)) {
            throw new IllegalArgumentException("neutral may hold 3 alone; write [3] or []");
        }
        windows = Collections.unmodifiableMap(new LinkedHashMap<>(windows));
    }

    /** A hall of those windows of which nobody said yet when it is open. */
    public static Hall of(
            String id, Name name, String zone, ScreenRules screen, List<Integer> neutral, Collection<Window> windows) {
        return of(id, name, zone, screen, neutral, WeeklyHours.UNSAID, windows);
    }

    /**
     * A hall of those windows.
     *
     * @param zone an IANA name
     * @throws IllegalArgumentException with one line where it is none
     */
    public static Hall of(
            String id,
            Name name,
            String zone,
            ScreenRules screen,
            List<Integer> neutral,
            WeeklyHours hours,
            Collection<Window> windows) {
        Map<String, Window> byId = new LinkedHashMap<>();
        for (Window window : windows) {
            if (byId.put(window.id(), window) != null) {
                throw new IllegalArgumentException("window " + window.id() + " stands twice in hall " + id);
            }
        }
        return new Hall(id, name, zone(zone), screen, neutral, hours, Set.of(), byId);
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + name + "' is no time zone; write one such as Asia/Shanghai", e);
        }
    }

    /**
     * The same hall with other windows.
     *
     * @throws IllegalArgumentException with one line where it would be left with none
     */
    public Hall withWindows(Collection<Window> others) {
        if (others.isEmpty() && !windows.isEmpty()) {
            throw new IllegalArgumentException("a hall has at least one window");
        }
        return of(id, name, zone.getId(), screen, neutral, hours, others).withChannels(channels);
    }

    /** The same hall with the ratings of those channels in its scores. */
    public Hall withChannels(Set<Channel> others) {
        return new Hall(id, name, zone, screen, neutral, hours, others, windows);
    }
}
