package io.hallpulse.gateway.store;

import io.hallpulse.gateway.database.DatabaseFault;
import io.hallpulse.gateway.database.OpenDatabase;
import io.hallpulse.gateway.database.Statements;
import io.hallpulse.gateway.database.WriteQueue;
import io.hallpulse.gateway.database.WriteQueueFull;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** The only way to change the store: jobs on its tables, one after the other. Any thread. */
public final class StoreWriter implements AutoCloseable {
    private final WriteQueue queue;

    StoreWriter(OpenDatabase database) {
        this.queue = WriteQueue.start(database.writing(), database.database(), System::nanoTime);
    }

    /** What one transaction may touch. */
    public record Tables(
            RunTable runs,
            PressTable presses,
            TallyTable tallies,
            DeadLetterTable deadLetters,
            TerminalTable terminals,
            SettingTable settings,
            HallTable halls,
            AuditTable audit,
            PersonTable people,
            HeldBackTable heldBack,
            CertificateTable certificates,
            EnrolmentTable enrolment,
            TerminalConfigTable terminalConfigs,
            ChannelRatingTable channelRatings,
            DutyTable duty,
            PauseTable pauses,
            OpeningTable openings,
            UpstreamTable upstream,
            TicketTable tickets,
            RuleTable rules,
            AlarmTable alarms) {
        private static Tables of(Statements statements) {
            return new Tables(
                    new RunTable(statements),
                    new PressTable(statements),
                    new TallyTable(statements),
                    new DeadLetterTable(statements),
                    new TerminalTable(statements),
                    new SettingTable(statements),
                    new HallTable(statements),
                    new AuditTable(statements),
                    new PersonTable(statements),
                    new HeldBackTable(statements),
                    new CertificateTable(statements),
                    new EnrolmentTable(statements),
                    new TerminalConfigTable(statements),
                    new ChannelRatingTable(statements),
                    new DutyTable(statements),
                    new PauseTable(statements),
                    new OpeningTable(statements),
                    new UpstreamTable(statements),
                    new TicketTable(statements),
                    new RuleTable(statements),
                    new AlarmTable(statements));
        }
    }

    /** The work of one transaction. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Tables tables) throws SQLException;
    }

    /** The work of many transactions, see {@link WriteQueue.Job}. */
    @FunctionalInterface
    public interface Slices<T> {
        Optional<T> on(Tables tables, BooleanSupplier timeIsUp) throws SQLException;
    }

    /**
     * Does the work before all that waits, and commits it, or rolls all of it back.
     *
     * @throws SQLException where work or commit failed; {@link DatabaseFault#isOfData} tells what kind of failure it is
     */
    public <T> T transaction(Work<T> work) throws SQLException, InterruptedException {
        return queue.first((statements, timeIsUp) -> Optional.of(work.on(Tables.of(statements))));
    }

    /**
     * Has the work done when its turn comes.
     *
     * @return completed on the writer's thread after the commit
     * @throws WriteQueueFull where too much waits already
     */
    public <T> CompletableFuture<T> submit(Work<T> work) {
        return submitSlices((tables, timeIsUp) -> Optional.of(work.on(tables)));
    }

    /** As {@link #submit}, in as many transactions as it takes, each no longer than a live press may wait. */
    public <T> CompletableFuture<T> submitSlices(Slices<T> work) {
        return queue.submit((statements, timeIsUp) -> work.on(Tables.of(statements), timeIsUp));
    }

    @Override
    public void close() throws InterruptedException {
        queue.close();
    }
}
