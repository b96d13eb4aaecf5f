package io.hallpulse.domain.assessment.matter;

import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Flow.Need;
import io.hallpulse.domain.assessment.scheme.Flow.Transition;
import io.hallpulse.domain.assessment.scheme.Word;
import io.hallpulse.domain.calendar.Due;
import io.hallpulse.domain.directory.Text;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What may be done to the cases of one flow. Time is looked at first: who moves a case looks at it as it stands at that instant, see
 * {@link #passed}.
 */
public final class Moves {
    private final Flow flow;
    private final Business business;

    /** @param business days of the subject's hall */
    public Moves(Flow flow, Business business) {
        this.flow = flow;
        this.business = business;
    }

    /**
     * A transition that somebody takes, or the confirmation of one that waits for a second person.
     *
     * @param supplied what is at hand of what the transition wants
     * @param deadline the date that the case is to bear from then on; null for the same as before
     */
    public Outcome take(
            Matter matter,
            String transition,
            Person person,
            Set<Need> supplied,
            @Nullable LocalDate deadline,
            Instant now) {
        Transition way = Flows.state(flow, matter.state()).next().get(transition);
        if (way == null) {
            return refused("此状态没有这一步骤", "there is no such step in this state");
        }
        Matter.Waiting waiting = matter.waiting();
        if (waiting != null && waiting.transition().equals(transition)) {
            return second(matter, waiting, way, person, now);
        }
        Optional<Outcome> refusal = refusal(matter, way, person, supplied, deadline, now);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        LocalDate own = deadline == null ? matter.own() : deadline;
        return way.seconds().isEmpty()
                ? moved(matter, way, own, now)
                : new Outcome.AwaitsSecond(
                        with(matter, own, matter.told(), new Matter.Waiting(transition, person.login(), now)));
    }

    private Optional<Outcome> refusal(
            Matter matter,
            Transition way,
            Person person,
            Set<Need> supplied,
            @Nullable LocalDate deadline,
            Instant now) {
        if (!person.hasAny(way.by())) {
            return Optional.of(byOthers(way.by()));
        }
        if (way.within() != null
                && now.isAfter(business.due(matter.since(), way.within()).at())) {
            return Optional.of(refused("期限已过", "the time for this step is over"));
        }
        Set<Need> missing = EnumSet.noneOf(Need.class);
        missing.addAll(way.needs());
        missing.removeAll(supplied);
        if (deadline != null) {
            missing.remove(Need.DEADLINE);
        }
        if (!missing.isEmpty()) {
            return Optional.of(refused("还缺：" + words(missing), "still missing: " + words(missing)));
        }
        return Optional.empty();
    }

    private Outcome second(Matter matter, Matter.Waiting waiting, Transition way, Person person, Instant now) {
        if (person.login().equals(waiting.person())) {
            return refused("须由另一人确认", "another person is to confirm this");
        }
        return person.hasAny(way.seconds()) ? moved(matter, way, matter.own(), now) : byOthers(way.seconds());
    }

    private static Outcome byOthers(Collection<AssessmentRole> roles) {
        return refused("此步骤须由以下角色办理：" + words(roles), "this step is taken by: " + words(roles));
    }

    private Outcome moved(Matter matter, Transition way, @Nullable LocalDate own, Instant now) {
        boolean late = matter.late() || matter.isOverdue(flow, now);
        boolean sameTime = way.to().equals(matter.state()) && !way.restart();
        Matter next = sameTime
                ? new Matter(
                        matter.state(), matter.since(), matter.due(), own, matter.extended(), matter.told(), late, null)
                : Matter.at(flow, way.to(), now, own, late, business);
        return new Outcome.Moved(next, way.fact());
    }

    /** Gives a state more time, once, and only before its time is over. */
    public Outcome extend(Matter matter, Person person, Instant now) {
        Flow.Extension extension = Flows.state(flow, matter.state()).extend();
        Due due = matter.due();
        if (extension == null || due == null) {
            return refused("此状态不能延期", "this state cannot be given more time");
        }
        if (!person.hasAny(extension.by())) {
            return byOthers(extension.by());
        }
        if (matter.extended()) {
            return refused("已延期一次", "it was given more time once already");
        }
        if (now.isAfter(due.at())) {
            return refused("已过期限，不能再延期", "its time is over: more is asked for before that");
        }
        return new Outcome.Moved(
                new Matter(
                        matter.state(),
                        matter.since(),
                        business.later(due, extension.once()),
                        matter.own(),
                        true,
                        matter.told(),
                        matter.late(),
                        matter.waiting()),
                null);
    }

    /**
     * What a rule moves, without a person; empty where the case is in none of the states that it names.
     *
     * @param from states that the rule moves it from
     */
    public Optional<Matter> byRule(Matter matter, Collection<String> from, String to, Instant now) {
        return from.contains(matter.state())
                ? Optional.of(Matter.at(flow, to, now, matter.own(), matter.late(), business))
                : Optional.empty();
    }

    /**
     * What the passing of time did, in order: states that ended by themselves, each at its own end, and at last whether it is late. Empty
     * where nothing happened since it was asked before.
     */
    public List<Outcome> passed(Matter matter, Instant now) {
        List<Outcome> happened = new ArrayList<>();
        Matter at = matter;
        Due due = at.due();
        while (due != null && now.isAfter(due.at())) {
            Flow.State state = Flows.state(flow, at.state());
            if (state.atLimit() == null) {
                if (!at.told() && !at.isEnded(flow)) {
                    happened.add(new Outcome.Late(with(at, at.own(), true, at.waiting()), state.lateTell()));
                }
                break;
            }
            at = Matter.at(flow, state.atLimit(), due.at(), at.own(), at.late(), business);
            happened.add(new Outcome.Moved(at, null));
            due = at.due();
        }
        return happened;
    }

    /**
     * Why a subject may not have another case yet; empty where it may.
     *
     * @param earlier its cases of the flow that have ended
     */
    public Optional<Text> notAgainYet(Collection<Matter> earlier, Instant now) {
        for (Matter matter : earlier) {
            Flow.State state = Flows.state(flow, matter.state());
            if (state.again() != null
                    && !now.isAfter(business.calendar()
                            .lapses(matter.since(), state.again(), business.zone(), business.close())
                            .at())) {
                String limit =
                        state.again().amount() + state.again().unit().name().toLowerCase(Locale.ROOT);
                return Optional.of(new Text("距上次结束不满 " + limit, "not within " + limit + " of the last one's end"));
            }
        }
        return Optional.empty();
    }

    private static Matter with(Matter matter, @Nullable LocalDate own, boolean told, Matter.@Nullable Waiting waiting) {
        return new Matter(
                matter.state(), matter.since(), matter.due(), own, matter.extended(), told, matter.late(), waiting);
    }

    private static String words(Collection<? extends Word> words) {
        return words.stream().map(Word::word).sorted().collect(Collectors.joining(", "));
    }

    private static Outcome.Refused refused(String zh, String en) {
        return new Outcome.Refused(new Text(zh, en));
    }
}
