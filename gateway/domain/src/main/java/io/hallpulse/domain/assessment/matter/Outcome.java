package io.hallpulse.domain.assessment.matter;

import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.directory.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of something that was done to a case, or of time that passed. */
public sealed interface Outcome {
    /**
     * It stands otherwise now.
     *
     * @param fact the outcome that is stated by it, such as {@code solved}, which is late where the case is; null for none
     */
    record Moved(Matter matter, @Nullable String fact) implements Outcome {}

    /** A second person is to confirm it. */
    record AwaitsSecond(Matter matter) implements Outcome {}

    /** It is late, which is told once. */
    record Late(Matter matter, List<AssessmentRole> tell) implements Outcome {
        public Late {
            tell = List.copyOf(tell);
        }
    }

    /** Nothing changed, for that reason. */
    record Refused(Text why) implements Outcome {}
}
