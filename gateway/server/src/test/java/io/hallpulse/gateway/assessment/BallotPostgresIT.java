package io.hallpulse.gateway.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.gateway.PostgresServer;
import io.hallpulse.gateway.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BallotPostgresIT extends BallotCases {
    @RegisterExtension
    static final PostgresServer SERVER = new PostgresServer();

    @Override
    TestDatabase database(Path data) {
        return SERVER.database(data);
    }

    /** Where a row lies, and by which transaction, is what a server's administrator sees of the order in which rows came. */
    @Test
    void envelopesAndHints_lieInTheOrderOfTheirKeys_allOfOneTransaction() throws Exception {
        openWithHints("A01");
        for (String id : List.of("ff", "00", "b7", "3c", "8e")) {
            cast(id.repeat(16), "A01", "seen", "hint " + id);
        }
        for (String table : List.of("envelope", "tip")) {
            List<String> ids = new ArrayList<>();
            TreeSet<String> transactions = new TreeSet<>();
            try (Connection connection = opened.reading().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select id, xmin from " + table + " order by ctid")) {
                while (row.next()) {
                    ids.add(row.getString(1));
                    transactions.add(row.getString(2));
                }
            }
            assertThat(ids).as(table).hasSize(5).isSorted();
            assertThat(transactions).as(table).hasSize(1);
        }
    }
}
