package io.hallpulse.agent.intake;

import io.hallpulse.agent.outbox.Notebook;
import io.hallpulse.agent.outbox.Outbox;
import io.hallpulse.agent.rating.Kept;
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
        Kept kept = outbox.kept();
        if (!kept.isNothing() && !outbox.isKeptFromThisBoot()) {
            log.warn("the machine was started anew: open sessions end unrated, and staff has to sign in again");
        }
        return rules.rebuild(kept, outbox.isKeptFromThisBoot(), answered, unanswered, nowMillis);
    }
}
