package io.hallpulse.systemtests.protocol;

/** The rules that together lose no press. Each can be switched off in the model, and then a press is lost. */
enum Rule {
    RUN_ID_DRAWN_AT_EVERY_START,
    REPEATS_AND_STATUS_ARE_ANSWERED,
    A_LOWER_ACK_MAKES_ROWS_UNSENT_AGAIN,
    ACKS_COUNT_ON_THE_PRESENT_CONNECTION_ONLY,
    DELETION_ONLY_UNDER_SUCH_AN_ACK,
    DUPLICATES_BY_IDENTITY,
    ACKS_SAY_FROM_WHICH_LOW
}
