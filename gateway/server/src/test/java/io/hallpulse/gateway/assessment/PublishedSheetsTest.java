package io.hallpulse.gateway.assessment;

import static io.hallpulse.gateway.assessment.AssessRig.APPROVER;
import static io.hallpulse.gateway.assessment.AssessRig.AUDITOR;
import static io.hallpulse.gateway.assessment.AssessRig.DISCIPLINE;
import static io.hallpulse.gateway.assessment.AssessRig.ORGANISER;
import static io.hallpulse.gateway.assessment.TestSchemes.ID;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.round.RoundStep;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Post;
import io.hallpulse.domain.assessment.scheme.Publication;
import io.hallpulse.domain.assessment.scheme.Publication.Audience;
import io.hallpulse.domain.assessment.scheme.Publication.Column;
import io.hallpulse.domain.assessment.scheme.Publication.Rows;
import io.hallpulse.domain.assessment.scheme.Publication.Show;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.database.DatabasePart;
import io.hallpulse.gateway.database.OpenDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the public reads of several rounds: the latest on the screen, and nothing that is a unit's own. */
class PublishedSheetsTest {
    private static final String OCTOBER = "2026-10";
    private static final String NOVEMBER = "2026-11";
    private static final Publication TABLE = new Publication(
            "table",
            Show.TABLE,
            new Rows.All(),
            List.of(Column.RANK, Column.SUBJECT, Column.SCORE),
            Set.of(Audience.SCREEN),
            Set.of(AssessmentRole.ORGANISER),
            null);
    private static final Publication OWN = new Publication(
            "own",
            Show.TABLE,
            new Rows.Own(),
            List.of(Column.SUBJECT, Column.SCORE),
            Set.of(Audience.UNITS),
            Set.of(AssessmentRole.ORGANISER),
            null);

    @TempDir
    private Path data = Path.of("");

    private AssessRig rig;
    private Counted source;
    private PublishedSheets published;

    @BeforeEach
    void open() throws Exception {
        TestDatabase named = TestDatabase.embedded(data);
        OpenDatabase opened = OpenDatabase.open(DatabasePart.ASSESSMENTS, named.data(), named.config());
        rig = new AssessRig(opened);
        source = new Counted(opened.database().reading());
        published = new PublishedSheets(new AssessReading(source), rig.grammar);
        for (String unit : List.of("tax", "land", "water")) {
            rig.directory.add(new FrozenSubject("A-" + unit, "all", unit, Map.of(Post.STAFF, "S"), 0, 0, Set.of()));
            rig.tallies
                    .computeIfAbsent("meter", id -> new LinkedHashMap<>())
                    .put("A-" + unit, new long[] {0, 0, 0, 0, 40});
        }
        rig.frozen(TestSchemes.publishing(TestSchemes.ofTallies(Map.of("meter", 100)), TABLE, OWN));
        rig.rounds.plan(ORGANISER, ID, NOVEMBER).get();
        rig.rounds.freeze(ORGANISER, ID, NOVEMBER, "", "").get();
        rig.rounds.freeze(AUDITOR, ID, NOVEMBER, "", AssessRig.SEED).get();
    }

    @AfterEach
    void close() {
        source.close();
        rig.close();
    }

    /** A database that says how often it was asked. */
    private static final class Counted extends HikariDataSource {
        private final AtomicInteger queries = new AtomicInteger();

        Counted(HikariConfig config) {
            super(config);
        }

        @Override
        public Connection getConnection() throws SQLException {
            return (Connection) counted(Connection.class, super.getConnection());
        }

