package io.hallpulse.systemtests.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was measured: written as JSON, a file a benchmark, and printed as a table of all of them. */
final class Figures {
    private static final Path FOLDER = Path.of("target/benchmark").toAbsolutePath();
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final String name;
    private final List<Figure> figures = new ArrayList<>();

    Figures(String name) {
        this.name = name;
    }

    /**
     * One figure.
     *
     * @param values a sample each
     * @param baseline what it is compared with, measured in the same run, null for none
     * @param baselineValues a sample each, in pairs with {@code values}
     * @param wanted in words
     */
    record Figure(
            String what,
            String unit,
            double[] values,
            @Nullable String baseline,
            double[] baselineValues,
            String wanted) {
        double median() {
            return quantile(values, 0.5);
        }

        /** The median of the ratios of the pairs. */
        double ratio() {
            double[] ratios = new double[Math.min(values.length, baselineValues.length)];
            Arrays.setAll(ratios, i -> values[i] / baselineValues[i]);
            return quantile(ratios, 0.5);
        }

        String row() {
            String compared = baseline == null
                    ? " | | "
                    : String.format(Locale.ROOT, " | %s: %s | %.2f", baseline, spread(baselineValues), ratio());
            return "| " + what + " | " + spread(values) + " " + unit + compared + " | " + wanted + " |";
        }

        private static String spread(double[] values) {
            return values.length == 1
                    ? number(values[0])
                    : number(quantile(values, 0.5)) + " (" + number(quantile(values, 0)) + " to "
                            + number(quantile(values, 1)) + ")";
        }
    }

    static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
    }

    static String number(double value) {
        return value >= 1000
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.2f", value);
    }

    static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    void add(String what, String unit, List<Double> values, String wanted) {
        add(new Figure(what, unit, array(values), null, new double[0], wanted));
    }

    void add(
            String what,
            String unit,
            List<Double> values,
            String baseline,
            List<Double> baselineValues,
            String wanted) {
        add(new Figure(what, unit, array(values), baseline, array(baselineValues), wanted));
    }

    /**
     * One figure of rounds by turns with its baseline, each while the other one rests.
     *
     * @param warmUp rounds before the first that is a sample
     */
    void addByTurns(
            String what,
            String unit,
            int warmUp,
            int rounds,
            DoubleSupplier measured,
            String baseline,
            DoubleSupplier baselineMeasured,
            String wanted) {
        List<Double> values = new ArrayList<>();
        List<Double> baselineValues = new ArrayList<>();
        for (int round = -warmUp; round < rounds; round++) {
            double value = measured.getAsDouble();
            double baselineValue = baselineMeasured.getAsDouble();
            if (round >= 0) {
                values.add(value);
                baselineValues.add(baselineValue);
            }
        }
        add(what, unit, values, baseline, baselineValues, wanted);
    }

    /** Prints it at once and keeps all so far. */
    private void add(Figure figure) {
        figures.add(figure);
        System.out.println(figure.row());
        try {
            Files.createDirectories(FOLDER);
            JSON.writeValue(FOLDER.resolve(name + ".json").toFile(), figures);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where plots go. */
    static Path folder() {
        return FOLDER;
    }

    /** Prints the table of all benchmarks that ran, the machine above it. */
    public static void main(String[] folder) throws IOException {
        System.out.println(machine());
        System.out.println();
        System.out.println("| what | measured: median (least to most) | baseline in the same run | ratio | wanted |");
        System.out.println("| --- | --- | --- | --- | --- |");
        try (Stream<Path> files = Files.list(Path.of(folder[0]))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                for (Figure figure : JSON.readValue(file.toFile(), Figure[].class)) {
                    System.out.println(figure.row());
                }
            }
        }
    }

    private static String machine() throws IOException {
        String processor = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 2))
                .findFirst()
                .orElse("unknown processor");
        String load = Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        return Runtime.getRuntime().availableProcessors() + " cores of " + processor + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", Java "
                + Runtime.version().feature() + "; load average at the end " + load;
    }
}
