package io.hallpulse.domain.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class HeadTest {
    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00.120Z");

    @Test
    void next_ofAnEmptyChain_hashesWhatIsDocumented() {
        Change change = new Change(new Actor("李娜", "operator"), "directory.change", "windows/north/A03", "", "{}");

        Entry entry = Head.START.next(change, TEN);

        // printf
        // '1:1,24:2026-11-22T10:00:00.120Z,6:李娜,8:operator,16:directory.change,17:windows/north/A03,0:,2:{},64:0…0,' |
        // sha256sum
        assertThat(entry.hash()).isEqualTo("765e4fd2a521b8f64ec565ade74c9e0f215253f4dee8bca97a5ab6d8228ec9a5");
        assertThat(entry.head()).isEqualTo(new Head(1, entry.hash()));
    }

    @Test
    void next_ofWhatNoDatabaseGivesBack_isWrittenAsItWillBeRead() {
        Entry entry = Head.START.next(new Change(new Actor("a\0b", "\uD800"), "\uFFFD", "𠮷", "", ""), TEN);

        assertThat(entry.change()).isEqualTo(new Change(new Actor("a?b", "?"), "?", "𠮷", "", ""));
        assertThat(Head.START.fault(entry)).isEmpty();
    }

    /** Whatever is done to a chain but to cut its end off is found. */
    @Test
    void fault_ofAnyChainThatWasTouched_isTold() {
        qt().withExamples(1500).forAll(longs().all()).checkAssert(seed -> {
            Random random = new Random(seed);
            List<Entry> chain = chain(random);
            assertThat(firstFault(chain)).isEmpty();

            String what = touch(chain, random);

            assertThat(firstFault(chain)).as(what).isPresent();
        });
    }

    private static List<Entry> chain(Random random) {
        List<Entry> chain = new ArrayList<>();
        Head head = Head.START;
        for (int i = 0; i < 3 + random.nextInt(6); i++) {
            Change change = new Change(
                    new Actor(text(random), text(random)), text(random), text(random), text(random), text(random));
            Entry entry = head.next(change, Instant.ofEpochMilli(random.nextInt()));
            chain.add(entry);
            head = entry.head();
        }
        return chain;
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(4), 0, 8)
                .mapToObj(i -> String.valueOf("a1:,李\n𠮷\"".charAt(i)))
                .reduce("", String::concat);
    }

    private static String touch(List<Entry> chain, Random random) {
        int at = random.nextInt(chain.size());
        int other = (at + 1 + random.nextInt(chain.size() - 1)) % chain.size();
        switch (random.nextInt(4)) {
            case 0 -> {
                chain.remove(Math.min(at, chain.size() - 2));
                return "removed before the end";
            }
            case 1 -> {
                Collections.swap(chain, at, other);
                return "rows swapped";
            }
            case 2 -> { // their content, under the numbers that they had
                Entry one = chain.get(at);
                Entry two = chain.get(other);
                chain.set(at, new Entry(one.n(), two.at(), two.change(), two.previous(), two.hash()));
                chain.set(other, new Entry(two.n(), one.at(), one.change(), one.previous(), one.hash()));
                return "contents swapped";
            }
            default -> {
                int column = random.nextInt(10);
                chain.set(at, changed(chain.get(at), column));
                return "column " + column + " changed";
            }
        }
    }

    private static Entry changed(Entry entry, int column) {
        Change change = entry.change();
        Actor actor = change.actor();
        UnaryOperator<String> more = text -> text + "1";
        return switch (column) {
            case 0 -> new Entry(entry.n() + 1, entry.at(), change, entry.previous(), entry.hash());
            case 1 -> new Entry(entry.n(), entry.at().plusMillis(1), change, entry.previous(), entry.hash());
            case 2 ->
                with(
                        entry,
                        new Change(
                                new Actor(more.apply(actor.name()), actor.role()),
                                change.what(),
                                change.object(),
                                change.before(),
                                change.after()));
            case 3 ->
                with(
                        entry,
                        new Change(
                                new Actor(actor.name(), more.apply(actor.role())),
                                change.what(),
                                change.object(),
                                change.before(),
                                change.after()));
            case 4 ->
                with(
                        entry,
                        new Change(actor, more.apply(change.what()), change.object(), change.before(), change.after()));
            case 5 ->
                with(
                        entry,
                        new Change(actor, change.what(), more.apply(change.object()), change.before(), change.after()));
            case 6 ->
                with(
                        entry,
                        new Change(actor, change.what(), change.object(), more.apply(change.before()), change.after()));
            case 7 ->
                with(
                        entry,
                        new Change(actor, change.what(), change.object(), change.before(), more.apply(change.after())));
            case 8 -> new Entry(entry.n(), entry.at(), change, more.apply(entry.previous()), entry.hash());
            default -> new Entry(entry.n(), entry.at(), change, entry.previous(), more.apply(entry.hash()));
        };
    }

    private static Entry with(Entry entry, Change change) {
        return new Entry(entry.n(), entry.at(), change, entry.previous(), entry.hash());
    }

    private static Optional<String> firstFault(List<Entry> chain) {
        Head head = Head.START;
        for (Entry entry : chain) {
            Optional<String> fault = head.fault(entry);
            if (fault.isPresent()) {
                return fault;
            }
            head = entry.head();
        }
        return Optional.empty();
    }
}
