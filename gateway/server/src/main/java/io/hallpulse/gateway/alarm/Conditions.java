package io.hallpulse.gateway.alarm;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.Topics;
import io.hallpulse.contract.message.Status;
import io.hallpulse.domain.alarm.AlarmKind;
import io.hallpulse.domain.alarm.Condition;
import io.hallpulse.domain.alarm.FleetConditions;
import io.hallpulse.domain.alarm.TerminalFacts;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.account.Account;
import io.hallpulse.gateway.account.Fleet;
import io.hallpulse.gateway.store.AlarmReader;
import io.hallpulse.gateway.store.CertificateRow;
import io.hallpulse.gateway.store.StoreReader;
import io.hallpulse.gateway.store.TerminalBook;
import io.hallpulse.gateway.store.TerminalState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** All that is wrong now, as terminals, account, register and disk tell. */
final class Conditions {
    /** Certificates are renewed long before. */
    private static final Duration ENDING = Duration.ofDays(30);

    /** A parser's list of what it would have taken instead tells a technician nothing. */
    private static final Pattern WHAT_IT_WOULD_TAKE = Pattern.compile(": (was expecting|expected) ");

    private static final String IN_FORCE = "accepted";
    /** So that there is time to make room before presses can no longer be stored. */
    private static final long LOW_DISK_BYTES = 500_000_000;

    private final StoreReader reader;
    private final TerminalBook book;
    private final Supplier<Halls> halls;
    private final Path data;
    private final DayEnd dayEnd;
    /** When certificates that are in no register run out, by the setting that names them. */
    private final Map<String, Supplier<Instant>> otherCertificates = new ConcurrentHashMap<>();

    /** @param data where the database is, or would be */
    Conditions(StoreReader reader, TerminalBook book, Supplier<Halls> halls, Path data) {
        this.reader = reader;
        this.book = book;
        this.halls = halls;
        this.data = data;
        this.dayEnd = new DayEnd(reader);
    }

    /** A certificate of a file of the site's own. Any thread. */
    void watchCertificate(String setting, Supplier<Instant> ends) {
        otherCertificates.put(setting, ends);
    }

    /** @param outage whether the alarm of many terminals is open */
    List<Condition> now(boolean outage, Instant now) throws IOException {
        List<Condition> found = new ArrayList<>(FleetConditions.of(terminals(now), outage, now.toEpochMilli()));
        found.addAll(unread());
        found.addAll(certificates(now));
        found.addAll(dayEnd.now(halls.get(), now));
        long free = Files.getFileStore(data).getUsableSpace();
        if (free < LOW_DISK_BYTES) {
            found.add(new Condition(AlarmKind.DISK, "", "gateway", free / 1_000_000 + " MB"));
        }
        return found;
    }

    private List<TerminalFacts> terminals(Instant now) {
        Map<TerminalId, Account.OfTerminal> accounts = new HashMap<>();
        Account.read(reader.account(), null)
                .terminals()
                .forEach(one -> accounts.put(new TerminalId(one.hall(), one.terminal()), one));
        List<TerminalFacts> facts = new ArrayList<>();
        for (Fleet.Entry entry : Fleet.all(reader.account(), now, null)) {
            TerminalId id = new TerminalId(entry.hall(), entry.terminal());
            Optional<TerminalState> state = book.state(id);
            Account.OfTerminal account = accounts.get(id);
            if (state.isPresent() && account != null && halls.get().hall(entry.hall()) != null) {
                facts.add(facts(id, entry, state.get(), account));
            }
        }
        return facts;
    }

    private static TerminalFacts facts(
            TerminalId id, Fleet.Entry entry, TerminalState state, Account.OfTerminal account) {
        return new TerminalFacts(
                id,
                Status.ONLINE.equals(state.state()),
                state.stopped(),
                state.heardMillis(),
                state.waitingSinceMillis(),
                state.windows(),
                "unset".equals(entry.clock()),
                entry.diskFree(),
                entry.inputs(),
                entry.faults(),
                account.refused(),
                account.counts().gap(),
                account.counts().conflict(),
                account.counts().invalid());
    }

    /** Counted by when the newest came: of many letters only the newest are kept, so that their number says little. */
    private List<Condition> unread() {
        List<Condition> found = new ArrayList<>();
        for (AlarmReader.Unread unread : reader.alarms().unread()) {
            Optional<TerminalId> sender = Topics.parse(unread.topic())
                    .map(Topics.OfTerminal::terminal)
                    .filter(terminal -> halls.get().hall(terminal.hall()) != null);
            found.add(new Condition(
                    AlarmKind.DEAD_LETTER,
                    sender.map(TerminalId::hall).orElse(""),
                    sender.map(TerminalId::terminal).orElse(unread.topic()),
                    WHAT_IT_WOULD_TAKE.split(unread.reason(), 2)[0],
                    unread.received().toEpochMilli()));
        }
        return found;
    }

    /** Of each name the one that ends last: it is replaced before. */
    private List<Condition> certificates(Instant now) {
        Map<String, CertificateRow> last = new HashMap<>();
        for (CertificateRow row : reader.certificates()) {
            if (row.state().equals(IN_FORCE)) {
                last.merge(
                        row.kind() + " " + row.name(),
                        row,
                        (one, other) -> one.notAfterMillis() >= other.notAfterMillis() ? one : other);
            }
        }
        List<Condition> found = new ArrayList<>();
        for (CertificateRow row : last.values()) {
            TerminalId terminal = row.terminal();
            String hall = terminal == null ? "" : terminal.hall();
            String subject = terminal == null ? row.name() : terminal.terminal();
            addEnding(found, hall, subject, Instant.ofEpochMilli(row.notAfterMillis()), now);
        }
        otherCertificates.forEach((setting, ends) -> addEnding(found, "", setting, ends.get(), now));
        return found;
    }

    private static void addEnding(List<Condition> found, String hall, String subject, Instant end, Instant now) {
        if (end.isBefore(now.plus(ENDING))) {
            String day = end.toString().substring(0, 10);
            found.add(new Condition(AlarmKind.CERTIFICATE, hall, subject, day));
        }
    }
}