        private Object counted(Class<?> type, Object on) {
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                if (method.getName().equals("executeQuery")) {
                    queries.incrementAndGet();
                }
                try {
                    Object result = method.invoke(on, arguments);
                    return result instanceof PreparedStatement ? counted(PreparedStatement.class, result) : result;
                } catch (InvocationTargetException e) {
                    throw Objects.requireNonNull(e.getCause());
                }
            });
        }
    }

    private int queries(Runnable read) {
        int before = source.queries.get();
        read.run();
        return source.queries.get() - before;
    }

    private void counted(String period, String day) throws Exception {
        rig.at(day);
        rig.rounds.tick();
        rig.rounds.count(ORGANISER, ID, period).get();
        rig.rounds.count(AUDITOR, ID, period).get();
        rig.rounds.confirm(APPROVER, ID, period, RoundStep.APPROVE).get();
        rig.rounds.confirm(DISCIPLINE, ID, period, RoundStep.APPROVE).get();
    }

    private void signed(String period, Publication publication) throws Exception {
        rig.publications.prepare(ORGANISER, ID, period, publication.id()).get();
        rig.publications.approve(ORGANISER, ID, period, publication.id(), "").get();
    }

    private void published(String period, String day) throws Exception {
        counted(period, day);
        signed(period, TABLE);
        signed(period, OWN);
        rig.rounds.confirm(ORGANISER, ID, period, RoundStep.PUBLISH).get();
    }

    private List<String> onTheScreen() {
        return published.current(Audience.SCREEN).stream()
                .map(sheet -> sheet.round() + " " + sheet.publication())
                .toList();
    }

    @Test
    void screen_hasTheLatestRound_alsoWhereAnEarlierOneIsCorrectedLater_andNoneWhereItIsWithdrawn() throws Exception {
        published(OCTOBER, "2026-11-20");
        assertThat(onTheScreen()).containsExactly(ID + "/2026-10 table");
        published(NOVEMBER, "2026-12-20");
        rig.at("2026-12-21");
        String first = published.all().get(1).digest();
        rig.publications.correct(ORGANISER, ID, OCTOBER, "table", "a name").get();
        rig.publications.approve(ORGANISER, ID, OCTOBER, "table", "").get();
        rig.publications.live(ORGANISER, ID, OCTOBER, "table").get();
        assertThat(onTheScreen()).containsExactly(ID + "/2026-11 table");
        PublishedSheets.Sheet replaced = published.find(first).orElseThrow();
        assertThat(replaced.round()).isEqualTo(ID + "/2026-10");
        assertThat(replaced.replacedBy())
                .isEqualTo(published.all().get(0).digest())
                .isNotEqualTo(first);

        rig.publications.withdraw(ORGANISER, ID, NOVEMBER, "table", "wrong").get();
        assertThat(onTheScreen())
                .as("an earlier month is not the news of today")
                .isEmpty();
        signed(NOVEMBER, TABLE);
        rig.publications.live(ORGANISER, ID, NOVEMBER, "table").get();
        assertThat(onTheScreen()).containsExactly(ID + "/2026-11 table");
    }

    @Test
    void whatUnitsHaveOfTheirOwn_isNeitherFoundNorRead() throws Exception {
        published(OCTOBER, "2026-11-20");
        String digest = published.all().get(0).digest();
        int list = queries(() -> assertThat(published.all()).hasSize(1));
        int screen = queries(() -> assertThat(onTheScreen()).hasSize(1));
        int one = queries(() -> assertThat(published.find(digest)).isPresent());
        counted(NOVEMBER, "2026-12-20");
        signed(NOVEMBER, OWN);
        List<PublicationRow> own = rig
                .store
                .read(tables -> tables.publications().all())
                .stream()
                .filter(row -> !row.unit().isEmpty())
                .toList();
        assertThat(own).hasSize(6).allMatch(row -> row.state() == PublicationState.LIVE);
        assertThat(queries(() -> assertThat(published.all()).hasSize(1))).isEqualTo(list);
        assertThat(queries(() -> assertThat(onTheScreen()).hasSize(1))).isEqualTo(screen);
        own.forEach(row -> assertThat(published.find(row.digest())).isEmpty());

        signed(NOVEMBER, TABLE);
        rig.rounds.confirm(ORGANISER, ID, NOVEMBER, RoundStep.PUBLISH).get();
        assertThat(queries(() -> assertThat(published.find(digest)).isPresent()))
                .as("whatever else there is")
                .isEqualTo(one);
    }
}
