package io.hallpulse.gateway.pages;

import io.hallpulse.domain.assessment.scheme.Form;
import io.hallpulse.domain.assessment.scheme.Part;
import io.hallpulse.domain.assessment.scheme.Scale;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.gateway.assessment.Ballots;
import io.hallpulse.gateway.assessment.Ballots.Call;
import io.hallpulse.web.ballot.BallotView;
import io.hallpulse.web.ballot.BallotView.Label;
import io.hallpulse.web.ballot.BallotView.State;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An open call as its page shows it. */
final class BallotViews {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private BallotViews() {}

    /**
     * The page of a call.
     *
     * @param id the envelope's number where no script draws one
     * @param receipt empty before there is one
     */
    static BallotView of(Call call, State state, ZoneId zone, String id, String receipt) {
        Form.@Nullable Many many = call.form() instanceof Form.Many form ? form : null;
        Name contact = many == null ? null : many.contact();
        Integer most = many == null ? null : many.nominateMost();
        Integer remark = many == null ? null : many.remarkMost();
        return new BallotView(
                state,
                call.round().name(),
                label(call.scheme().name()),
                label(call.scheme().authority()),
                call.ballot().admission().word().equals("box"),
                weight(call),
                call.source(),
                id,
                state == State.OPEN ? groups(call) : List.of(),
                questions(call),
                many == null
                        ? List.of()
                        : many.marks().stream()
                                .map(mark -> new BallotView.Mark(
                                        mark.id(), label(mark.name()), mark.help() == null ? null : label(mark.help())))
                                .toList(),
                contact == null ? null : label(contact),
                most == null ? 0 : most,
                remark == null ? 0 : remark,
                Ballots.asksTip(call) ? Ballots.HINT : 0,
                minute(call.opens(), zone),
                minute(call.closes(), zone),
                receipt);
    }

    static Label label(Name name) {
        return new Label(name.zh(), name.en());
    }

    private static String minute(Instant when, ZoneId zone) {
        return MINUTE.format(when.atZone(zone));
    }

    /** What its parts weigh together, where they weigh most. */
    private static String weight(Call call) {
        return call.scheme().subjects().categories().keySet().stream()
                .map(category -> call.scheme().score().parts().stream()
                        .filter(part -> part.from().equals(call.source()))
                        .filter(part -> part.only().isEmpty() || part.only().contains(category))
                        .map(Part::weight)
                        .reduce(BigDecimal.ZERO, BigDecimal::add))
                .max(BigDecimal::compareTo)
                .filter(weight -> weight.signum() > 0)
                .map(weight -> weight.stripTrailingZeros().toPlainString())
                .orElse("");
    }

    static List<BallotView.Group> groups(Call call) {
        List<BallotView.Group> groups = new ArrayList<>();
        for (Map.Entry<String, Name> category :
                call.scheme().subjects().categories().entrySet()) {
            List<BallotView.Subject> subjects = call.subjects().values().stream()
                    .filter(subject -> subject.category().equals(category.getKey()))
                    .map(subject -> new BallotView.Subject(subject.id(), label(subject.name())))
                    .toList();
            if (!subjects.isEmpty()) {
                groups.add(new BallotView.Group(label(category.getValue()), subjects));
            }
        }
        return groups;
    }

    private static List<BallotView.Question> questions(Call call) {
        List<BallotView.Question> questions = new ArrayList<>();
        if (call.form() instanceof Form.One one) {
            for (Form.Question question : one.questions()) {
                Scale scale = call.scheme().scales().get(question.scale());
                List<BallotView.Choice> choices = new ArrayList<>();
                if (scale != null) {
                    scale.options()
                            .forEach(option -> choices.add(
                                    new BallotView.Choice(option.id(), label(option.name()), option.asksTip())));
                }
                questions.add(new BallotView.Question(question.id(), label(question.name()), choices));
            }
        }
        return questions;
    }
}
