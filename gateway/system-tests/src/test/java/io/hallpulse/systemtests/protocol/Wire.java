package io.hallpulse.systemtests.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What travels between the two sides of the model. */
sealed interface Wire {
    /** From the agent: presses of one run, as (seq, press) pairs. */
    record Presses(String run, long low, List<ModelPress> presses) implements Wire {}

    /** From the agent: the runs it holds. */
    record Status(List<io.hallpulse.contract.message.RunSpan> runs) implements Wire {}

    /** From the gateway: all of the run from low, where that is said, up to there is committed. */
    record Ack(String run, long upTo, @Nullable Long low) implements Wire {}

    /** From the gateway: a new life of the gateway serves the hall. */
    record Owner(int life) implements Wire {}

    /**
     * One press.
     *
     * @param press which of all presses it is, whatever number it carries
     */
    record ModelPress(long seq, int press) {}
}
