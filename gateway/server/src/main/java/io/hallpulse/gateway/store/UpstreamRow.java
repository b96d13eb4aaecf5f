package io.hallpulse.gateway.store;

import org.jspecify.annotations.Nullable;

/**
 * A rating on its way up to the province.
 *
 * @param id says the order, 0 for one that has no row yet
 * @param rating its identity, which the province is told with it
 * @param source where it is stored
 * @param target the profile and the area that the record is written for
 * @param record as it is posted, JSON; null where none could be written
 * @param answer why it was refused, else null
 * @param sinceMillis when it came to its state, milliseconds since 1970
 */
public record UpstreamRow(
        long id,
        String rating,
        Source source,
        String hall,
        String caseNumber,
        String target,
        @Nullable String record,
        State state,
        @Nullable String answer,
        long sinceMillis) {
    /** Why it was refused, for people who may not read case numbers: its own may stand in the province's words. Empty where it was not. */
    public String reason() {
        return answer == null ? "" : answer.replace(caseNumber, "…");
    }

    /** What became of it; the words stand in the table. */
    public enum State {
        QUEUED("queued"),
        SENT("sent"),
        REFUSED("refused");

        private final String word;

        State(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        static State ofWord(String word) {
            for (State state : values()) {
                if (state.word.equals(word)) {
                    return state;
                }
            }
            throw new IllegalArgumentException(word);
        }
    }

    /** Where a rating is stored. */
    public sealed interface Source {}

    /** Among the presses: the row of a run, and a seq in it. */
    public record PressKey(long runId, long seq) implements Source {}

    /** Among the ratings of other channels. */
    public record ChannelKey(long id) implements Source {}
}
