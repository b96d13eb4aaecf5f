package io.hallpulse.domain.press;

import io.hallpulse.contract.TerminalId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds two machines that say they are one terminal, perhaps by a copied card: a boot never comes back, so one that does after
 * another is a machine of its own. Bounded, the longest silent goes first. Not thread-safe.
 */
public final class DuplicateTerminals {
    private static final int MOST = 20_000;

    private final Map<TerminalId, Boots> boots = new LinkedHashMap<>(16, 0.75f, true);

    private record Boots(String newest, @Nullable String before, long turns) {}

    /**
     * An online status told its boot.
     *
     * @return a line to log; not each time, but at the first, second, fourth, eighth … turn
     */
    public Optional<String> received(TerminalId terminal, String boot) {
        Boots known = boots.get(terminal);
        if (known != null && known.newest().equals(boot)) {
            return Optional.empty();
        }
        boolean turn = known != null && boot.equals(known.before());
        long turns = (known == null ? 0 : known.turns()) + (turn ? 1 : 0);
        boots.put(terminal, new Boots(boot, known == null ? null : known.newest(), turns));
        if (boots.size() > MOST) {
            boots.remove(boots.keySet().iterator().next());
        }
        return turn && Long.bitCount(turns) == 1
                ? Optional.of("two machines are called " + terminal + " and take turns, " + turns
                        + " times so far; give one of them another name")
                : Optional.empty();
    }
}
