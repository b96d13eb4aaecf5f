package io.hallpulse.domain.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Puts rows in whatever order they stand: one that waits for another is tried again after it. */
public final class RowOrder {
    /** How deep rows may wait for each other, against files that are made to take long. */
    private static final int MOST_ROUNDS = 8;

    private RowOrder() {}

    /**
     * Tries each row, and those that failed again for as long as others succeed.
     *
     * @param put whether it succeeded
     * @return those that failed to the end, in their order
     */
    public static <T> List<T> settle(List<T> rows, Predicate<T> put) {
        List<T> waiting = rows;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<T> failed = new ArrayList<>();
            for (T row : waiting) {
                if (!put.test(row)) {
                    failed.add(row);
                }
            }
            boolean moved = failed.size() < waiting.size();
            waiting = failed;
            if (!moved) {
                break;
            }
        }
        return waiting;
    }
}
