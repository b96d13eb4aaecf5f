package io.hallpulse.domain.assessment.publication;

import io.hallpulse.domain.directory.Name;
import java.util.Map;

/**
 * What states of flows are called in public. The grammar gives them ids alone; one that is not known here, of a scheme of somebody's own, is
 * shown by its id, whose words are set apart.
 */
final class StateWords {
    private static final Map<String, Name> WORDS = Map.ofEntries(
            word("new", "新收", "new"),
            word("asked", "已答复", "answered"),
            word("closed", "已办结", "closed"),
            word("failed", "未解决", "not solved"),
            word("review", "复核中", "under review"),
            word("void", "已撤销", "void"),
            word("due", "待办", "to do"),
            word("given", "已说明", "explained"),
            word("done", "已完成", "done"),
            word("adopted", "已采纳", "adopted"),
            word("declined", "未采纳", "declined"),
            word("lapsed", "已失效", "lapsed"),
            word("revoked", "已撤销", "revoked"),
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
        String readable = state.replace('-', ' ').replace('_', ' ');
        return WORDS.getOrDefault(state, new Name(readable, readable));
    }
}
