package io.hallpulse.gateway.ingest;

import io.hallpulse.contract.Identifiers;
import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.contract.message.Status;
import io.hallpulse.domain.press.DuplicateTerminals;
import io.hallpulse.gateway.store.TerminalBook;
import io.hallpulse.gateway.store.TerminalState;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes in the book what each terminal's messages say of the terminal itself. The ingest thread. */
final class TerminalNotes {
    private static final Logger LOG = LoggerFactory.getLogger(TerminalNotes.class);

    private final TerminalBook terminals;
    private final Backlogs waiting = new Backlogs();
    private final DuplicateTerminals duplicates = new DuplicateTerminals();

    TerminalNotes(TerminalBook terminals) {
        this.terminals = terminals;
    }

    /** Messages came in, stored or not. */
    void received(List<Incoming> group) {
        group.forEach(this::received);
    }

    private void received(Incoming incoming) {
        long received = incoming.delivery().receivedMillis();
        if (incoming instanceof Incoming.Presses presses) {
            terminals.received(presses.terminal(), received);
        } else if (incoming instanceof Incoming.OfStatus ofStatus) {
            Status status = ofStatus.status();
            if (status.state().equals(Status.ONLINE)) {
                Optional.ofNullable(status.boot())
                        .flatMap(boot -> duplicates.received(ofStatus.terminal(), boot))
                        .ifPresent(LOG::warn);
                String json = new String(incoming.delivery().payload(), StandardCharsets.UTF_8);
                if (json.indexOf('\0') < 0) { // JSON in another encoding, which PostgreSQL could not hold
                    terminals.keep(ofStatus.terminal(), json, received);
                }
                if (!incoming.delivery().retained()) { // else what was true at some time
                    terminals.online(ofStatus.terminal(), status);
                }
            }
            terminals.update(
                    ofStatus.terminal(),
                    old -> new TerminalState(
                            status.state(),
                            // a will speaks for a terminal that is gone
                            status.state().equals(Status.ONLINE) ? received : old.heardMillis(),
                            old.waitingSinceMillis(),
                            status.isGoodbye(),
                            windows(status).orElse(old.windows())));
        }
    }

    /** Messages are committed, and this is what each run now has. */
    void committed(List<Incoming> group, Map<GroupWork.AckKey, GroupWork.Acked> acks) {
        Set<TerminalId> relieved = new HashSet<>();
        acks.forEach((to, acked) -> {
            if (waiting.committed(to.terminal(), to.run(), acked.upTo())) {
                relieved.add(to.terminal());
            }
        });
        for (Incoming incoming : group) {
            if (incoming instanceof Incoming.OfStatus ofStatus
                    && ofStatus.status().state().equals(Status.ONLINE)) {
                boolean waits = waiting.received(
                        ofStatus.terminal(), ofStatus.status().runs(), span -> upTo(acks, ofStatus.terminal(), span));
                long received = ofStatus.delivery().receivedMillis();
                noteWaiting(ofStatus.terminal(), waits, received);
                relieved.remove(ofStatus.terminal());
            }
        }
        relieved.forEach(terminal -> noteWaiting(terminal, false, 0));
    }

    private void noteWaiting(TerminalId terminal, boolean waits, long receivedMillis) {
        boolean waited = terminals
                .state(terminal)
                .map(state -> state.waitingSinceMillis() != null)
                .orElse(false);
        if (waits != waited) {
            terminals.update(
                    terminal,
                    old -> new TerminalState(
                            old.state(),
                            old.heardMillis(),
                            waits ? receivedMillis : null,
                            old.stopped(),
                            old.windows()));
        }
    }

    private static long upTo(Map<GroupWork.AckKey, GroupWork.Acked> acks, TerminalId terminal, RunSpan span) {
        GroupWork.Acked acked = acks.get(new GroupWork.AckKey(terminal, span.run()));
        return acked == null ? span.low() - 1 : acked.upTo();
    }

    /** The windows that a status names; none for one without inputs, such as a will. */
    private static Optional<Set<String>> windows(Status status) {
        List<Status.InputStatus> inputs = status.inputs();
        return inputs == null
                ? Optional.empty()
                : Optional.of(inputs.stream()
                        .map(Status.InputStatus::window)
                        .filter(window -> window != null && Identifiers.isIdentifier(window))
                        .limit(64)
                        .collect(Collectors.toUnmodifiableSet()));
    }
}
