package io.hallpulse.web.assessment;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The form that takes a scheme's file in.
 *
 * @param example id of the shipped scheme that it is filled with; empty for none
 * @param examples ids of all of them
 * @param text of the file
 * @param faults what is wrong with it, in its order
 * @param refusal why it was not taken otherwise; null where it was not sent
 */
public record UploadView(
        String example,
        List<String> examples,
        String text,
        List<Fault> faults,
        @Nullable Refusal refusal) {
    public UploadView {
        examples = List.copyOf(examples);
        faults = List.copyOf(faults);
    }

    /**
     * A fault.
     *
     * @param line from 1 on
     * @param problem what is wrong and the mend, in English
     */
    public record Fault(int line, String problem) {}

    /** The lines of the file, to stand beside the faults. */
    public List<String> lines() {
        return List.of(text.split("\r?\n", -1));
    }

    /** The numbers of the lines that have a fault. */
    public Set<Integer> faulty() {
        return faults.stream().map(Fault::line).collect(Collectors.toSet());
    }
}
