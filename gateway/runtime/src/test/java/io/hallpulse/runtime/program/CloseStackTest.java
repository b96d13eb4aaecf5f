package io.hallpulse.runtime.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class CloseStackTest {
    private final List<String> closed = new ArrayList<>();
    private final CloseStack stack = new CloseStack(LoggerFactory.getLogger(CloseStackTest.class));

    private AutoCloseable part(String name) {
        return () -> closed.add(name);
    }

    @Test
    void close_whatWasOpenedFirst_isClosedLast() {
        stack.add(part("store"));
        stack.add(part("broker"));
        stack.add(part("link"));
        stack.close();
        assertThat(closed).containsExactly("link", "broker", "store");
    }

    @Test
    void close_aPartThatFails_leavesNoOtherOpen() {
        stack.add(part("store"));
        stack.add(() -> {
            throw new IllegalStateException("stuck");
        });
        stack.add(part("link"));
        stack.close();
        assertThat(closed).containsExactly("link", "store");
    }

    @Test
    void close_interrupted_closesTheOthersAndPassesTheInterruptOn() {
        stack.add(part("store"));
        stack.add(() -> {
            throw new InterruptedException();
        });
        stack.close();
        assertThat(closed).containsExactly("store");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void close_again_closesNothingTwice() {
        stack.add(part("store"));
        stack.close();
        stack.close();
        assertThat(closed).containsExactly("store");
    }
}
