package io.hallpulse.domain.assessment.scheme;

import io.hallpulse.domain.directory.Name;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a ballot or an interviewer asks. */
public sealed interface Form {
    /**
     * Questions about one subject.
     *
     * @param questions at least one, ids differing
     */
    record One(List<Question> questions) implements Form {
        public One {
            questions = List.copyOf(questions);
        }
    }

    /**
     * A question.
     *
     * @param scale id of its scale
     * @param weight over 0; how much its answer counts beside those to other questions of the form
     */
    record Question(String id, Name name, String scale, BigDecimal weight) {}

    /**
     * A ballot about many subjects, which names those that are worst.
     *
     * @param contact the question with whom the voter dealt; null where it is not asked
     * @param nominateMost how many subjects a voter may name, else the ballot is invalid; null for any number
     * @param marks what a subject can be named for, at least one, ids differing
     * @param remarkMost how many characters a remark may have; null where there is no room for one
     */
    record Many(
            @Nullable Name contact,
            @Nullable Integer nominateMost,
            List<Mark> marks,
            @Nullable Integer remarkMost) implements Form {
        public Many {
            marks = List.copyOf(marks);
        }
    }

    /**
     * A quality that a subject can be named for (冷、懒、推、乱、贪).
     *
     * @param help what it means; null where the scheme does not say
     */
    record Mark(String id, Name name, @Nullable Name help) {}
}
