package io.hallpulse.gateway.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.assessment.matter.BadRatings;
import io.hallpulse.gateway.PostgresServer;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.database.DatabasePart;
import io.hallpulse.gateway.database.OpenDatabase;
import io.hallpulse.gateway.store.DatabaseMove;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LetterPostgresIT extends LetterCases {
    @RegisterExtension
    static final PostgresServer SERVER = new PostgresServer();

    @Override
    TestDatabase database(Path data) {
        return SERVER.database(data);
    }

    @Test
    void moved_fromTheEmbeddedDatabase_keepsContactsCallsAndWhatIsJudged() throws Exception {
        TestDatabase embedded = TestDatabase.embedded(data.resolve("moved"));
        TestDatabase other = SERVER.database(embedded.data());
        embedded.open().close();
        ContactTable.Row contact = new ContactTable.Row("2026-0001", "a1b2", "c2VhbGVk", true);
        BadRatings.Count count = new BadRatings.Count(1, 2, 30);
        LocalDate day = LocalDate.of(2026, 10, 12);
        try (AssessRig rig =
                new AssessRig(OpenDatabase.open(DatabasePart.ASSESSMENTS, embedded.data(), embedded.config()))) {
            rig.store
                    .submit(tables -> {
                        tables.contacts().add(contact);
                        tables.contacts().call("2026-0001", rig.clock.instant(), "he", false);
                        tables.badRatings().add("north", "A01", BadRatingTable.DAY, day, count, "2026-0002");
                        tables.badRatings().judged("north", day);
                        tables.badRatings().beforeWeek("north", Map.of("A01", count));
                        return true;
                    })
                    .get();
        }
        DatabaseMove.run(embedded.data(), other.config());
        try (AssessReading reading = AssessReading.open(embedded.data(), other.config())) {
            List<Object> moved = reading.read(tables -> List.of(
                    tables.contacts().byToken("a1b2").orElseThrow(),
                    tables.contacts().calls("2026-0001").size(),
                    tables.badRatings().ofDays("north", "A01", day),
                    tables.badRatings().judged("north").orElseThrow(),
                    tables.badRatings().beforeWeek("north")));
            assertThat(moved).isEqualTo(List.of(contact, 1, List.of(count), day, Map.of("A01", count)));
        }
    }
}
