package io.hallpulse.gateway.store;

/** What a stored press is to the count. The codes stand in the database and never change. */
public enum PressState {
    COUNTED(0),
    FLAGGED(1),
    SUPERSEDED(2),
    TIMEOUT(3),
    TEST(4),
    INVALID(5),
    /** Of a window that the configuration does not name. */
    UNPLACED(6);

    private static final PressState[] BY_CODE = values();

    private final int code;

    PressState(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static PressState ofCode(int code) {
        return BY_CODE[code];
    }
}
