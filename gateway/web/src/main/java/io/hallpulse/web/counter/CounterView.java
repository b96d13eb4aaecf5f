package io.hallpulse.web.counter;

import io.hallpulse.web.QrCode;
import io.hallpulse.web.Words;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the screen at a counter tells the public: who serves, what the window promises, and where to rate it. It has no figures.
 *
 * @param hall its id
 * @param hallName what people call it
 * @param window its id
 * @param windowName what people call it
 * @param person who is on duty, null for nobody
 * @param promises of the window, in the page's language
 * @param duties of the window, likewise
 * @param hours of the week, none where nobody said when the hall is open
 * @param closed whether the hall is closed now, by those hours
 * @param opens when it opens next, by its clock; empty where it is open or nobody knows
 * @param provisional whether the days off of that year are not known yet
 * @param code the address at which the window is rated, as a QR code
 */
public record CounterView(
        Words t,
        String hall,
        String hallName,
        String window,
        String windowName,
        @Nullable Person person,
        List<String> promises,
        List<String> duties,
        List<Hours> hours,
        boolean closed,
        String opens,
        boolean provisional,
        QrCode code) {
    private static final List<String> ZH = List.of("一", "二", "三", "四", "五", "六", "日");
    private static final List<String> EN = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

    public CounterView {
        promises = List.copyOf(promises);
        duties = List.copyOf(duties);
        hours = List.copyOf(hours);
    }

    /**
     * A member of staff.
     *
     * @param initial what stands in the circle: the surname, or the first letter
     * @param post what they are, may be empty
     * @param stars 0 to 5, or null
     */
    public record Person(
            String name,
            String initial,
            String post,
            @Nullable Integer stars) {
        /** As many stars as they have, of five. */
        public String drawnStars() {
            int full = stars == null ? 0 : stars;
            return "★".repeat(full) + "☆".repeat(5 - full);
        }
    }

    /**
     * Days of like hours.
     *
     * @param first 1 for Monday
     * @param last 7 for Sunday, not before the first
     * @param spans such as {@code 09:00-12:00}
     */
    public record Hours(int first, int last, List<String> spans) {
        public Hours {
            spans = List.copyOf(spans);
        }

        public String text(Words t) {
            String days = first == last
                    ? t.of("周" + ZH.get(first - 1), EN.get(first - 1))
                    : t.of(
                            "周" + ZH.get(first - 1) + "至周" + ZH.get(last - 1),
                            EN.get(first - 1) + " to " + EN.get(last - 1));
            return days + " "
                    + spans.stream().map(span -> span.replace('-', '–')).collect(Collectors.joining(t.of("、", ", ")));
        }
    }
}
