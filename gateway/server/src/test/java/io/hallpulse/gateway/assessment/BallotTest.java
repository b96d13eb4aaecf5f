package io.hallpulse.gateway.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.gateway.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BallotTest extends BallotCases {
    private static final Pattern CONTINUED = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
    private static final Pattern OF_VOTES =
            Pattern.compile("\\b(?:from|into|update|join|table) (?:envelope|receipt|ballot|tip|ballot_burst)\\b");
    private static final Pattern OTHERS =
            Pattern.compile("\\bjoin\\b|\\bfrom\\b.*\\bfrom\\b|\\bunion\\b|, ?\\w+ (?:where|on)\\b");

    @Override
    TestDatabase database(Path data) {
        return TestDatabase.embedded(data);
    }

    /** No statement of the program reads votes together with anything else. */
    @Test
    void statements_aboutVotes_areAboutNothingElse() throws IOException {
        List<String> found;
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            found = sources.filter(file -> file.toString().endsWith(".java"))
                    .map(BallotTest::text)
                    .map(text -> CONTINUED.matcher(text).replaceAll(""))
                    .flatMap(text -> TEXT.matcher(text).results().map(result -> result.group(1)))
                    .filter(sql -> OF_VOTES.matcher(sql).find())
                    .toList();
        }
        assertThat(found)
                .hasSizeGreaterThan(10)
                .noneMatch(sql -> OTHERS.matcher(sql).find());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
