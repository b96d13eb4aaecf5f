package io.hallpulse.runtime.program;

import org.jspecify.annotations.Nullable;

/**
 * Something that was asked for and cannot be done, through no fault of the program: its message is one line for whoever asked, with what,
 * where and the mend. Any other unchecked exception is a fault of the program and is told with its stack trace.
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
