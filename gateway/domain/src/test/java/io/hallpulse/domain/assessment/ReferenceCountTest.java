package io.hallpulse.domain.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The count in Python, whose rounds and outcomes the Java is compared with: it does what the worked examples say, and the stored rounds are its own. */
class ReferenceCountTest {
    private static final Path FOLDER = Path.of("src/test/assessment");
    private static final int ROUNDS = 20;

    @TempDir
    private Path temporary;

    @Test
    void examples_hold() throws Exception {
        assertThat(run("examples.py", "--check")).singleElement().asString().matches("(\\d+) of \\1 hold");
    }

    @Test
    void storedRounds_areThoseOfTheProgram() throws Exception {
        List<String> stored = new ArrayList<>();
        try (BufferedReader rounds = stored("rounds");
                BufferedReader outcomes = stored("outcomes")) {
            for (int i = 0; i < ROUNDS; i++) {
                stored.add(rounds.readLine());
                stored.add(outcomes.readLine());
            }
        }

        assertThat(run("generate.py", "2026", String.valueOf(ROUNDS), "-")).isEqualTo(stored);
    }

    static BufferedReader stored(String name) throws IOException {
        return new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(FOLDER.resolve(name + ".jsonl.gz"))), StandardCharsets.UTF_8));
    }

    /** The lines that a program prints. */
    private List<String> run(String program, String... arguments) throws Exception {
        Path said = temporary.resolve("said");
        // -B: no compiled files beside the sources
        ProcessBuilder command =
                new ProcessBuilder("python3", "-B", FOLDER.resolve(program).toString());
        command.command().addAll(List.of(arguments));
        command.environment().put("PYTHONIOENCODING", "utf-8");
        Process process =
                command.redirectErrorStream(true).redirectOutput(said.toFile()).start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(said);
        assertThat(process.exitValue()).as(() -> String.join("\n", lines)).isZero();
        return lines;
    }
}
