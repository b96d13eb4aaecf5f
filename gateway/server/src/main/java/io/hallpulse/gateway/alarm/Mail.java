package io.hallpulse.gateway.alarm;

import io.hallpulse.domain.alarm.AlarmKind;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.config.MailConfig;
import io.hallpulse.gateway.outbound.MailPosting;
import io.hallpulse.gateway.outbound.NoAnswer;
import io.hallpulse.gateway.store.AlarmDelivery;
import io.hallpulse.gateway.store.AlarmReader;
import io.hallpulse.gateway.store.StoreWriter;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Mails what has opened and closed: all of a minute in one mail, and what is urgent at once, with all that waits. */
public final class Mail extends MessageSender {
    /** What comes within that time comes together: a switch that fails takes many things with it. */
    static final Duration BUNDLE = Duration.ofMinutes(1);

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);
    private static final Duration TAKEN_WITHIN = Duration.ofMinutes(1);

    private final MailPosting posting;
    private final Set<AlarmKind> urgent;
    private final InstantSource clock;
    private final MailText text;

    /**
     * One that does nothing yet.
     *
     * @param urgent kinds that are not waited with
     * @param halls by whose clocks times are told
     * @throws IOException with one line where a file that the configuration names cannot be used
     */
    public Mail(
            MailConfig config,
            Collection<AlarmKind> urgent,
            Supplier<Halls> halls,
            StoreWriter writer,
            AlarmReader reader,
            InstantSource clock,
            RandomGenerator random)
            throws IOException {
        this(config, urgent, halls, writer, reader, clock, random, ANSWER_WITHIN, TAKEN_WITHIN);
    }

    Mail(
            MailConfig config,
            Collection<AlarmKind> urgent,
            Supplier<Halls> halls,
            StoreWriter writer,
            AlarmReader reader,
            InstantSource clock,
            RandomGenerator random,
            Duration answerWithin,
            Duration takenWithin)
            throws IOException {
        super(Messages.MAIL, writer, reader, clock, random);
        this.posting = new MailPosting(config, answerWithin, takenWithin);
        this.urgent = Set.copyOf(urgent);
        this.clock = clock;
        this.text = new MailText(this.urgent, halls);
    }

    @Override
    List<AlarmDelivery> next(List<AlarmDelivery> waiting) {
        long now = clock.millis();
        long first = waiting.get(0).createdMillis();
        boolean over = now - first >= BUNDLE.toMillis() || now < first; // as where the clock was put back
        boolean due = over
                || waiting.stream()
                        .anyMatch(message ->
                                urgent.contains(AlarmMessage.of(message).kind()));
        return due ? waiting : List.of();
    }

    @Override
    @Nullable
    String send(List<AlarmDelivery> messages) throws InterruptedException {
        try {
            posting.post(text.of(messages.stream().map(AlarmMessage::of).toList()));
            return null;
        } catch (NoAnswer e) {
            return e.reason();
        }
    }

    @Override
    public void close() throws InterruptedException {
        super.close();
        posting.close();
    }
}
