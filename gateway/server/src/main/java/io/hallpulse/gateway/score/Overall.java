package io.hallpulse.gateway.score;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.hallpulse.domain.score.ScoreFormula;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The hall as a whole: the sum over the windows whose score is shown. A window that is hidden for its few ratings is left out, else it
 * could be found by subtraction.
 *
 * @param windows how many windows are summed
 * @param total their ratings
 * @param satisfaction 0 to 1, three decimals; null while there is none
 */
@JsonPropertyOrder({"windows", "total", "satisfaction"})
public record Overall(int windows, long total, @Nullable Double satisfaction) {
    static Overall of(List<WindowScore> windows, List<Integer> neutral) {
        long[] counts = new long[5];
        int shown = 0;
        for (WindowScore window : windows) {
            Map<String, Long> n = window.n();
            if (n != null) {
                shown++;
                n.forEach((level, count) -> counts[Integer.parseInt(level) - 1] += count);
            }
        }
        long total = ScoreFormula.total(counts);
        return new Overall(
                shown,
                total,
                total == 0 ? null : new ScoreFormula(neutral).of(counts).satisfaction());
    }
}
