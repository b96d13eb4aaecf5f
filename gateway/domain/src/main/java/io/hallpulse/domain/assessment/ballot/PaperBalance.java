package io.hallpulse.domain.assessment.ballot;

/**
 * The sheets of a source: issued are those that came back and those that did not, returned are valid ones and invalid ones (design 5.3).
 *
 * @param issued that were printed with a serial
 * @param returned in batches that were accepted
 * @param invalid of them, for whatever reason
 * @param foreign of the returned ones, those without an issued serial, or with one that came before
 */
public record PaperBalance(long issued, long returned, long invalid, long foreign) {
    public long valid() {
        return returned - invalid;
    }

    /** Issued sheets that did not come back. */
    public long notReturned() {
        return issued - (returned - foreign);
    }
}
