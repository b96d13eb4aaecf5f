package io.hallpulse.domain.assessment.round;

import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.directory.Text;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The signatures under something that wants those of certain roles, one person each: the same login never signs twice.
 *
 * @param wanted roles, in the order in which they sign
 * @param given those that are there, in that order too
 */
public record Signing(List<AssessmentRole> wanted, List<Signature> given) {
    /**
     * A signature.
     *
     * @param who the login
     */
    public record Signature(AssessmentRole role, String who) {}

    public Signing {
        wanted = List.copyOf(wanted);
        given = List.copyOf(given);
    }

    /** The role that signs next; empty where all have. */
    public Optional<AssessmentRole> next() {
        return given.size() < wanted.size() ? Optional.of(wanted.get(given.size())) : Optional.empty();
    }

    /** Whether nobody is missing after one more. */
    public boolean isLast() {
        return given.size() + 1 >= wanted.size();
    }

    /**
     * Why somebody cannot sign now.
     *
     * @param roles that the person has
     * @return empty where the person can
     */
    public Optional<Text> refusal(String who, Set<AssessmentRole> roles) {
        Optional<AssessmentRole> next = next();
        if (next.isEmpty()) {
            return Optional.of(new Text("签署已齐", "all have signed"));
        }
        if (given.stream().anyMatch(signature -> signature.who().equals(who))) {
            return Optional.of(new Text(
                    who + " 已签署；须由另一人以“" + next.get().zh() + "”身份签署",
                    who + " has signed already; another person signs as "
                            + next.get().word()));
        }
        if (!roles.contains(next.get())) {
            return Optional.of(new Text(
                    "轮到" + next.get().zh() + "签署",
                    "it is the turn of the " + next.get().word() + "; roles of " + who + ": " + words(roles)));
        }
        return Optional.empty();
    }

    private static String words(Set<AssessmentRole> roles) {
        return roles.isEmpty()
                ? "none in assessments"
                : roles.stream().map(AssessmentRole::word).sorted().collect(Collectors.joining(", "));
    }
}
