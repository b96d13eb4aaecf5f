package io.hallpulse.gateway.ingest;

import io.hallpulse.contract.TerminalId;

/** Where the acks for terminals go. Must not block. */
@FunctionalInterface
public interface Acknowledging {
    /** Every press of {@code run} from the terminal's {@code low} to {@code upTo} is committed. */
    void acknowledge(TerminalId terminal, String run, long low, long upTo);
}
