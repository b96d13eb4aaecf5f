package io.hallpulse.systemtests.benchmark;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** {@link Functions}, measured by JMH in a process of their own each. */
class FunctionsBenchmark {
    @Test
    void functions() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(Functions.class.getName() + "\\.")
                        .forks(1)
                        .warmupIterations(3)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(5)
                        .measurementTime(TimeValue.seconds(1))
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run();
        Figures figures = new Figures("functions");
        add(
                figures,
                results,
                "reading a message of 100 presses",
                "read",
                "into a tree by the same library",
                "readTree");
        add(figures, results, "writing a message of 100 presses", "write", "a tree by the same library", "writeTree");
        add(
                figures,
                results,
                "looking whether 100 presses in order are known",
                "addToRanges",
                "putting their seqs in a hash set",
                "addToSet");
    }

    private static void add(
            Figures figures,
            Collection<RunResult> results,
            String what,
            String function,
            String baseline,
            String baselineFunction) {
        figures.add(what, "µs", micros(results, function), baseline, micros(results, baselineFunction), "");
    }

    /** One value an iteration. */
    private static List<Double> micros(Collection<RunResult> results, String function) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith("." + function))
                .flatMap(result -> result.getAggregatedResult().getIterationResults().stream())
                .map(iteration -> iteration.getPrimaryResult().getScore())
                .toList();
    }
}
