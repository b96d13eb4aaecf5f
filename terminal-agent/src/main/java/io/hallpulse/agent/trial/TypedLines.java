package io.hallpulse.agent.trial;

import io.hallpulse.hardware.trial.StandardInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The lines that a technician types, read on a thread of its own that nothing can interrupt and nobody waits for. */
public final class TypedLines {
    private TypedLines() {}

    /**
     * Begins to read.
     *
     * @param line takes each line that is not empty, without the space around it
     * @param end is run once no more can come
     */
    public static void read(InputStream from, Consumer<String> line, Runnable end) {
        if (from == System.in && !StandardInput.isOpen()) {
            end.run();
            return;
        }
        Thread thread = new Thread(
                () -> {
                    try (BufferedReader reader =
                            new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
                        reader.lines()
                                .map(String::strip)
                                .filter(word -> !word.isEmpty())
                                .forEach(line);
                    } catch (IOException | java.io.UncheckedIOException e) {
                        // as good as its end
                    } finally {
                        end.run();
                    }
                },
                "typed-lines");
        thread.setDaemon(true);
        thread.start();
    }
}
