package io.hallpulse.gateway.assessment;

import io.hallpulse.gateway.config.DatabaseConfig;
import io.hallpulse.gateway.database.DatabasePart;
import io.hallpulse.gateway.database.OpenDatabase;
import io.hallpulse.gateway.database.Statements;
import io.hallpulse.gateway.database.WriteQueue;
import io.hallpulse.gateway.store.AuditTable;
import io.hallpulse.runtime.program.OperationFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The database of assessments, apart from that of the presses: neither waits for the other. Each change is one transaction together with
 * its entry of the record, so that what a crash breaks off is neither half done nor done twice. Any thread.
 */
public final class AssessStore implements AutoCloseable {
    private final OpenDatabase database;
    private final AssessReading reading;
    private final WriteQueue queue;

    AssessStore(OpenDatabase database) {
        this.database = database;
        this.reading = new AssessReading(database.reading());
        this.queue = WriteQueue.start(database.writing(), database.database(), System::nanoTime);
    }

    /**
     * Opens, and if need be creates, it beside the database that the configuration names.
     *
     * @throws IOException where the password cannot be read
     * @throws OperationFailed where it cannot be opened, with one line that says why
     */
    public static AssessStore open(Path folder, DatabaseConfig config) throws IOException {
        return new AssessStore(OpenDatabase.open(DatabasePart.ASSESSMENTS, folder, config));
    }

    /** What one transaction may touch. */
    record Tables(
            SchemeTable schemes,
            RoundTable rounds,
            SignatureTable signatures,
            FactTable facts,
            PublicationTable publications,
            MatterTable matters,
            MatterLog matterLog,
            EffectTable effects,
            EnvelopeTable envelopes,
            BallotTable ballots,
            PaperTable papers,
            VisitTable visits,
            ContactTable contacts,
            BadRatingTable badRatings,
            RatingTable ratings,
            AuditTable audit) {
        static Tables of(Statements statements) {
            return new Tables(
                    new SchemeTable(statements),
                    new RoundTable(statements),
                    new SignatureTable(statements),
                    new FactTable(statements),
                    new PublicationTable(statements),
                    new MatterTable(statements),
                    new MatterLog(statements),
                    new EffectTable(statements),
                    new EnvelopeTable(statements),
                    new BallotTable(statements),
                    new PaperTable(statements),
                    new VisitTable(statements),
                    new ContactTable(statements),
                    new BadRatingTable(statements),
                    new RatingTable(statements),
                    new AuditTable(statements));
        }
    }

    /** The work of one transaction. */
    @FunctionalInterface
    interface Work<T> {
        T on(Tables tables) throws SQLException;
    }

    /**
     * Has a change made when its turn comes.
     *
     * @return completed after the commit
     * @throws java.util.concurrent.RejectedExecutionException where too much waits already
     */
    <T> CompletableFuture<T> submit(Work<T> work) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        queue.<Came<T>>submit((statements, timeIsUp) -> Optional.of(done(work, statements)))
                .whenComplete((came, failure) -> {
                    if (failure != null) {
                        answer.completeExceptionally(failure);
                    } else if (came.refusal() != null) {
                        answer.completeExceptionally(came.refusal());
                    } else {
                        answer.complete(came.result());
                    }
                });
        return answer;
    }

    /** What came of some work: its result or why it was refused. */
    private record Came<T>(@Nullable T result, @Nullable AssessRefused refusal) {}

    /**
     * A refusal is no fault of the connection: what was done before it is undone, and the queue goes on with the same. Were it let go for
     * that, anybody could have it made anew for ever.
     */
    private static <T> Came<T> done(Work<T> work, Statements statements) throws SQLException {
        try {
            return new Came<>(work.on(Tables.of(statements)), null);
        } catch (AssessRefused e) {
            statements.undo();
            return new Came<>(null, e);
        }
    }

    AssessReading reading() {
        return reading;
    }

    /** What all tables say at one moment, see {@link AssessReading#read}. */
    <T> T read(Work<T> work) {
        return reading.read(work);
    }

    @Override
    public void close() {
        try {
            queue.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        database.close();
    }
}
