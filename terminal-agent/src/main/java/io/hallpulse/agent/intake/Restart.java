package io.hallpulse.agent.intake;

import io.hallpulse.agent.clock.Moment;
import io.hallpulse.agent.outbox.Notebook;
import io.hallpulse.agent.outbox.Outbox;
import io.hallpulse.agent.rating.RatingRules;
import io.hallpulse.agent.rating.RatingState;
import io.hallpulse.contract.message.Press;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a restart of the terminal finds in its outbox and makes up for. */
final class Restart {
    private static final Logger log = LoggerFactory.getLogger(OutboxWriter.class);

    private Restart() {}

    /** The rules' state as the newest presses of this boot left it. */
    static RatingState rebuild(Outbox outbox, Notebook notebook, RatingRules rules, long nowMillis)
            throws SQLException {
        List<Press> answered = new ArrayList<>();
        List<Press> unanswered = new ArrayList<>();
        List<Map.Entry<String, Press>> recent = outbox.recent();
        String lastRun = recent.isEmpty() ? "" : recent.get(recent.size() - 1).getKey();
        // answers to a run that is not here any more: what the file's last run holds is older than those
        boolean lost = !notebook.answeredRun().isEmpty() && !outbox.knows(notebook.answeredRun());
        for (Map.Entry<String, Press> entry : recent) {
            boolean open =
                    !lost && entry.getKey().equals(lastRun) && entry.getValue().seq() > notebook.answeredUpTo(lastRun);
            (open ? unanswered : answered).add(entry.getValue());
        }
        return rules.rebuild(answered, unanswered, nowMillis);
    }

    /** Ends the sessions that were open, unrated. */
    static void endSessions(Outbox outbox, RatingRules rules, Moment now) {
        List<Press> interrupted = rules.interrupted(outbox.sessions(), now, outbox.nextSeq());
        if (!interrupted.isEmpty()) {
            outbox.store(interrupted, List.of());
            log.warn("{} session(s) ended unrated by the restart", interrupted.size());
        }
    }
}
