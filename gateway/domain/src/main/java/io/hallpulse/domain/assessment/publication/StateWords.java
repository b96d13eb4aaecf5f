package io.hallpulse.domain.assessment.publication;

import io.hallpulse.domain.directory.Name;
import java.util.Map;

/** What states of flows are called in public. The grammar gives them ids alone; one that is not known here is shown by its id. */
final class StateWords {
    private static final Map<String, Name> WORDS = Map.ofEntries(
            word("claimed", "已认领", "claimed"),
            word("doing", "办理中", "under way"),
            word("checking", "核查中", "being checked"),
            word("kept", "已兑现", "kept"),
            word("broken", "未兑现", "broken"),
            word("nominated", "提名", "nominated"),
            word("held", "保持", "held"),
            word("rectify", "整改中", "being put right"),
            word("yellow", "黄牌警告", "yellow card"),
            word("proposed", "待决定", "to be decided"),
            word("past", "已期满", "past"),
            word("withdrawn", "已撤销", "withdrawn"));

    private StateWords() {}

    private static Map.Entry<String, Name> word(String state, String zh, String en) {
        return Map.entry(state, new Name(zh, en));
    }

    static Name of(String state) {
        return WORDS.getOrDefault(state, new Name(state, state));
    }
}
