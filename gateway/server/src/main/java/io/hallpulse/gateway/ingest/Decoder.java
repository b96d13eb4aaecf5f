package io.hallpulse.gateway.ingest;

import io.hallpulse.contract.Identifiers;
import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.Topics;
import io.hallpulse.contract.message.Anchor;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.NewerVersion;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.PressesReader;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.contract.message.Status;
import io.hallpulse.contract.message.UnreadableMessage;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.gateway.store.TerminalBook;
import io.hallpulse.runtime.log.DistinctLog;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Bytes to what they mean, and what no database can hold to an invalid press. */
final class Decoder {
    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final Supplier<Halls> halls;
    private final Predicate<TerminalId> takes;
    private final DistinctLog oddities;

    /** @param takes whether a terminal is known or may still become so */
    Decoder(Supplier<Halls> halls, Predicate<TerminalId> takes, DistinctLog oddities) {
        this.halls = halls;
        this.takes = takes;
        this.oddities = oddities;
    }

    Incoming decode(Delivery delivery) {
        Optional<Topics.OfTerminal> topic = Topics.parse(delivery.topic());
        if (topic.isEmpty()) {
            return new Incoming.Unreadable(delivery, "the topic is none of a terminal's");
        }
        TerminalId terminal = topic.get().terminal();
        if (halls.get().hall(terminal.hall()) == null) {
            return new Incoming.Unreadable(delivery, "hall " + terminal.hall() + " is not this gateway's");
        }
        if (!takes.test(terminal)) {
            return new Incoming.Unreadable(
                    delivery, "the terminal is new, and " + TerminalBook.MOST + " are known already");
        }
        try {
            return switch (topic.get().kind()) {
                case PRESSES ->
                    new Incoming.Presses(delivery, terminal, storable(PressesReader.read(delivery.payload())));
                case STATUS -> status(delivery, terminal);
                case ACK, COMMAND -> new Incoming.Nothing(delivery);
            };
        } catch (UnreadableMessage e) {
            return new Incoming.Unreadable(delivery, Fault.oneLine(e));
        } catch (NewerVersion e) {
            oddities.fault(terminal + " sends messages of a newer version, which wait there: " + Fault.oneLine(e));
            return new Incoming.Nothing(delivery);
        }
    }

    /** An empty one is the clearing of a retained one. */
    private Incoming status(Delivery delivery, TerminalId terminal) throws UnreadableMessage, NewerVersion {
        if (delivery.payload().length == 0) {
            return new Incoming.Nothing(delivery);
        }
        Status status = Json.read(delivery.payload(), Status.class);
        if (status.v() > Json.VERSION) {
            throw new NewerVersion(status.v());
        }
        if (status.v() < 1 || status.state() == null) {
            throw new UnreadableMessage("v or state is missing");
        }
        if (!Identifiers.isIdentifier(status.state())) {
            throw new UnreadableMessage("state is no word");
        }
        boolean fits = status.runs().size() <= Status.MAX_RUNS
                && status.runs().stream()
                        .allMatch(span -> span.run() != null
                                && Identifiers.isIdentifier(span.run())
                                && span.low() >= 1
                                && span.next() >= span.low()
                                && span.next() <= Press.MAX_SEQ);
        if (!fits) {
            throw new UnreadableMessage("runs is no list of at most " + Status.MAX_RUNS + " spans");
        }
        return new Incoming.OfStatus(delivery, terminal, status);
    }

    private static ReceivedPresses storable(ReceivedPresses message) {
        List<ReceivedPresses.Item> items = new ArrayList<>(message.presses().size());
        for (ReceivedPresses.Item item : message.presses()) {
            items.add(storable(item));
        }
        return new ReceivedPresses(message.run(), message.boot(), message.low(), usable(message.anchor()), items);
    }

    private static ReceivedPresses.Item storable(ReceivedPresses.Item item) {
        if (item instanceof ReceivedPresses.Valid valid) {
            Press press = valid.press();
            String reason = !isStorable(press.at())
                    ? "at is beyond the years 1 to 9999"
                    : isStorable(press.key())
                                    && isStorable(press.session())
                                    && isStorable(press.caseNumber())
                                    && isStorable(press.staff())
                            ? null
                            : "key, session, case or staff holds characters that cannot be stored";
            return reason == null
                    ? item
                    : new ReceivedPresses.Invalid(item.seq(), reason, printable(Content.normal(item)));
        }
        ReceivedPresses.Invalid invalid = (ReceivedPresses.Invalid) item;
        return isStorable(invalid.raw())
                ? item
                : new ReceivedPresses.Invalid(invalid.seq(), invalid.reason(), printable(invalid.raw()));
    }

    private static @Nullable Anchor usable(@Nullable Anchor anchor) {
        return anchor != null && isStorable(anchor.wall()) && anchor.monoMillis() <= Press.MAX_SEQ ? anchor : null;
    }

    private static boolean isStorable(Instant instant) {
        return !instant.isBefore(EARLIEST) && !instant.isAfter(LATEST);
    }

    /** A zero character is no text to PostgreSQL, half a surrogate pair is none to anyone. */
    private static boolean isStorable(@Nullable String text) {
        if (text == null) {
            return true;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (c == 0 || (Character.isSurrogate(c) && !pair)) {
                return false;
            }
            i += pair ? 1 : 0;
        }
        return true;
    }

    private static String printable(String text) {
        byte[] bytes = text.replace('\u0000', '?').getBytes(StandardCharsets.UTF_8);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
