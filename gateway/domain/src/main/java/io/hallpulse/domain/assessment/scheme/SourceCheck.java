package io.hallpulse.domain.assessment.scheme;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/** Scales, forms, checklists and sources. */
final class SourceCheck {
    private static final String SOURCES = "sources";
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private SourceCheck() {}

    static void of(Scheme scheme, SchemeFaults faults) {
        scheme.scales().forEach((id, scale) -> scale(id, scale, faults));
        scheme.forms().forEach((id, form) -> {
            if (form instanceof Form.One one) {
                for (Form.Question question : one.questions()) {
                    if (!scheme.scales().containsKey(question.scale())) {
                        faults.unknown(
                                "scale",
                                question.scale(),
                                scheme.scales().keySet(),
                                "forms",
                                id,
                                "questions",
                                question.id(),
                                "scale");
                    }
                }
            }
        });
        scheme.checklists().forEach((id, list) -> {
            for (Checklist.Item item : list.items()) {
                if (item.most().compareTo(item.deduct()) < 0) {
                    faults.add(
                            "most (" + item.most() + ") is below deduct (" + item.deduct()
                                    + "); write at least as much",
                            "checklists",
                            id,
                            item.id(),
                            "most");
                }
            }
        });
        scheme.sources().forEach((id, source) -> source(scheme, id, source, faults));
    }

    private static void scale(String id, Scale scale, SchemeFaults faults) {
        List<BigDecimal> values = scale.options().stream()
                .map(Scale.Option::value)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        if (values.isEmpty()) {
            faults.add("no answer has a value; the lowest is worth 0 and the highest 100", "scales", id);
            return;
        }
        BigDecimal lowest = values.get(0);
        BigDecimal highest = values.get(values.size() - 1);
        if (lowest.signum() != 0 || highest.compareTo(HUNDRED) != 0) {
            faults.add(
                    "runs from " + lowest + " to " + highest + "; let the lowest answer be worth 0 and the highest 100",
                    "scales",
                    id);
        }
    }

    private static void source(Scheme scheme, String id, Source source, SchemeFaults faults) {
        if (source instanceof Source.Ballot ballot) {
            form(scheme, id, ballot.form(), faults);
            draw(scheme, id, ballot, faults);
        } else if (source instanceof Source.Survey survey) {
            form(scheme, id, survey.form(), faults);
        } else if (source instanceof Source.Visits visits) {
            if (!scheme.checklists().containsKey(visits.checklist())) {
                faults.unknown(
                        "checklist", visits.checklist(), scheme.checklists().keySet(), SOURCES, id, "checklist");
            }
        } else if (source instanceof Source.Cases cases) {
            for (String flow : cases.flows()) {
                if (!scheme.flows().containsKey(flow)) {
                    faults.unknown("flow", flow, scheme.flows().keySet(), SOURCES, id, "flows");
                }
            }
        }
    }

    private static void form(Scheme scheme, String id, String form, SchemeFaults faults) {
        if (!scheme.forms().containsKey(form)) {
            faults.unknown("form", form, scheme.forms().keySet(), SOURCES, id, "form");
        }
    }

    private static void draw(Scheme scheme, String id, Source.Ballot ballot, SchemeFaults faults) {
        boolean drawn = ballot.admission() == Source.Admission.DRAWN;
        Source.Draw draw = ballot.draw();
        if (drawn && draw == null) {
            faults.add("'draw' is missing, which says how many are drawn; add draw: {size: …}", SOURCES, id);
        }
        if (!drawn && draw != null) {
            faults.add(
                    "'draw' belongs to admission: drawn; leave it out, or write admission: drawn", SOURCES, id, "draw");
        }
        if (drawn && scheme.base() == null) {
            faults.add("a draw needs a register of people; add the section base", SOURCES, id, "admission");
        }
        Integer subjects = scheme.subjects().expectedSubjects();
        if (draw != null && subjects != null && (long) draw.atLeastPerSubject() * subjects > draw.size()) {
            faults.add(
                    subjects + " subjects x " + draw.atLeastPerSubject() + " is more than the " + draw.size()
                            + " that are drawn; draw more, or fewer of each subject",
                    SOURCES,
                    id,
                    "draw");
        }
    }
}
