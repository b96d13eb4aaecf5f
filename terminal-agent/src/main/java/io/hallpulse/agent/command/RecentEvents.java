package io.hallpulse.agent.command;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The newest events of the log, in memory; they become lines only when somebody wants them. Any thread. */
final class RecentEvents extends AppenderBase<ILoggingEvent> {
    private static final int MOST = 200;
    private static final int MOST_CHARACTERS = 4000;

    private final Deque<Kept> newest = new ArrayDeque<>();

    private record Kept(long millis, String level, String text) {}

    @Override
    protected void append(ILoggingEvent event) {
        String text = LineLayout.text(event);
        String bounded = text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
        synchronized (newest) {
            newest.add(new Kept(event.getTimeStamp(), event.getLevel().toString(), bounded));
            if (newest.size() > MOST) {
                newest.removeFirst();
            }
        }
    }

    /** The oldest first, each with its time; what was thrown takes further lines. */
    List<String> lines() {
        List<Kept> kept;
        synchronized (newest) {
            kept = List.copyOf(newest);
        }
        List<String> lines = new ArrayList<>();
        for (Kept event : kept) {
            StringBuilder text = new StringBuilder();
            LineLayout.begin(event.millis(), event.level(), text);
            text.append(event.text()).toString().lines().forEach(lines::add);
        }
        return lines;
    }
}
