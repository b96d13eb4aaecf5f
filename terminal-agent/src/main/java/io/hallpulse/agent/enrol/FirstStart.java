package io.hallpulse.agent.enrol;

import io.hallpulse.contract.enrolment.EnrolmentCode;
import io.hallpulse.runtime.program.OperationFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The start of a managed agent that is not provisioned yet: it enrols by the file on the card's boot partition, or waits for a technician. */
public final class FirstStart {
    private static final Logger log = LoggerFactory.getLogger(FirstStart.class);
    private static final Duration CHECK_EVERY = Duration.ofSeconds(5);

    private final TerminalFolder folder;
    private final BootFile boot;
    private final Enrolment enrolment;
    private final Enrolment.Pause pause;
    private @Nullable String said;

    /**
     * Of the terminal whose data folder that is.
     *
     * @param boot the file on the card
     * @param syncedTime now, empty while the wall clock is not synced
     */
    public FirstStart(Path data, Path boot, Supplier<Optional<Instant>> syncedTime, Enrolment.Pause pause) {
        this.folder = new TerminalFolder(data);
        this.boot = new BootFile(boot);
        this.enrolment = new Enrolment(data, syncedTime, pause, this::say);
        this.pause = pause;
    }

    /** Returns once the terminal is provisioned; false where it is time to stop. */
    public boolean await() throws InterruptedException {
        while (!folder.isProvisioned()) {
            try {
                Optional<String> gateway = boot.value("gateway");
                Optional<String> code = boot.value("code");
                if (gateway.isPresent() && code.isPresent()) {
                    enrol(gateway.get(), code.get());
                } else {
                    say(
                            "this terminal is not provisioned yet; run terminal-agent provision --gateway URL --code CODE, or write"
                                    + " gateway=URL and code=CODE into " + boot);
                }
            } catch (IOException e) {
                say(e.getMessage() + "; it is tried again");
            }
            if (!folder.isProvisioned() && !pause.await(CHECK_EVERY)) {
                return false;
            }
        }
        return true;
    }

    private void enrol(String gateway, String code) throws IOException, InterruptedException {
        try {
            if (enrolment.enrol(GatewayUrl.parse(gateway), EnrolmentCode.parse(code))) {
                blankCode();
            }
        } catch (OperationFailed e) {
            say(String.valueOf(e.getMessage()));
            blankCode();
        } catch (IllegalArgumentException e) {
            say(boot + ": " + e.getMessage());
        }
    }

    private void blankCode() {
        try {
            boot.blankCode();
        } catch (IOException e) {
            log.warn("the code in {} could not be taken out ({}); do so by hand", boot, e.getMessage());
        }
    }

    /** Each line once, until another one is true. */
    private void say(String line) {
        if (!line.equals(said)) {
            log.info("{}", line);
            said = line;
        }
    }
}
