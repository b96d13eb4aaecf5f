package io.hallpulse.agent.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.agent.intake.OutboxWriter;
import io.hallpulse.agent.testkit.WriterRig;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.RunSpan;
import io.hallpulse.hardware.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxSchemaTest {
    @TempDir
    private Path folder;

    private WriterRig rig;

    @BeforeEach
    void open() {
        rig = new WriterRig(folder);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void olderOutbox_isBroughtUpToDateAndKeepsAll() throws Exception {
        rig.sql(resource("outbox-version-1.sql").split(";\\s*\\n"));

        OutboxWriter writer = rig.started();
        assertThat(writer.backlog().held())
                .containsExactly(new RunSpan("aaaaaaaaaa", 2, 4), new RunSpan("bbbbbbbbbb", 1, 2));
        assertThat(rig.rows(writer, writer.backlog().held().get(0)))
                .extracting(Press::seq)
                .containsExactly(2L, 3L);
        assertThat(rig.rows(writer, writer.backlog().held().get(1)))
                .singleElement()
                .satisfies(press -> {
                    assertThat(press.level()).isNull();
                    assertThat(press.flags()).containsExactly("unmapped");
                    assertThat(press.caseNumber()).isEqualTo("c-1");
                });
        assertThat(rig.pressed(writer, "0")).isEqualTo(Answer.STORED);
        rig.stop(writer);
        assertThat(query("PRAGMA user_version")).containsExactly(String.valueOf(OutboxSchema.VERSION));
        assertThat(OutboxCounts.read(folder).stored()).isEqualTo(5);
        assertThat(writer.health().faults()).isEmpty();
    }

    @Test
    void outboxOfVersion3_keepsAllAndTakesMore() throws Exception {
        rig.sql(resource("outbox-version-3.sql").split(";\\s*\\n"));

        OutboxWriter writer = rig.started();
        assertThat(writer.backlog().held()).containsExactly(new RunSpan("abze4a4nl8", 1, 6));
        assertThat(rig.rows(writer, writer.backlog().held().get(0)))
                .extracting(press -> press.level() + " " + press.flags())
                .containsExactly("5 []", "4 [repeat]", "null [unmapped]", "3 []", "5 [repeat]");
        assertThat(rig.pressed(writer, "0")).isEqualTo(Answer.STORED);
        rig.stop(writer);
        assertThat(OutboxCounts.read(folder).stored()).isEqualTo(6);
        assertThat(writer.health().faults()).isEmpty();
    }

    @Test
    void newerOutbox_isLeftAloneAndNamedInOneLine() throws Exception {
        rig.stop(rig.started());
        rig.sql("PRAGMA user_version = 99");

        assertThatThrownBy(rig::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 99")
                .hasMessageContaining("install the newer agent again")
                .message()
                .hasLineCount(1);
        assertThat(query("PRAGMA user_version")).containsExactly("99");
    }

    /** A scan of a million rows is what makes a start slow; runs are few. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                OutboxReader.SPANS,
                OutboxReader.ENVELOPE,
                OutboxReader.PRESSES,
                OutboxTables.NEWEST,
                OutboxTables.DELETE
            })
    void statement_neverScansThePressesNorSortsThem(String sql) throws Exception {
        rig.stop(rig.started());
        List<String> plan = query("EXPLAIN QUERY PLAN " + sql);

        assertThat(plan).isNotEmpty().noneMatch(step -> step.contains("SCAN press") || step.contains("TEMP B-TREE"));
    }

    /** The last column of each row. */
    private List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("outbox.db"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(row.getString(row.getMetaData().getColumnCount()));
            }
        }
        return rows;
    }

    private static String resource(String name) throws IOException {
        try (InputStream stream = Objects.requireNonNull(OutboxSchemaTest.class.getResourceAsStream(name))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
