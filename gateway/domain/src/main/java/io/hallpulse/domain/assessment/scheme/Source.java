package io.hallpulse.domain.assessment.scheme;

import io.hallpulse.domain.directory.Name;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where facts come from. */
public sealed interface Source {
    SourceKind kind();

    /**
     * Tallies of the rating keys.
     *
     * @param rollUp up to which kind of subject counts are summed
     */
    record Presses(SubjectKind rollUp) implements Source {
        @Override
        public SourceKind kind() {
            return SourceKind.PRESSES;
        }
    }

    /** Who may vote. */
    enum Admission implements Word {
        /** Those who were drawn from the register, each once. */
        DRAWN,
        /** Anybody, without a right: a call, no sample. */
        OPEN,
        /** Whoever is in the hall or at an event, without a right. */
        BOX;

        /** Whether nobody can tell one voter from two. */
        public boolean isWithoutRights() {
            return this != DRAWN;
        }
    }

    /** How the places of a draw are shared out among the strata or the subjects. */
    enum Allocation implements Word {
        PROPORTIONAL,
        EQUAL
    }

    /**
     * A draw among the register.
     *
     * @param size how many people, 1 or more
     * @param atLeastPerSubject how many contacts of each subject among them; 0 for any number
     */
    record Draw(int size, int atLeastPerSubject, Allocation allocate) {}

    /**
     * A ballot.
     *
     * @param form id of its form
     * @param draw null unless {@code admission} is {@link Admission#DRAWN}
     * @param reach ids of the ways on which it reaches people, such as {@code web}, {@code hall-qr}, {@code paper}
     * @param month of a yearly round in which it is held, 1 to 12; null for the fieldwork of the round
     */
    record Ballot(
            Admission admission,
            String form,
            @Nullable Draw draw,
            List<String> reach,
            @Nullable Integer month) implements Source {
        public Ballot {
            reach = List.copyOf(reach);
        }

        @Override
        public SourceKind kind() {
            return SourceKind.BALLOT;
        }
    }

    /**
     * Interviews.
     *
     * @param form id of its form
     * @param by who states the answers
     * @param way id of how people are asked, such as {@code telephone}; empty where the scheme does not say
     * @param places ids of where; empty for anywhere
     * @param expected how many answers there should be; null where the scheme does not say
     */
    record Survey(
            String form,
            List<AssessmentRole> by,
            String way,
            List<String> places,
            @Nullable Integer expected) implements Source {
        public Survey {
            by = List.copyOf(by);
            places = List.copyOf(places);
        }

        @Override
        public SourceKind kind() {
            return SourceKind.SURVEY;
        }
    }

    /**
     * Visits of inspectors.
     *
     * @param checklist id of what they look at
     * @param by who visits
     * @param random whether visits are assigned by lot
     * @param ways ids of how, such as {@code mystery-customer}
     * @param perSubject how many visits each subject has in a round, 1 or more
     * @param extraListed how many more those have that were listed in the last round; 0 for none
     * @param shortlist how many subjects are visited at all; null for every one
     * @param betweenRounds whether they are after a round and before the next
     */
    record Visits(
            String checklist,
            List<AssessmentRole> by,
            boolean random,
            List<String> ways,
            int perSubject,
            int extraListed,
            @Nullable Integer shortlist,
            boolean betweenRounds)
            implements Source {
        public Visits {
            by = List.copyOf(by);
            ways = List.copyOf(ways);
        }

        @Override
        public SourceKind kind() {
            return SourceKind.VISITS;
        }
    }

    /**
     * A ledger of facts.
     *
     * @param items by id, at least one
     */
    record Ledger(Map<String, Item> items) implements Source {
        public Ledger {
            items = Copies.of(items);
        }

        @Override
        public SourceKind kind() {
            return SourceKind.LEDGER;
        }
    }

    /**
     * What a ledger can state.
     *
     * @param verify roles any of which verifies it, never who recorded it; at least one
     * @param value points of each such fact; null where it gives none
     * @param proofRequired whether a fact wants a file as its proof
     */
    record Item(
            Name name,
            List<AssessmentRole> verify,
            @Nullable BigDecimal value,
            boolean proofRequired) {
        public Item {
            verify = List.copyOf(verify);
        }
    }

    /**
     * Outcomes of cases.
     *
     * @param flows ids of the flows whose cases count, at least one
     */
    record Cases(List<String> flows) implements Source {
        public Cases {
            flows = List.copyOf(flows);
        }

        @Override
        public SourceKind kind() {
            return SourceKind.CASES;
        }
    }
}
