package io.hallpulse.domain.upstream;

import io.hallpulse.domain.directory.Group;
import io.hallpulse.domain.directory.Staff;
import io.hallpulse.domain.directory.Window;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a rating of one service. What is not known is left out, never filled in.
 *
 * @param area administrative division of the gateway's halls
 * @param caseNumber the business system's id of the service
 * @param channel the word of the way by which the rating came, {@link #KEYS} for a terminal
 * @param level 1 to 5
 * @param reasons codes, in the order in which they were given
 * @param at by the clock of the hall, null where nobody knows
 * @param window where it was given, null where it is not in the directory
 * @param department that serves there, null likewise
 * @param staff who served, null where nobody is named or the directory does not have them
 */
public record RatingFact(
        String area,
        String caseNumber,
        String channel,
        int level,
        List<Integer> reasons,
        @Nullable LocalDateTime at,
        @Nullable Window window,
        @Nullable Group department,
        @Nullable Staff staff) {
    /** The channel of the keys of a terminal. */
    public static final String KEYS = "keys";

    /** What stands in the place of a channel where nobody rated. */
    public static final String DEFAULT = "default";

    /** A unified social credit code (统一社会信用代码), which some sites use as the id of a department. */
    private static final String CREDIT_CODE = "[0-9A-HJ-NPQRTUWXY]{18}";

    public RatingFact {
        reasons = List.copyOf(reasons);
    }

    /** What is known, by the words of the tables; codes are still ours. */
    Map<String, String> known(DateTimeFormatter time) {
        Map<String, String> known = new TreeMap<>();
        known.put("area", area);
        known.put("case", caseNumber);
        if (at != null) {
            known.put("time", time.withLocale(Locale.ROOT).format(at));
        }
        if (window != null) {
            known.put("window", window.name().zh());
        }
        if (department != null) {
            known.put("department", department.name().zh());
            if (department.id().matches(CREDIT_CODE)) {
                known.put("departmentCode", department.id());
            }
        }
        if (staff != null) {
            known.put("staff", staff.name().zh());
        }
        return known;
    }
}
