package io.hallpulse.domain.assessment.scheme;

/** An item of a ledger, written {@code ledger.item} in a scheme file. */
public record ItemName(String source, String item) {
    @Override
    public String toString() {
        return source + "." + item;
    }
}
