package io.hallpulse.domain.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import io.hallpulse.domain.directory.TableImport.FileRow;
import io.hallpulse.domain.directory.TableImport.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TableImportTest {
    private static final Halls NORTH = north("A01", "A02", "A08");

    @Test
    void import_ofWindows_saysWhatBecomesOfEachRow() {
        Halls halls = DirectoryTable.DEPARTMENTS.put(NORTH, Row.of("id", "land", "zh", "自然资源", "en", "Land"));

        TableImport read = TableImport.of(DirectoryTable.WINDOWS, halls, """
                id,zh,en,department
                A01,窗口A01,Window A01,
                A02,"社会保险, 医保",Social insurance,land
                A 03,医疗保障,Medical insurance,land
                A31,教育服务,Education,land

                A08,工程建设,Construction,land2
                A31,教育,Education,
                A32,教育
                A33,"教育,Education,""");

        assertThat(read.rows())
                .extracting(
                        FileRow::number,
                        FileRow::outcome,
                        row -> row.fault() == null ? "" : row.fault().getMessage())
                .containsExactly(
                        tuple(2, Outcome.SAME, ""),
                        tuple(3, Outcome.CHANGED, ""),
                        tuple(
                                4,
                                Outcome.FAULT,
                                "id 'A 03' is no identifier: use 1 to 32 of A-Z a-z 0-9 _ -; is it 'A03'?"),
                        tuple(5, Outcome.ADDED, ""),
                        tuple(7, Outcome.FAULT, "department 'land2' is not in the directory: is it 'land'?"),
                        tuple(8, Outcome.FAULT, "id 'A31' stands twice: first in line 5"),
                        tuple(9, Outcome.FAULT, "2 cells stand in the row; the columns are 4"),
                        tuple(10, Outcome.FAULT, "the row opens a quotation mark that nothing closes"));
        assertThat(DirectoryTable.WINDOWS.rows(read.after()).keySet())
                .as("rows that the file does not name stay")
                .containsExactly("north/A01", "north/A02", "north/A08", "north/A31");
        assertThat(RowChange.between(halls, read.after()))
                .extracting(RowChange::word, RowChange::key)
                .containsExactly(tuple("change", "north/A02"), tuple("add", "north/A31"));
    }

    @Test
    void import_ofColumnsThatTheTableHasNot_takesNothing() {
        TableImport read = TableImport.of(DirectoryTable.STAFF, NORTH, "id,name\r\nS1,王芳\r\n");

        assertThat(read.after()).isEqualTo(NORTH);
        assertThat(read.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.fault())
                        .hasMessage("id,name are the columns of the first line; write some of"
                                + " id,zh,en,post,hall,window,department,stars"));
    }

    /** A table as a file, read into a directory that lacks it, is the table; and read into itself changes nothing. */
    @Test
    void file_readAgain_isTheSame() {
        qt().withExamples(300).forAll(longs().all()).checkAssert(seed -> {
            Halls halls = filled(new Random(seed));
            for (DirectoryTable table : DirectoryTable.values()) {
                String file = TableImport.file(table, halls);
                TableImport same = TableImport.of(table, halls, file);
                assertThat(same.rows()).as(file).allMatch(row -> row.outcome() == Outcome.SAME);
                assertThat(same.after()).isEqualTo(halls);
            }
            String staff = TableImport.file(DirectoryTable.STAFF, halls);
            Halls without = halls.with(halls.entries().withCategories(Map.of()).withStaff(Map.of()));
            assertThat(TableImport.of(DirectoryTable.STAFF, without, staff)
                            .after()
                            .entries()
                            .staff())
                    .isEqualTo(halls.entries().staff());
        });
    }

    @Test
    void staffAndNotices_areFoundWhereTheyStand() {
        Halls halls = DirectoryTable.STAFF.put(
                NORTH, Row.of("id", "S1", "zh", "王芳", "en", "Wang Fang", "window", "A02", "stars", "5"));
        halls = DirectoryTable.NOTICES.put(
                halls,
                Row.of(
                        "id",
                        "n1",
                        "zh",
                        "停电",
                        "en",
                        "Power cut",
                        "from",
                        "2026-11-28T08:00:00+08:00",
                        "to",
                        "2026-11-28T12:00:00+08:00"));

        assertThat(halls.staffAt("north", "A02")).extracting(Staff::stars).isEqualTo(5);
        assertThat(halls.staffAt("north", "A01")).isNull();
        assertThat(halls.notices("north", Instant.parse("2026-11-28T00:00:00Z")))
                .hasSize(1);
        assertThat(halls.notices("north", Instant.parse("2026-11-28T04:00:00Z")))
                .isEmpty();
    }

    private static Halls filled(Random random) {
        Halls halls = north(
                IntStream.range(0, 1 + random.nextInt(5)).mapToObj(i -> "A" + i).toArray(String[]::new));
        for (int i = 0; i < random.nextInt(4); i++) {
            halls = DirectoryTable.DEPARTMENTS.put(
                    halls, Row.of("id", "d" + i, "zh", text(random), "en", text(random)));
            halls = DirectoryTable.STAFF.put(
                    halls,
                    Row.of(
                            "id",
                            "S" + i,
                            "zh",
                            text(random),
                            "en",
                            text(random),
                            "department",
                            "d" + i,
                            "stars",
                            "" + i));
            halls = DirectoryTable.NOTICES.put(
                    halls, Row.of("id", "n" + i, "zh", text(random), "en", text(random), "to", "2026-11-28T08:00:00Z"));
            halls = DirectoryTable.UNITS.put(
                    halls,
                    Row.of(
                            "id",
                            "u" + i,
                            "kind",
                            i == 0 ? "unit" : "office",
                            "parent",
                            i == 0 ? "" : "u0",
                            "zh",
                            text(random),
                            "en",
                            text(random),
                            "to",
                            i == 0 ? "" : "2026-09-30"));
            halls = DirectoryTable.POSTS.put(
                    halls,
                    Row.of("kind", "window", "id", "A0", "post", "staff", "person", i + text(random), "from", ""));
            halls = DirectoryTable.LEAGUES.put(
                    halls, Row.of("kind", "department", "id", "d" + i, "scheme", "monthly", "category", "c" + i));
            String day = "2026-0" + (9 - i) + "-01";
            halls = DirectoryTable.CALENDAR.put(
                    halls,
                    Row.of(
                            "from",
                            day,
                            "to",
                            day,
                            "kind",
                            "off",
                            "zh",
                            text(random),
                            "en",
                            text(random),
                            "source",
                            text(random)));
        }
        return halls;
    }

    private static String text(Random random) {
        return (random.nextBoolean() ? "=" : "x")
                + random.ints(random.nextInt(5), 0, 9)
                        .mapToObj(i -> String.valueOf("a,\"\n;='李 ".charAt(i)))
                        .reduce("", String::concat)
                + (random.nextBoolean() ? "=" : ".");
    }

    private static Halls north(String... windows) {
        return new Halls(List.of(Hall.of(
                "north",
                new Name("北区", "North"),
                "Asia/Shanghai",
                new ScreenRules(5, 1, Duration.ZERO, Duration.ofSeconds(60), Viewing.DEFAULT),
                List.of(),
                Stream.of(windows)
                        .map(id -> new Window(id, new Name("窗口" + id, "Window " + id), "", ""))
                        .toList())));
    }
}
