package io.hallpulse.gateway.enrolment;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.hallpulse.contract.TerminalId;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.store.EnrolmentRow;
import io.hallpulse.runtime.program.OperationFailed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request of the command {@code gateway terminals}, done in the gateway that runs or, where none runs, in the command itself.
 *
 * @param action invite, pending, accept, refuse, replace or revoke
 * @param user of the machine, who ran the command
 * @param request that is decided
 * @param terminal that is to be let in, replaced or revoked
 * @param name of the one that takes its place
 * @param minutes that a code lives
 * @param template text of the file's template
 */
@JsonPropertyOrder({"action", "user", "request", "terminal", "name", "minutes", "window", "template"})
public record EnrolmentRequest(
        String action,
        String user,
        @Nullable String request,
        @Nullable TerminalId terminal,
        @Nullable String name,
        @Nullable Integer minutes,
        @Nullable String window,
        @Nullable String template) {
    /** What the gateway's control socket calls these requests. */
    public static final String CONTROL = "enrolment";

    private static final int MINUTES = 15;

    /** A request in the list. */
    @JsonPropertyOrder({"id", "fingerprint", "since", "from"})
    private record Listed(String id, String fingerprint, Instant since, String from) {
        static Listed of(EnrolmentRow row) {
            return new Listed(row.request(), row.fingerprint(), Instant.ofEpochMilli(row.sinceMillis()), row.origin());
        }
    }

    /**
     * Does it.
     *
     * @return what the command prints as JSON
     * @throws OperationFailed with one line, where it is not done
     */
    public Object answer(Enrolments enrolments) throws InterruptedException {
        try {
            return done(enrolments);
        } catch (EnrolmentRefused e) {
            throw new OperationFailed(e.getMessage(), e);
        }
    }

    private Object done(Enrolments enrolments) throws InterruptedException {
        Actor by = Actor.command(user);
        Duration life = Duration.ofMinutes(Objects.requireNonNullElse(minutes, MINUTES));
        switch (action) {
            case "invite" -> {
                return enrolments.invite(by, terminal, life);
            }
            case "pending" -> {
                return Map.of(
                        "requests",
                        List.copyOf(
                                enrolments.pending().stream().map(Listed::of).toList()));
            }
            case "accept" -> {
                TerminalId who = present(terminal, "terminal");
                return Map.of(
                        "request",
                        present(request, "request"),
                        "hall",
                        who.hall(),
                        "terminal",
                        who.terminal(),
                        "serial",
                        enrolments
                                .accept(
                                        by,
                                        present(request, "request"),
                                        who,
                                        Objects.requireNonNullElse(window, ""),
                                        template)
                                .serial());
            }
            case "refuse" -> {
                enrolments.refuse(by, present(request, "request"));
                return Map.of("request", present(request, "request"));
            }
            case "replace" -> {
                return enrolments.replace(by, present(terminal, "terminal"), present(name, "name"), life);
            }
            case "revoke" -> {
                enrolments.revoke(by, present(terminal, "terminal"));
                return Map.of("terminal", present(terminal, "terminal").toString());
            }
            default -> throw new IllegalArgumentException("'" + action + "' is nothing that is done with terminals");
        }
    }

    private static <T> T present(@Nullable T value, String what) {
        if (value == null) {
            throw new IllegalArgumentException(what + " is missing");
        }
        return value;
    }
}
