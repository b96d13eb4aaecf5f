package io.hallpulse.gateway.store;

import io.hallpulse.gateway.database.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;

/** What a gateway keeps of itself. The writer's thread, inside a transaction. */
public final class SettingTable {
    private final Statements statements;

    SettingTable(Statements statements) {
        this.statements = statements;
    }

    /** The gateway's identifier: the one that is kept, else {@code drawn}, which is kept from then on. */
    public String gatewayId(Supplier<String> drawn) throws SQLException {
        statements
                .with(
                        "insert into setting (name, value) values ('gateway', ?) on conflict (name) do nothing",
                        drawn.get())
                .executeUpdate();
        return value("gateway").orElseThrow();
    }

    /** The folder that the site's own Mosquitto reads; nothing where there is none. */
    public Optional<String> mosquittoFolder() throws SQLException {
        return value("mosquitto");
    }

    public void mosquittoFolder(String folder) throws SQLException {
        statements
                .with(
                        "insert into setting (name, value) values ('mosquitto', ?)"
                                + " on conflict (name) do update set value = excluded.value",
                        folder)
                .executeUpdate();
    }

    private Optional<String> value(String name) throws SQLException {
        try (ResultSet row = statements
                .with("select value from setting where name = ?", name)
                .executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }
}
