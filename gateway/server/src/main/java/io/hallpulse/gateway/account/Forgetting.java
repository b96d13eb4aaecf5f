package io.hallpulse.gateway.account;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.Status;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.store.AccountReader;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.gateway.store.TerminalBook;
import io.hallpulse.runtime.program.OperationFailed;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

/**
 * Takes terminals that are no longer there off the list. Their presses and their account stay; a terminal that connects again is on the
 * list again. Any thread.
 */
public final class Forgetting {
    private final StoreWriter writer;
    private final AccountReader reader;
    private final TerminalBook terminals;
    private final Consumer<TerminalId> clearStatus;
    private final InstantSource clock;

    /** @param clearStatus takes a terminal's retained status from the broker */
    public Forgetting(
            StoreWriter writer,
            AccountReader reader,
            TerminalBook terminals,
            Consumer<TerminalId> clearStatus,
            InstantSource clock) {
        this.writer = writer;
        this.reader = reader;
        this.terminals = terminals;
        this.clearStatus = clearStatus;
        this.clock = clock;
    }

    /**
     * Forgets a terminal, and returns once that is committed.
     *
     * @throws OperationFailed with one line, where it is not there, still connected, or presses of it are not accounted for
     */
    public void forget(Actor by, TerminalId terminal) throws InterruptedException {
        AccountReader.Terminal known = reader.terminal(terminal)
                .orElseThrow(() -> new OperationFailed("no terminal " + terminal + " is on the list"));
        if (Status.ONLINE.equals(known.state())) {
            throw new OperationFailed(terminal + " is connected; stop it first");
        }
        long waiting = Account.read(reader, terminal.hall()).terminals().stream()
                .filter(one -> one.terminal().equals(terminal.terminal()))
                .mapToLong(one -> one.counts().waiting())
                .sum();
        if (waiting > 0) {
            throw new OperationFailed(waiting + " presses wait at " + terminal
                    + "; connect it until they are here, or mend its outbox first");
        }
        try {
            writer.submit(tables -> {
                        tables.terminals().forget(terminal);
                        tables.audit()
                                .add(
                                        new Change(by, "terminal.forget", "terminals/" + terminal, "on the list", ""),
                                        clock.millis());
                        return true;
                    })
                    .get();
        } catch (ExecutionException e) {
            throw new OperationFailed(terminal + " is not forgotten: " + e.getCause(), e);
        }
        terminals.forget(terminal);
        clearStatus.accept(terminal);
    }
}
