package io.hallpulse.domain.fraud;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which rules a press meets: a function of the presses of its window that are placed before it, at most {@link #reach} of them, and of
 * the rules in force. A rule looks at what counts but for the rules, never at what another one flagged, so that neither their order nor
 * that of arrival matters. None of those that find a pattern flags its first press. Pure.
 */
public final class RuleJudging {
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    /** Under how many ratings of a month its share of top ratings says nothing. */
    public static final long LEAST_OF_MONTH = 100;

    private final RuleSet rules;
    private final String window;
    private final Circumstances circumstances;

    /** Judges presses of one window. */
    public RuleJudging(RuleSet rules, String window, Circumstances circumstances) {
        this.rules = rules;
        this.window = window;
        this.circumstances = circumstances;
    }

    /**
     * The rules that a press meets.
     *
     * @param line presses of the window in their {@link RatedPress#ORDER order}: the one meant, and all of its reach before it
     * @param index which of them is meant
     */
    public Set<Rule> met(List<RatedPress> line, int index) {
        RatedPress press = line.get(index);
        Set<Rule> met = EnumSet.noneOf(Rule.class);
        for (Rule rule : Rule.values()) {
            if (rules.isOn(rule) && meets(rule, rules.of(rule), line, index, press)) {
                met.add(rule);
            }
        }
        return met;
    }

    private boolean meets(Rule rule, RuleSet.Setting by, List<RatedPress> line, int index, RatedPress press) {
        return switch (rule) {
            case INTERVAL -> isWithin(line, index, 1, by.whole("seconds") * SECOND - 1);
            case BURST -> isWithin(line, index, by.whole("presses") - 1, by.whole("seconds") * SECOND);
            case NO_SESSION -> !press.inSession() && by.windows().contains(window);
            case CLOSED -> isClosed(press, by.whole("graceMinutes") * MINUTE);
            case RUN -> isRun(line, index, by, press);
            case REGULAR ->
                isRegular(
                        line, index, by.whole("presses"), by.value("variation").doubleValue());
            case SIGN ->
                press.level() == RatedPress.TOP && circumstances.isNearSign(press, by.whole("seconds") * SECOND);
            case CLOCK_JUMP -> press.clockDoubtful();
            case TICKETS -> false; // of an hour as a whole: see RuleSet
        };
    }

    private boolean isClosed(RatedPress press, long graceMillis) {
        return circumstances.isClosed(press, graceMillis) || isPaused(press, graceMillis);
    }

    /**
     * Whether its window was paused, and not only for the grace at either end. A pause that began after the gateway got the press says nothing of
     * it, wherever the press is placed.
     */
    private boolean isPaused(RatedPress press, long graceMillis) {
        long begun = press.knownMillis() - graceMillis;
        return circumstances
                .lastPause(begun)
                .filter(pause -> pause.isFromBefore(begun, press.placedMillis() + graceMillis))
                .isPresent();
    }

    /** Whether the so many presses before it are no further away than that. */
    private static boolean isWithin(List<RatedPress> line, int index, int before, long millis) {
        RatedPress press = line.get(index);
        if (index < before || press.placedMillis() - line.get(index - before).placedMillis() > millis) {
            return false;
        }
        return allPrecede(line, index, before);
    }

    private static boolean allPrecede(List<RatedPress> line, int index, int before) {
        RatedPress press = line.get(index);
        return line.subList(index - before, index).stream().allMatch(earlier -> earlier.precedes(press));
    }

    private boolean isRun(List<RatedPress> line, int index, RuleSet.Setting by, RatedPress press) {
        int length = runLength(by, circumstances.topShare(press));
        if (length > Rule.LONGEST_RUN || index < length - 1) {
            return false;
        }
        return line.subList(index - length + 1, index + 1).stream().allMatch(one -> one.level() == RatedPress.TOP)
                && allPrecede(line, index, length - 1);
    }

    /** Whether the gaps between the last so many presses vary by less than that: standard deviation over mean. */
    private static boolean isRegular(List<RatedPress> line, int index, int presses, double variation) {
        if (index < presses - 1 || !allPrecede(line, index, presses - 1)) {
            return false;
        }
        int gaps = presses - 1;
        long first = line.get(index - gaps).placedMillis();
        double mean = (line.get(index).placedMillis() - first) / (double) gaps;
        double squares = 0;
        for (int i = index - gaps + 1; i <= index; i++) {
            double off = line.get(i).placedMillis() - line.get(i - 1).placedMillis() - mean;
            squares += off * off;
        }
        return mean > 0 && Math.sqrt(squares / gaps) / mean < variation;
    }

    /**
     * From which one on a run of top ratings is beyond chance: the least n with share^n under the probability. More than
     * {@link Rule#LONGEST_RUN} where there is none.
     */
    static int runLength(RuleSet.Setting by, double share) {
        int never = Rule.LONGEST_RUN + 1;
        if (share < 0 || share >= 1) {
            return never;
        }
        double probability = by.value("probability").doubleValue();
        int length = share == 0 ? 1 : (int) Math.min(never, Math.floor(Math.log(probability) / Math.log(share)));
        while (length < never && Math.pow(share, length) >= probability) {
            length++;
        }
        return Math.max(length, by.whole("atLeast"));
    }

    /**
     * How many presses before another one the rules may look at: so many after a new one may be judged otherwise.
     *
     * @param shares of top ratings in any of the months before them
     */
    public static int reach(RuleSet rules, Iterable<Double> shares) {
        int reach = 0;
        if (rules.isOn(Rule.INTERVAL)) {
            reach = 1;
        }
        for (Rule rule : List.of(Rule.BURST, Rule.REGULAR)) {
            if (rules.isOn(rule)) {
                reach = Math.max(reach, rules.of(rule).whole("presses") - 1);
            }
        }
        if (rules.isOn(Rule.RUN)) {
            for (double share : shares) {
                int length = runLength(rules.of(Rule.RUN), share);
                reach = length > Rule.LONGEST_RUN ? reach : Math.max(reach, length - 1);
            }
        }
        return reach;
    }
}
