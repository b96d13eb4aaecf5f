package io.hallpulse.gateway.pages;

import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.account.Account;
import io.hallpulse.gateway.account.Disclosure;
import io.hallpulse.gateway.account.PressCounts;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.store.StoreReader;
import io.hallpulse.web.Frame;
import io.hallpulse.web.Frame.HallChoice;
import io.hallpulse.web.account.AccountView;
import io.hallpulse.web.account.AccountView.Figure;
import io.hallpulse.web.account.AccountView.Oddity;
import io.hallpulse.web.account.AccountView.Term;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** The page of the account, with each difference explained, and of the dead letters. */
final class AccountPages implements Routes {
    private static final Map<Term, ToLongFunction<PressCounts>> COUNTS = counts();

    private static final List<Term> WHERES = List.of(Term.RECEIVED, Term.WAITING, Term.GAP);
    private static final List<Term> PARTS = List.of(
            Term.COUNTED,
            Term.FLAGGED,
            Term.SUPERSEDED,
            Term.TIMEOUT,
            Term.TEST,
            Term.ASIDE,
            Term.INVALID,
            Term.CONFLICT,
            Term.UNPLACED);
    private static final List<Term> ODDITIES =
            List.of(Term.GAP, Term.INVALID, Term.CONFLICT, Term.UNPLACED, Term.UNCERTAIN, Term.WAITING);

    private static final int DEAD_LETTERS = 50;
    private static final int MOST_NAMED = 8;

    private final Frames frames;
    private final StoreReader reader;
    private final Supplier<Disclosure> disclosure;
    private final Supplier<Optional<String>> unready;

    AccountPages(
            Frames frames, StoreReader reader, Supplier<Disclosure> disclosure, Supplier<Optional<String>> unready) {
        this.frames = frames;
        this.reader = reader;
        this.disclosure = disclosure;
        this.unready = unready;
    }

    private static Map<Term, ToLongFunction<PressCounts>> counts() {
        Map<Term, ToLongFunction<PressCounts>> counts = new EnumMap<>(Term.class);
        counts.put(Term.STORED, PressCounts::stored);
        counts.put(Term.RECEIVED, PressCounts::received);
        counts.put(Term.WAITING, PressCounts::waiting);
        counts.put(Term.GAP, PressCounts::gap);
        counts.put(Term.COUNTED, PressCounts::counted);
        counts.put(Term.FLAGGED, PressCounts::flagged);
        counts.put(Term.SUPERSEDED, PressCounts::superseded);
        counts.put(Term.TIMEOUT, PressCounts::timeout);
        counts.put(Term.TEST, PressCounts::test);
        counts.put(Term.ASIDE, PressCounts::aside);
        counts.put(Term.INVALID, PressCounts::invalid);
        counts.put(Term.CONFLICT, PressCounts::conflict);
        counts.put(Term.UNPLACED, PressCounts::unplaced);
        counts.put(Term.UNCERTAIN, PressCounts::uncertain);
        return counts;
    }

    /** A term's number in an account. */
    static Figure figure(Term term, PressCounts counts) {
        ToLongFunction<PressCounts> number = COUNTS.get(term);
        if (number == null) {
            throw new IllegalArgumentException(term + " is no number of presses");
        }
        return new Figure(term, number.applyAsLong(counts));
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/console/account", Access.VIEWER, this::page);
    }

    private void page(Context context) {
        Frame frame = frames.of(context);
        HallChoice hall = frame.hall();
        Account account = Account.read(reader.account(), hall == null ? null : hall.id());
        Frames.answer(context, "account/page", frame, view(frame, account, disclosure.get()));
    }

    private AccountView view(Frame frame, Account account, Disclosure disclosed) {
        PressCounts sum = account.sum().counts();
        List<Figure> wheres = figures(WHERES, sum);
        List<Figure> parts = figures(PARTS, sum);
        Figure refused = new Figure(Term.REFUSED, account.sum().refused());
        Figure deadLetters = new Figure(Term.DEAD_LETTERS, account.sum().deadLetters());
        List<Oddity> oddities = new ArrayList<>();
        for (Term term : ODDITIES) {
            add(
                    oddities,
                    figure(term, sum),
                    account,
                    one -> figure(term, one.counts()).n());
        }
        add(oddities, refused, account, Account.OfTerminal::refused);
        add(oddities, deadLetters, account, Account.OfTerminal::deadLetters);
        return new AccountView(
                figure(Term.STORED, sum),
                wheres,
                figure(Term.RECEIVED, sum),
                parts,
                List.of(refused, deadLetters, figure(Term.UNCERTAIN, sum)),
                sum.stored() == total(wheres) && sum.received() == total(parts),
                unready.get().orElse(null),
                oddities,
                account.terminals().stream()
                        .map(one -> new AccountView.OfTerminal(
                                one.hall() + "/" + one.terminal(), figures(Term.OF_TERMINAL, one.counts())))
                        .toList(),
                reader.deadLetters(DEAD_LETTERS).stream()
                        .map(disclosed::of)
                        .map(letter -> new AccountView.Letter(
                                letter.received(), letter.topic(), letter.reason(), letter.payload()))
                        .toList(),
                frames.one(frame).zone());
    }

    private static List<Figure> figures(List<Term> terms, PressCounts counts) {
        return terms.stream().map(term -> figure(term, counts)).toList();
    }

    private static long total(List<Figure> figures) {
        return figures.stream().mapToLong(Figure::n).sum();
    }

    private static void add(
            List<Oddity> oddities, Figure sum, Account account, ToLongFunction<Account.OfTerminal> part) {
        if (sum.n() != 0) {
            oddities.add(new Oddity(
                    sum,
                    account.terminals().stream()
                            .filter(one -> part.applyAsLong(one) != 0)
                            .limit(MOST_NAMED)
                            .map(one -> new AccountView.Where(one.hall() + "/" + one.terminal(), part.applyAsLong(one)))
                            .toList()));
        }
    }
}
