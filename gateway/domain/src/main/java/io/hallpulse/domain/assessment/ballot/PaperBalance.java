package io.hallpulse.domain.assessment.ballot;

/**
 * The sheets of a source that were accepted: issued are those that came back and those that did not, and all that came are valid ones and
 * invalid ones (design 5.3).
 *
 * @param issued that were printed with a serial; 0 where sheets have none
 * @param sheets that came, in batches that were accepted
 * @param invalid of them, for whatever reason
 * @param foreign of them, whose serial was not issued or came before: none of the issued ones
 */
public record PaperBalance(long issued, long sheets, long invalid, long foreign) {
    public long valid() {
        return sheets - invalid;
    }

    /** Issued sheets that came back. */
    public long returned() {
        return sheets - foreign;
    }

    /** Issued sheets that did not come back; 0 where sheets have no serials. */
    public long notReturned() {
        return issued == 0 ? 0 : issued - returned();
    }
}
