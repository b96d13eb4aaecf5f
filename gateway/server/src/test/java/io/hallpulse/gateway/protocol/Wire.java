package io.hallpulse.gateway.protocol;

import java.util.List;

/** What travels between the two sides of the model. */
sealed interface Wire {
    /** From the agent: presses of one run, as (seq, press) pairs. */
    record Presses(String run, long low, List<ModelPress> presses) implements Wire {}

    /** From the agent: the runs it holds. */
    record Status(List<io.hallpulse.contract.message.RunSpan> runs) implements Wire {}

    /** From the gateway: all of the run up to there is committed. */
    record Ack(String run, long upTo) implements Wire {}

    /** From the gateway: a new life of the gateway serves the hall. */
    record Owner(int life) implements Wire {}

    /**
     * One press.
     *
     * @param press which of all presses it is, whatever number it carries
     */
    record ModelPress(long seq, int press) {}
}
