package io.hallpulse.systemtests.benchmark;

import io.hallpulse.domain.directory.DaySpan;
import io.hallpulse.domain.directory.Entries;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.League;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Post;
import io.hallpulse.domain.directory.SubjectId;
import io.hallpulse.domain.directory.Unit;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.runtime.config.ConfigFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** A town to be assessed: 2,135 windows in seven halls, the 105 offices behind them, what they were rated in a quarter, and 200,000 facts. */
final class AssessedTown {
    static final String WINDOWS_SCHEME = "all-windows";
    static final String OFFICES_SCHEME = "all-offices";

    private static final int HALLS = 7;
    private static final int WINDOWS = 2_135;
    private static final int IN_A_HALL = WINDOWS / HALLS;
    private static final int OFFICES = 105;
    private static final int DAYS = 65;

    private AssessedTown() {}

    static String hall(int hall) {
        return "hall-" + hall;
    }

    static String window(int window) {
        return "W" + window;
    }

    private static String office(int office) {
        return "office-" + office;
    }

    static Halls halls(Path data) {
        StringBuilder yaml = new StringBuilder("data: " + data + "\nterminals: open\nhalls:\n");
        for (int hall = 0; hall < HALLS; hall++) {
            yaml.append("  - id: ")
                    .append(hall(hall))
                    .append("\n    name: {zh: 大厅, en: Hall}\n    timeZone: Asia/Shanghai\n    windows:\n");
            for (int i = 0; i < IN_A_HALL; i++) {
                yaml.append("      - {id: %s, name: {zh: 窗口, en: Window}, department: %s}\n"
                        .formatted(window(i), office((hall * IN_A_HALL + i) % OFFICES)));
            }
        }
        Halls halls = GatewayConfig.read(new ConfigFile("gateway.yaml", yaml.toString()))
                .directory();
        Map<String, Unit> units = new LinkedHashMap<>();
        Map<String, League> leagues = new LinkedHashMap<>();
        Map<String, Post> posts = new LinkedHashMap<>();
        for (int i = 0; i < OFFICES; i++) {
            Unit office = new Unit(office(i), SubjectId.OFFICE, "", new Name("科室", "Office"), null, null, "");
            units.put(office.id(), office);
            add(leagues, new League(SubjectId.OFFICE, "", office.id(), OFFICES_SCHEME, "all"));
            add(posts, new Post(SubjectId.OFFICE, "", office.id(), Post.HEAD, "Head of " + office.id(), null, null));
        }
        for (int hall = 0; hall < HALLS; hall++) {
            for (int i = 0; i < IN_A_HALL; i++) {
                add(leagues, new League(SubjectId.WINDOW, hall(hall), window(i), WINDOWS_SCHEME, "all"));
                add(
                        posts,
                        new Post(
                                SubjectId.WINDOW,
                                hall(hall),
                                window(i),
                                Post.HEAD,
                                "Head of " + window(i),
                                null,
                                null));
            }
        }
        Entries entries = halls.entries();
        return halls.with(entries.withUnits(units)
                .withPosts(posts)
                .withLeagues(leagues)
                .withCalendar(Map.of("labour", labourDay())));
    }

    private static void add(Map<String, League> leagues, League league) {
        leagues.put(league.key(), league);
    }

    private static DaySpan labourDay() {
        return new DaySpan(
                LocalDate.of(2026, 5, 1), LocalDate.of(2026, 5, 5), DaySpan.OFF, new Name("劳动节", "Labour Day"), "");
    }

    private static void add(Map<String, Post> posts, Post post) {
        posts.put(post.key(), post);
    }

    /** A scheme whose windows are visited, asked about and noted; or whose offices are asked about and noted. */
    static String scheme(String id) {
        boolean windows = id.equals(WINDOWS_SCHEME);
        return """
                scheme: %s
                version: 1
                name: {zh: 季度评议, en: Quarter}
                authority: {zh: 评议办, en: Office}
                basis: {zh: 文件一, en: Document one}
                subjects: {kind: %s, posts: [head], categories: {all: {zh: 全部, en: All}}}
                rounds: {every: quarter, fieldwork: {after: 0d, for: 3d}, late: 2wd}
                scales:
                  grade: [{id: good, zh: 好, en: good, value: 100}, {id: fair, zh: 一般, en: fair, value: 60}, {id: poor, zh: 差, en: poor, value: 0}]
                forms:
                  clean: {about: one, questions: [{id: duty, zh: 责任, en: Duty, scale: grade}]}
                checklists:
                  patrol: [{id: absent, zh: 脱岗, en: absent, deduct: 10, most: 30}]
                sources:
                  meter: {kind: presses, rollUp: %s}
                  asked: {kind: ballot, admission: open, form: clean, reach: [web]}
                  %s
                  record: {kind: ledger, items: {banner: {zh: 锦旗, en: banner, value: 0.5, verify: [organiser]}}}
                score:
                  good: high
                  decimals: 2
                  parts:
                    - {id: meter, weight: %d, from: meter, measure: levels, as: index, minimum: 30}
                    - {id: asked, weight: 40, from: asked, measure: choice, minimum: 10}
                %s  adjust: [{from: record, items: [banner], least: 0, most: 2}]
                  missing: {do: redistribute, most: 40}
                ranking: {within: category, order: best-first, ties: share, breakBy: [meter], list: {take: 10, edge: include}}
                publish: [{id: list, show: list, rows: {listed: true}, columns: [rank, subject, score], audience: [site], approve: [organiser, approver]}]
                privacy: {minimum: 5, seal: none, persons: never}
                """.formatted(
                id,
                windows ? "window" : "office",
                windows ? "window" : "office",
                windows
                        ? "patrol: {kind: visits, checklist: patrol, by: inspector, assign: random, ways: [check], perSubject: 20}"
                        : "",
                windows ? 30 : 60,
                windows ? "    - {id: patrol, weight: 30, from: patrol, measure: checklist, minimum: 10}\n" : "");
    }

