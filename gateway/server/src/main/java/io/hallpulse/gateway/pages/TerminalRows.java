package io.hallpulse.gateway.pages;

import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.contract.message.Status;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Window;
import io.hallpulse.domain.press.StoredPress;
import io.hallpulse.gateway.account.Account;
import io.hallpulse.gateway.account.Fleet;
import io.hallpulse.gateway.account.PressCounts;
import io.hallpulse.gateway.fleet.SentCommand;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.web.Words;
import io.hallpulse.web.account.AccountView;
import io.hallpulse.web.account.AccountView.Term;
import io.hallpulse.web.terminals.Condition;
import io.hallpulse.web.terminals.TerminalRow;
import io.hallpulse.web.terminals.TerminalView;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the pages say of a terminal, from its last status, the account and the directory. */
final class TerminalRows {
    /** Two heartbeats and a half: a terminal that says nothing for longer is silent, whatever it said last. */
    private static final Duration SILENT = Duration.ofSeconds(75);

    private static final int SHOWN = 20;

    private final KnownHalls halls;

    TerminalRows(KnownHalls halls) {
        this.halls = halls;
    }

    /** A terminal in the list. */
    TerminalRow row(Fleet.Entry entry, Account.@Nullable OfTerminal account) {
        Optional<Hall> hall = hall(entry);
        List<TerminalRow.Window> windows = entry.inputs().stream()
                .map(Status.InputStatus::window)
                .distinct()
                .map(id -> window(hall, id))
                .toList();
        Duration age = entry.age() == null ? null : Duration.ofSeconds(entry.age());
        long waiting = account == null ? 0 : account.counts().waiting();
        List<String> faults = faults(entry).stream()
                .map(fault -> (fault.where() == null ? "" : fault.where() + ": ") + fault.what())
                .toList();
        Duration patience = hall.map(one -> one.screen().staleAfter()).orElse(SILENT);
        return new TerminalRow(
                entry.hall(),
                entry.terminal(),
                windows,
                condition(entry, age, !faults.isEmpty(), patience),
                age,
                waiting,
                account == null ? 0 : account.counts().stored(),
                entry.clock() == null ? null : entry.clock().equals("synced"),
                faults,
                entry.diskFree(),
                entry.agent());
    }

    private static Condition condition(Fleet.Entry entry, @Nullable Duration age, boolean faulty, Duration patience) {
        if (entry.state() == null) {
            return Condition.NEVER;
        }
        if (!entry.state().equals(Status.ONLINE) || (age != null && age.compareTo(SILENT) > 0)) {
            return Condition.OFFLINE;
        }
        if (faulty) {
            return Condition.FAULT;
        }
        Duration behind = entry.behind();
        return behind != null && behind.compareTo(patience) > 0 ? Condition.BEHIND : Condition.ONLINE;
    }

    /** One terminal and all that is known of it. */
    TerminalView view(
            Fleet.Entry entry, Account.OfTerminal account, List<StoredPress> presses, List<SentCommand> commands) {
        PressCounts counts = account.counts();
        List<AccountView.Figure> figures = new ArrayList<>();
        for (Term term : Term.OF_TERMINAL) {
            figures.add(AccountPages.figure(term, counts));
        }
        ZoneId zone = hall(entry).map(Hall::zone).orElse(ZoneOffset.UTC);
        return new TerminalView(
                row(entry, account),
                zone,
                entry.heard(),
                entry.told(),
                entry.machine(),
                entry.refused(),
                entry.inputs().stream()
                        .map(input -> new TerminalView.Input(
                                input.id(),
                                input.window(),
                                input.state().equals("ok"),
                                input.counters() == null ? Map.of() : input.counters()))
                        .toList(),
                faults(entry),
                figures,
                presses.stream().limit(SHOWN).map(TerminalRows::press).toList(),
                counts.waiting() == 0,
                CommandPages.rows(commands),
                CommandPages.tested(commands, presses));
    }

    private static TerminalView.Press press(StoredPress found) {
        return new TerminalView.Press(
                Instant.ofEpochMilli(found.receivedMillis()),
                found.item() instanceof ReceivedPresses.Valid valid
                        ? valid.press().window()
                        : Words.UNKNOWN,
                switch (found.state()) {
                    case COUNTED -> Term.COUNTED.badge("good");
                    case FLAGGED -> Term.FLAGGED.badge("idle");
                    case SUPERSEDED -> Term.SUPERSEDED.badge("info");
                    case TIMEOUT -> Term.TIMEOUT.badge("idle");
                    case TEST -> Term.TEST.badge("info");
                    case ASIDE -> Term.ASIDE.badge("info");
                    case INVALID -> Term.INVALID.badge("bad");
                    case UNPLACED -> Term.UNPLACED.badge("warn");
                });
    }

    private Optional<Hall> hall(Fleet.Entry entry) {
        return halls.all().stream()
                .filter(hall -> hall.id().equals(entry.hall()))
                .findFirst();
    }

    private static TerminalRow.Window window(Optional<Hall> hall, String id) {
        Window known = hall.map(one -> one.windows().get(id)).orElse(null);
        return known == null
                ? new TerminalRow.Window(id, "", "")
                : new TerminalRow.Window(id, known.name().zh(), known.name().en());
    }

    private static List<TerminalView.Fault> faults(Fleet.Entry entry) {
        List<TerminalView.Fault> faults = new ArrayList<>();
        for (String line : entry.faults()) {
            faults.add(new TerminalView.Fault(null, line, FaultMends.zh(line), FaultMends.en(line)));
        }
        for (Status.InputStatus input : entry.inputs()) {
            if (!input.state().equals("ok")) {
                String line = input.fault() == null ? input.state() : input.fault();
                faults.add(new TerminalView.Fault(
                        input.id() + " → " + input.window(), line, FaultMends.zh(line), FaultMends.en(line)));
            }
        }
        return faults;
    }
}
