package io.hallpulse.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is moved to another database. */
class AssessmentTablesTest {
    private static final Pattern TABLE = Pattern.compile("create table (\\w+) \\(");

    @Test
    void everyTableOfTheAssessments_isMoved() throws Exception {
        List<String> made = new ArrayList<>();
        try (Stream<Path> migrations = Files.list(Path.of("src/main/resources/db/assess"))) {
            for (Path migration : migrations.toList()) {
                Matcher table = TABLE.matcher(Files.readString(migration));
                while (table.find()) {
                    made.add(table.group(1));
                }
            }
        }
        assertThat(made).hasSizeGreaterThan(30);
        assertThat(DatabaseMove.ASSESSMENT_TABLES).containsExactlyInAnyOrderElementsOf(made);
    }
}
