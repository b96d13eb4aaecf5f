package io.hallpulse.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.ReceivedPresses;
import io.hallpulse.domain.alarm.Alarm;
import io.hallpulse.domain.alarm.AlarmKind;
import io.hallpulse.domain.alarm.AlarmNote;
import io.hallpulse.domain.channel.Channel;
import io.hallpulse.domain.channel.ChannelRating;
import io.hallpulse.domain.count.Tally;
import io.hallpulse.domain.count.TallyKey;
import io.hallpulse.domain.directory.Entries;
import io.hallpulse.domain.directory.Group;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.duty.Duty;
import io.hallpulse.domain.duty.Pause;
import io.hallpulse.domain.fraud.RuleSet;
import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.press.Change;
import io.hallpulse.domain.press.PressState;
import io.hallpulse.domain.press.RunRow;
import io.hallpulse.domain.press.StoredPress;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.domain.ticket.TicketCount;
import io.hallpulse.domain.time.EventTime;
import io.hallpulse.gateway.StoreFile;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.TestHalls;
import io.hallpulse.runtime.program.OperationFailed;
import io.hallpulse.testkit.Postgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseMoveIT {
    private static final TerminalId N3 = new TerminalId("north", "n-03");
    private static final long PRESSES = 2500;
    private static Postgres server;

    @TempDir
    Path data;

    private TestDatabase embedded;
    private TestDatabase other;

    @BeforeAll
    static void start() {
        server = Postgres.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** A row, at least, in every table. */
    @BeforeEach
    void fill() throws Exception {
        embedded = TestDatabase.embedded(data);
        other = TestDatabase.on(server, data);
        try (Store store = embedded.open();
                StoreWriter writer = store.writer()) {
            writer.transaction(tables -> {
                tables.settings().gatewayId(() -> "g7d2");
                Halls halls = TestHalls.north(data, "A03").directory();
                Map<String, Group> land = Map.of("land", new Group("land", new Name("自然资源", "Land")));
                tables.halls().keep(halls.with(Entries.NONE.withDepartments(land)), halls, 100);
                tables.audit()
                        .add(
                                new io.hallpulse.domain.record.Change(
                                        Actor.command("root"), "import.add", "departments/land", "", "{}"),
                                100);
                tables.people().put(new PersonRow("chen", "hash", Set.of(Role.VIEWER), null, null, List.of(), 110));
                tables.certificates()
                        .insert(new CertificateRow("4f", "terminal", "north/n-03", N3, "accepted", 1, 9, 1, "ab", "-"));
                tables.certificates()
                        .insert(new CertificateRow("50", "broker", "broker", null, "accepted", 1, 9, 1, "ac", "-"));
                RunRow run = tables.runs().insert(N3, "run1", 1, PRESSES + 2, 50, 40L);
                tables.runs().boot(run.terminalId(), "boot-1");
                StoredPress invalid = new StoredPress(
                        new ReceivedPresses.Invalid(PRESSES + 1, "level is not 1 to 5", "{\"level\":9}"),
                        PressState.INVALID,
                        EventTime.UNCERTAIN,
                        60);
                tables.presses()
                        .write(Stream.concat(
                                        LongStream.rangeClosed(1, PRESSES).mapToObj(DatabaseMoveIT::stored),
                                        Stream.of(invalid))
                                .map(press -> new Change(run.id(), null, press))
                                .toList());
                tables.presses().insertConflict(run.id(), 1, "digest", 70, "{\"办件\":1}");
                tables.runs().updateRanges(run.id(), Map.of(1L, PRESSES + 1));
                tables.tallies().add(Map.of(new TallyKey("north", "A03", 3_600_000, 5), new Tally(PRESSES, 3)));
                tables.heldBack().add(Map.of(new TallyKey("north", "A03", 3_600_000, 5), new Tally(2, 0)));
                InvitationRow code = new InvitationRow("c0de", N3, 90, 190, null);
                tables.enrolment().invite(code);
                tables.enrolment()
                        .ask(code, new EnrolmentRow("r7", "f1f0", "MFkw", "10.0.0.7", 95, "pending", N3, null));
                tables.terminalConfigs()
                        .insert(new TerminalConfigRow(
                                N3, 1, "hall: north\n", Actor.command("root"), 96, "apply", "c81", null, null));
                tables.channelRatings()
                        .insert(new ChannelRatingRow(
                                "hotline",
                                "c-1",
                                new ChannelRating(
                                        Channel.HOTLINE,
                                        "north",
                                        "A03",
                                        2,
                                        List.of(213, 214),
                                        "办件-1",
                                        Instant.ofEpochMilli(1_700_000_000_000L)),
                                97));
                tables.pauses().insert(new Pause("north", "A03", 98, 200), "li.na");
                tables.duty().insert(new Duty("north", "A03", 97, 200, null), "li.na");
                tables.rules().insert("north", 1, RuleSet.PROPOSED, "li.na", 98);
                tables.upstream()
                        .add(new UpstreamRow(
                                0,
                                "north/n-03/run1/7",
                                new UpstreamRow.PressKey(run.id(), 7),
                                "north",
                                "办件-7",
                                "zhejiang 330200",
                                "{}",
                                UpstreamRow.State.QUEUED,
                                null,
                                97));
                Instant hour = Instant.parse("2026-11-22T01:00:00Z");
                tables.tickets().put(new TicketCount("north", "A03", 12, hour, hour.plusSeconds(3600)), "queue", 98);
                tables.alarms()
                        .insert(new Alarm(
                                0,
                                AlarmKind.GAP,
                                "north",
                                "n-03",
                                "办件",
                                3,
                                1,
                                98,
                                99L,
                                2,
                                Alarm.Told.OPENING,
                                null,
                                null,
                                null));
                tables.alarms().acknowledge(1, "li.na", 99);
                tables.alarms().note(new AlarmNote(1, 99, "li.na", "comment", "查过了"));
                tables.alarms().deliver(new AlarmDelivery(0, "hook", "m-1", 98, "{}"));
                tables.deadLetters().insert(80, "some/where", "no reason", "half a".getBytes(StandardCharsets.UTF_8));
                return 0;
            });
        }
        try (StoreFile file = embedded.tables()) {
            file.execute("insert into published_day (hall, day) values ('north', 20778)");
            file.execute("insert into rule_hit (set_id, run_id, seq, rules, withheld) values (1, 1, 7, 'burst', 1)");
            file.execute("insert into rule_tally (set_id, window_id, bucket_start_millis, level, n, late)"
                    + " values (1, 'A03', 3600000, 5, 1, 0)");
            file.execute("insert into rule_share (set_id, month_millis, top, n) values (1, 0, 80, 100)");
        }
    }

    private static StoredPress stored(long seq) {
        return new StoredPress(
                new ReceivedPresses.Valid(
                        Press.rating(seq, "A03", "panel", "好", 5, Instant.ofEpochMilli(3_600_000 + seq), seq)),
                PressState.COUNTED,
                new EventTime(EventTime.By.WALL, 3_600_000 + seq),
                3_600_000 + seq);
    }

    @Test
    void run_emptyTarget_hasEveryRowOfEveryTableAndGoesOnNumbering() throws Exception {
        long moved = DatabaseMove.run(data, other.config());

        try (StoreFile from = embedded.tables();
                StoreFile to = other.tables()) {
            List<String> tables = from.rows("select name from sqlite_master where type = 'table'"
                    + " and name not in ('flyway_schema_history', 'press_state', 'sqlite_sequence') order by 1");
            long rows = 0;
            for (String table : tables) {
                List<String> expected = sorted(from.rows("select * from " + table));
                assertThat(expected).as(table).isNotEmpty();
                if (!table.equals("dead_letter")) {
                    assertThat(sorted(to.rows("select * from " + table)))
                            .as(table)
                            .isEqualTo(expected);
                }
                rows += expected.size();
            }
            assertThat(to.texts("select payload from dead_letter")).containsExactly("half a");
            assertThat(moved).isEqualTo(rows);
        }
        try (Store store = other.open();
                StoreWriter writer = store.writer()) {
            assertThat(writer.<String>transaction(tables -> tables.settings().gatewayId(() -> "another")))
                    .isEqualTo("g7d2");
            RunRow next = writer.transaction(
                    tables -> tables.runs().insert(new TerminalId("north", "n-04"), "run2", 1, 1, 90, null));
            assertThat(next.id()).isEqualTo(2);
            assertThat(next.terminalId()).isEqualTo(2);
        }
    }

    @Test
    void run_targetInUse_isRefusedAndStaysAsItIs() throws Exception {
        try (Store store = other.open();
                StoreWriter writer = store.writer()) {
            writer.transaction(tables -> tables.settings().gatewayId(() -> "mine"));
        }

        assertThatThrownBy(() -> DatabaseMove.run(data, other.config()))
                .isInstanceOf(OperationFailed.class)
                .hasMessage("nothing was moved: the other database is not empty, table setting has rows;"
                        + " name one that no gateway used before");
        assertThat(count("select count(*) from setting")).isEqualTo("1");
    }

    @Test
    void run_gatewayOnTheEmbeddedOne_isRefused() throws Exception {
        try (Store store = embedded.open();
                StoreWriter writer = store.writer()) {
            writer.transaction(tables -> 0);

            assertThatThrownBy(() -> DatabaseMove.run(data, other.config()))
                    .isInstanceOf(OperationFailed.class)
                    .hasMessageMatching(
                            "nothing was moved: another gateway writes to .*gateway.db; stop that one first");
        }
    }

    @Test
    void run_rowThatTheTargetRefuses_leavesTheTargetEmpty() throws Exception {
        try (Store store = other.open()) {
            assertThat(store.answers()).isTrue();
        }
        try (StoreFile tables = other.tables()) {
            tables.poison(PRESSES);
        }

        assertThatThrownBy(() -> DatabaseMove.run(data, other.config()))
                .isInstanceOf(OperationFailed.class)
                .hasMessageContaining("poison")
                .hasMessageNotContaining("\n");
        assertThat(count("select count(*) from press")).isEqualTo("0");
        assertThat(count("select count(*) from setting")).isEqualTo("0");
    }

    @Test
    void run_copyThatDiffers_isNotKept() throws Exception {
        try (Store store = other.open()) {
            assertThat(store.answers()).isTrue();
        }
        try (StoreFile tables = other.tables()) {
            tables.execute("create function one_more() returns trigger language plpgsql as"
                    + " $$ begin new.n := new.n + 1; return new; end $$");
            tables.execute("create trigger wrong before insert on tally for each row execute function one_more()");
        }

        assertThatThrownBy(() -> DatabaseMove.run(data, other.config()))
                .isInstanceOf(OperationFailed.class)
                .hasMessageContaining("differs from the original", "tally");
        assertThat(count("select count(*) from press")).isEqualTo("0");
    }

    @Test
    void run_nothingToMove_isRefused(@TempDir Path empty) {
        assertThatThrownBy(() -> DatabaseMove.run(empty, other.config()))
                .isInstanceOf(OperationFailed.class)
                .hasMessageMatching("there is no database .*gateway.db to move");
    }

    private String count(String sql) throws Exception {
        try (StoreFile tables = other.tables()) {
            return tables.rows(sql).get(0);
        }
    }

    private static List<String> sorted(List<String> rows) {
        return rows.stream().sorted().toList();
    }
}
