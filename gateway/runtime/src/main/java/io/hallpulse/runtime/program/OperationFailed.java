package io.hallpulse.runtime.program;

import org.jspecify.annotations.Nullable;

/**
 * An operation that cannot be done, through no fault of the program: its message is one line for the operator, with what, where and the
 * mend. Any other unchecked exception is a fault of the program and is logged with its stack trace.
 */
public final class OperationFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    public OperationFailed(@Nullable String line) {
        this(line, null);
    }

    public OperationFailed(@Nullable String line, @Nullable Throwable cause) {
        super(line, cause);
    }
}
