package io.hallpulse.systemtests.rig;

import io.hallpulse.systemtests.rig.Rows.Identity;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** When the gateway first acknowledged each press. Any thread. */
final class AckTimes {
    private final Map<String, NavigableMap<Long, Long>> byRun = new ConcurrentHashMap<>();

    /** An ack passes just now. */
    void received(String terminal, String run, long upTo) {
        byRun.computeIfAbsent(terminal + " " + run, each -> new ConcurrentSkipListMap<>())
                .putIfAbsent(upTo, RigClock.monoMillis());
    }

    /** In milliseconds of the boot's clock; empty where none passed. */
    OptionalLong ofPress(Identity press) {
        NavigableMap<Long, Long> ofRun = byRun.get(press.terminal() + " " + press.run());
        var first = ofRun == null ? null : ofRun.ceilingEntry(press.seq());
        return first == null ? OptionalLong.empty() : OptionalLong.of(first.getValue());
    }
}