    /** Two levels in each of six hours of each working day and window, one in fifty of them late. */
    static void tallies(TestDatabase database, Instant first) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("""
                    with recursive h (i) as (select 0 union all select i + 1 from h where i < %d),
                         w (i) as (select 0 union all select i + 1 from w where i < %d),
                         d (i) as (select 0 union all select i + 1 from d where i < %d),
                         l (i) as (select 0 union all select 1)
                    insert into tally (hall, window_id, bucket_start_millis, level, n, late)
                    select 'hall-' || h.i, 'W' || w.i, %d + (d.i / 6) * 86400000 + (9 + d.i %% 6) * 3600000,
                           case when l.i = 0 then 5 else 1 + (w.i + d.i) %% 4 end, 50 + (w.i + d.i) %% 7, 1
                    from h, w, d, l order by 1, 2, 3, 4""".formatted(HALLS - 1, IN_A_HALL - 1, DAYS * 6 - 1, first.toEpochMilli()));
        }
    }

    /** 200,000 facts of both rounds: visits, ballots that were opened, and verified notes. */
    static void facts(Connection assess) throws SQLException {
        assess.setAutoCommit(false);
        try (Facts windows = new Facts(assess, WINDOWS_SCHEME);
                Facts offices = new Facts(assess, OFFICES_SCHEME)) {
            for (int i = 0; i < WINDOWS; i++) {
                String window = hall(i / IN_A_HALL) + "/" + window(i % IN_A_HALL);
                for (int k = 0; k < 20; k++) {
                    windows.add("patrol", window, "{\"times\":{\"absent\":" + (i + k) % 3 + "}}", false);
                }
                for (int k = 0; k < 40; k++) {
                    windows.add("asked", window, ballot(i * k), false);
                }
                for (int k = 0; k < 10; k++) {
                    windows.add("record", window, "{\"item\":\"banner\"}", true);
                }
            }
            for (int i = 0; i < OFFICES; i++) {
                for (int k = 0; k < 400; k++) {
                    offices.add("asked", office(i), ballot(i * k), false);
                }
                for (int k = 0; k < 82; k++) {
                    offices.add("record", office(i), "{\"item\":\"banner\"}", true);
                }
            }
        }
        assess.commit();
    }

    private static String ballot(int number) {
        return "{\"answers\":{\"duty\":\"" + (number % 5 == 0 ? "poor" : number % 3 == 0 ? "fair" : "good") + "\"}}";
    }

    /** Writes the facts of one round. */
    private static final class Facts implements AutoCloseable {
        private final long round;
        private final PreparedStatement fact;
        private final PreparedStatement verification;
        private int n;

        Facts(Connection assess, String scheme) throws SQLException {
            try (PreparedStatement query = assess.prepareStatement("select id from round where scheme = ?")) {
                query.setString(1, scheme);
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    round = row.getLong(1);
                }
            }
            fact = assess.prepareStatement("insert into fact (round_id, n, source, subject, value, day, recorder,"
                    + " recorded_millis, batch, proof, strikes, reason)"
                    + " values (?, ?, ?, ?, ?, '2026-05-01', 'recorder', 1777564800000, null, null, null, '')");
            verification = assess.prepareStatement("insert into verification (round_id, n, who, role, at_millis)"
                    + " values (?, ?, 'organiser', 'organiser', 1777564800000)");
        }

        void add(String source, String subject, String value, boolean verified) throws SQLException {
            fact.setLong(1, round);
            fact.setLong(2, ++n);
            fact.setString(3, source);
            fact.setString(4, subject);
            fact.setString(5, value);
            fact.addBatch();
            if (verified) {
                verification.setLong(1, round);
                verification.setLong(2, n);
                verification.addBatch();
            }
        }

        @Override
        public void close() throws SQLException {
            fact.executeBatch();
            verification.executeBatch();
            fact.close();
            verification.close();
        }
    }
}
