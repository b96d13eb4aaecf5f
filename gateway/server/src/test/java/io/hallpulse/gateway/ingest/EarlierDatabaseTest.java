package io.hallpulse.gateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.contract.message.Press;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.TestHalls;
import io.hallpulse.gateway.account.Account;
import io.hallpulse.gateway.account.Disclosure;
import io.hallpulse.gateway.account.PressCounts;
import io.hallpulse.gateway.account.PressExport;
import io.hallpulse.gateway.reprocess.Verification;
import io.hallpulse.gateway.store.PressReader;
import io.hallpulse.gateway.store.Snapshot;
import io.hallpulse.gateway.store.StoreReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that an earlier gateway wrote: opened, brought up to date, taken further and verified. */
class EarlierDatabaseTest {
    private static final String[] WINDOWS = {"A03", "A04"};

    @TempDir
    private Path data = Path.of("");

    @Test
    void databaseOfSchema3_keepsItsAccount_placesWhatWaited_andTakesMore() throws Exception {
        TestDatabase database = TestDatabase.embedded(data);
        load(database, "gateway-schema-3.sql");
        try (IngestRig rig = IngestRig.started(database, WINDOWS);
                StoreReader reader = StoreReader.open(database.data(), database.config())) {
            rig.awaitAllPlaced();
            Account.Sum before = new Account.Sum(new PressCounts(24, 16, 4, 4, 9, 1, 1, 1, 1, 0, 1, 1, 1, 2), 3, 2);
            assertThat(Account.read(reader.account(), null).sum()).isEqualTo(before);

            rig.presses("run1", 2, IngestCases.press(10, "A03", 5, Press.Kind.RATING, List.of(), null));
            rig.presses("run2", 1, IngestCases.press(4, "A04", 5, Press.Kind.RATING, List.of(), null));
            rig.awaitDone();
            assertThat(rig.acked("run2")).isEqualTo(4);
            assertThat(Account.read(reader.account(), null).sum())
                    .as("one that came again, and a new one")
                    .isEqualTo(new Account.Sum(new PressCounts(25, 17, 4, 4, 10, 1, 1, 1, 1, 0, 1, 1, 1, 2), 3, 2));
            assertThat(exported(reader).lines().filter(line -> line.contains(",run1,") && line.contains("clock-doubt")))
                    .as("all whose terminal called a clock synced that was two hours off its boot's anchor")
                    .hasSize(8)
                    .allMatch(line -> line.contains(",synced,"));
            assertThat(exported(reader).lines().filter(line -> line.contains(",other,")))
                    .as("of a clock that was never called synced")
                    .noneMatch(line -> line.contains("clock-doubt"));
        }
        List<String> differences = new ArrayList<>();
        try (Snapshot snapshot = Snapshot.open(database.data(), database.config())) {
            Verification.Result verified =
                    Verification.run(snapshot, TestHalls.north(data, WINDOWS).directory(), differences::add);
            assertThat(verified.presses()).isEqualTo(17);
        }
        assertThat(differences).isEmpty();
    }

    private static String exported(StoreReader reader) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PressExport.CSV.write(
                reader.presses(), new PressReader.Wanted(null, null, null, null), Disclosure.toAuditors(), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void load(TestDatabase database, String resource) throws Exception {
        try (InputStream in = Objects.requireNonNull(EarlierDatabaseTest.class.getResourceAsStream(resource));
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : new String(in.readAllBytes(), StandardCharsets.UTF_8).split(";\\s*\\n")) {
                statement.execute(sql);
            }
        }
    }
}
