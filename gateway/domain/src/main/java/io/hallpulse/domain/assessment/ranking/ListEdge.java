package io.hallpulse.domain.assessment.ranking;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who is on a list of so many, and who of those that share the last places (design 6.5, X10). */
public final class ListEdge {
    private ListEdge() {}

    /**
     * Those on the list.
     *
     * @param ranks of all that may be listed, shared as in 1 2 2 4
     * @param take how many places there are
     * @param breaking null where all of those that share the last places are listed; else who of them comes first, never two as one
     */
    public static Set<String> listed(Map<String, Integer> ranks, int take, @Nullable Comparator<String> breaking) {
        TreeMap<Integer, List<String>> byRank = new TreeMap<>();
        ranks.forEach((subject, rank) ->
                byRank.computeIfAbsent(rank, r -> new ArrayList<>()).add(subject));
        Set<String> listed = new HashSet<>();
        byRank.headMap(take, true).values().forEach(sharing -> {
            int left = take - listed.size();
            if (breaking == null || sharing.size() <= left) {
                listed.addAll(sharing);
            } else {
                sharing.sort(breaking);
                listed.addAll(sharing.subList(0, left));
            }
        });
        return listed;
    }
}
