package io.hallpulse.domain.assessment.scheme;

import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one assessment (评议方案). Maps are by id, in the order of the file.
 *
 * @param id the file's {@code scheme}
 * @param version 1 or more
 * @param basis the document that allows it
 * @param base the register of people who may be asked; null where nobody is drawn
 * @param evaluators those who inspect; null where the scheme does not say
 * @param rules in file order, in which they run
 */
public record Scheme(
        String id,
        int version,
        Name name,
        Name authority,
        Name basis,
        Subjects subjects,
        Rounds rounds,
        @Nullable Base base,
        @Nullable Evaluators evaluators,
        Map<String, Scale> scales,
        Map<String, Form> forms,
        Map<String, Source> sources,
        Map<String, Checklist> checklists,
        Score score,
        Ranking ranking,
        List<Rule> rules,
        Map<String, Flow> flows,
        List<Publication> publications,
        Privacy privacy) {
    private static final String TO_BE_FILLED = "待填";

    public Scheme {
        scales = Copies.of(scales);
        forms = Copies.of(forms);
        sources = Copies.of(sources);
        checklists = Copies.of(checklists);
        rules = List.copyOf(rules);
        flows = Copies.of(flows);
        publications = List.copyOf(publications);
    }

    /** Whether the document that allows it is named; until it is, the scheme cannot be put in force. */
    public boolean isBasisFilled() {
        return !basis.zh().equals(TO_BE_FILLED);
    }

    /** Why a round of it cannot be opened by this gateway yet; empty where it can. */
    public List<Text> notYetRun() {
        List<Text> reasons = new ArrayList<>();
        if (privacy.seal() != null) {
            reasons.add(new Text("本网关尚不支持密封票（privacy.seal）", "sealed ballots (privacy.seal) are not supported yet"));
        }
        if (base != null) {
            reasons.add(new Text("本网关尚不支持名单库（base）", "a register of people (base) is not supported yet"));
        }
        List<String> drawn = new ArrayList<>();
        sources.forEach((id, source) -> {
            if (source instanceof Source.Ballot ballot && ballot.admission() == Source.Admission.DRAWN) {
                drawn.add(id);
            }
        });
        if (!drawn.isEmpty()) {
            String names = String.join(", ", drawn);
            reasons.add(new Text(
                    "本网关尚不支持抽取投票人（" + names + "）", "drawing who may vote is not supported yet (" + names + ")"));
        }
        if (score.weighting() == Score.Weighting.STRATA) {
            reasons.add(new Text(
                    "本网关尚不支持按层加权（score.weighting: strata），它须有名单库",
                    "weighting by strata (score.weighting) is not supported yet, since it needs a register of people"));
        }
        return reasons;
    }
}
