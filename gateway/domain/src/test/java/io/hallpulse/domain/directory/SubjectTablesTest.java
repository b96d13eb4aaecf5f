package io.hallpulse.domain.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import io.hallpulse.domain.directory.TableImport.FileRow;
import io.hallpulse.domain.directory.TableImport.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Units, posts and categories of assessments: what always holds, and how a fault is told. */
class SubjectTablesTest {
    private static final Halls NORTH = new Halls(List.of(Hall.of(
            "north",
            new Name("北区", "North"),
            "Asia/Shanghai",
            new ScreenRules(5, 5, java.time.Duration.ZERO, java.time.Duration.ofSeconds(60), Viewing.DEFAULT),
            List.of(),
            List.of(new Window("A01", new Name("窗口一", "Window 1"), "", "")))));
    private static final LocalDate FIRST = LocalDate.parse("2026-01-01");
    private static final int DAYS = 6;
    private static final String UNITS = """
            id,kind,parent,zh,en,from,to
            tax,unit,,税务局,Tax,,
            tax-1,office,tax,征收科,Levies,2026-01-01,
            """;

    /** Whatever is written, and refused or not: on each day a unit that is there has its parent there, and above all is one that has none. */
    @Test
    void units_whateverIsWritten_areATreeOnEveryDay_andNoneIsEverLost() {
        qt().withExamples(400).forAll(longs().all()).checkAssert(seed -> {
            Random random = new Random(seed);
            Halls halls = NORTH;
            for (int i = 0; i < 40; i++) {
                Set<String> before = halls.entries().units().keySet();
                try {
                    halls = DirectoryTable.UNITS.put(halls, unit(random));
                } catch (CellFault e) {
                    assertThat(e.getMessage()).doesNotContain("\n");
                }
                assertThat(halls.entries().units().keySet()).containsAll(before);
                requireTree(halls.entries().units());
            }
        });
    }

    private static Row unit(Random random) {
        return Row.of(
                "id",
                "u" + random.nextInt(6),
                "kind",
                random.nextInt(8) == 0 ? "office" : "unit",
                "parent",
                random.nextInt(3) == 0 ? "" : "u" + random.nextInt(6),
                "zh",
                "单位",
                "en",
                "Unit",
                "from",
                day(random),
                "to",
                day(random),
                "successorOf",
                random.nextInt(4) == 0 ? "u" + random.nextInt(6) : "");
    }

    private static String day(Random random) {
        return random.nextInt(3) == 0
                ? ""
                : FIRST.plusDays(random.nextInt(DAYS)).toString();
    }

    private static void requireTree(Map<String, Unit> units) {
        for (int i = -1; i <= DAYS; i++) {
            LocalDate day = FIRST.plusDays(i);
            for (Unit unit : units.values()) {
                Unit at = unit;
                Set<String> seen = new HashSet<>();
                while (unit.days().has(day) && !at.parent().isEmpty()) {
                    assertThat(seen.add(at.id()))
                            .as(at.id() + " is above itself")
                            .isTrue();
                    at = java.util.Objects.requireNonNull(units.get(at.parent()));
                    assertThat(at.days().has(day)).as(unit + " on " + day).isTrue();
                }
            }
        }
    }

    @Test
    void posts_whateverIsWritten_haveOneHolderOnEveryDay_butForStaff() {
        Halls office = TableImport.of(DirectoryTable.UNITS, NORTH, UNITS).after();
        qt().withExamples(400).forAll(longs().all()).checkAssert(seed -> {
            Random random = new Random(seed);
            Halls halls = office;
            for (int i = 0; i < 30; i++) {
                try {
                    halls = DirectoryTable.POSTS.put(
                            halls,
                            Row.of(
                                    "kind",
                                    "unit",
                                    "id",
                                    "tax",
                                    "post",
                                    random.nextBoolean() ? "head" : "staff",
                                    "person",
                                    "p" + random.nextInt(3),
                                    "from",
                                    day(random),
                                    "to",
                                    day(random)));
                } catch (CellFault e) {
                    assertThat(e.getMessage()).doesNotContain("\n");
                }
                for (int d = -1; d <= DAYS; d++) {
                    LocalDate day = FIRST.plusDays(d);
                    Subjects subjects = new Subjects(halls);
                    SubjectId tax = SubjectId.of("unit", "tax");
                    assertThat(subjects.holders(tax, "head", day, day)).hasSizeLessThan(2);
                    assertThat(subjects.holders(tax, "staff", day, day))
                            .extracting(Subjects.Holder::person)
                            .doesNotHaveDuplicates();
                }
            }
        });
    }

    @Test
    void units_ofAFile_mayStandInAnyOrder() {
        qt().withExamples(300).forAll(longs().all()).checkAssert(seed -> {
            Random random = new Random(seed);
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 30; i++) { // no more than five levels
                String parent = i < 6 ? "" : "u" + (i / 6 * 6 - 6 + random.nextInt(6));
                lines.add("u" + i + ",unit," + parent + ",单位,Unit,2026-01-0" + (1 + i / 6) + ",");
            }
            List<String> shuffled = new ArrayList<>(lines);
            Collections.shuffle(shuffled, random);
            TableImport inOrder = units(NORTH, lines);
            TableImport read = units(NORTH, shuffled);
            assertThat(read.rows()).hasSize(30).allMatch(row -> row.outcome() == Outcome.ADDED);
            assertThat(read.after().entries().units())
                    .isEqualTo(inOrder.after().entries().units());

            List<String> ended =
                    shuffled.stream().map(line -> line + "2026-12-31").toList();
            assertThat(units(read.after(), ended).count(Outcome.FAULT))
                    .as("all end with one file")
                    .isZero();
        });
    }

    private static TableImport units(Halls halls, List<String> lines) {
        return TableImport.of(
                DirectoryTable.UNITS, halls, "id,kind,parent,zh,en,from,to\n" + String.join("\n", lines) + "\n");
    }

    @Test
    void units_thatWouldBeNoTree_areRefusedWithTheMend() {
        Halls halls = TableImport.of(DirectoryTable.UNITS, NORTH, UNITS).after();

        TableImport read = TableImport.of(DirectoryTable.UNITS, halls, """
                id,kind,parent,zh,en,from,to,successorOf
                tax,unit,tax-1,税务局,Tax,,,
                tax-1,unit,tax,征收科,Levies,2026-01-01,,
                tax-2,bureau,tax,稽查科,Audits,,,
                tax-3,office,taxes,稽查科,Audits,,,
                tax-4,office,tax-1,稽查科,Audits,2025-06-01,,
                tax-5,office,,稽查科,Audits,2026-06-01,2026-05-31,
                tax-6,office,tax,稽查科,Audits,2026-06-01,,tax-1
                """);

        assertThat(read.rows())
                .extracting(
                        FileRow::number,
                        FileRow::outcome,
                        row -> row.fault() == null ? "" : row.fault().getMessage())
                .containsExactly(
                        tuple(
                                2,
                                Outcome.FAULT,
                                "parent 'tax-1' leads back to itself: choose another; the way is tax > tax-1 > tax"),
                        tuple(3, Outcome.FAULT, "kind 'unit' stays as it is: office"),
                        tuple(4, Outcome.FAULT, "kind 'bureau' is none of unit, office"),
                        tuple(5, Outcome.FAULT, "parent 'taxes' is not in the directory: is it 'tax'?"),
                        tuple(
                                6,
                                Outcome.FAULT,
                                "from '2025-06-01' goes beyond the days of the one above: write a day within"
                                        + " tax-1, 2026-01-01 to …"),
                        tuple(7, Outcome.FAULT, "to '2026-05-31' does not fit the cell of column from"),
                        tuple(8, Outcome.ADDED, ""));
        assertThatThrownBy(
                        () -> DirectoryTable.UNITS.put(halls, Row.of("id", "tax", "kind", "unit", "to", "2026-12-31")))
                .hasMessage("to '2026-12-31' leaves days of one below without it: end first tax-1, 2026-01-01 to …");
        assertThatThrownBy(() -> DirectoryTable.UNITS.remove(halls, "tax"))
                .hasMessage("id 'tax' is never taken out: write its last day in column to");
    }

    @Test
    void postsAndLeagues_nameASubjectThatTheDirectoryHas() {
        Halls halls = TableImport.of(DirectoryTable.UNITS, NORTH, UNITS).after();

        TableImport posts = TableImport.of(DirectoryTable.POSTS, halls, """
                kind,hall,id,post,person,from,to
                office,,tax-1,head,王芳,2026-01-01,
                office,,tax-1,head,李明,2026-07-01,
                office,,tax,head,李明,,
                window,,A01,staff,王芳,,
                window,,A01,staff,李明,,
                unit,north,tax,head,李明,,
                unit,,tax,boss,李明,,
                unit,,tax,deputy,,,
                """);
        assertThat(posts.rows())
                .extracting(row -> row.fault() == null ? "" : row.fault().getMessage())
                .containsExactly(
                        "",
                        "from '2026-07-01' meets the days of who holds the post already: end first 王芳, 2026-01-01 to …",
                        "id 'tax' is not in the directory: is it 'tax-1'?",
                        "",
                        "",
                        "hall 'north' does not fit the cell of column kind",
                        "post 'boss' is none of head, deputy, principal, superior, staff",
                        "person '' is wanted: write it");
        assertThat(DirectoryTable.POSTS.rows(posts.after()).keySet())
                .as("a gateway's only hall need not be named")
                .containsExactly(
                        "office//tax-1/head/王芳/2026-01-01", "window/north/A01/staff/王芳/", "window/north/A01/staff/李明/");

        TableImport leagues = TableImport.of(DirectoryTable.LEAGUES, halls, """
                kind,hall,id,scheme,category
                window,north,A01,hongjiang-monthly,approval
                department,,land,hongjiang-monthly,public
                hall,,north,yearly,
                """);
        assertThat(leagues.rows())
                .extracting(row -> row.fault() == null ? "" : row.fault().getMessage())
                .containsExactly(
                        "", "id 'land' is not in the directory: add it first", "category '' is wanted: write it");
    }

    @Test
    void subjects_ofADay_haveTheirCategoryHoldersAndWhatTheyBelongTo() {
        Halls halls = NORTH;
        halls = put(halls, DirectoryTable.UNITS, "id", "city", "kind", "unit", "zh", "市", "en", "City");
        halls = put(
                halls, DirectoryTable.UNITS, "id", "tax", "kind", "unit", "parent", "city", "zh", "税务局", "en", "Tax");
        halls = put(
                halls,
                DirectoryTable.UNITS,
                "id",
                "old",
                "kind",
                "unit",
                "zh",
                "地税局",
                "en",
                "Local tax",
                "to",
                "2026-06-30");
        halls = put(
                halls,
                DirectoryTable.UNITS,
                "id",
                "tax",
                "successorOf",
                "old",
                "kind",
                "unit",
                "zh",
                "税务局",
                "en",
                "Tax");
        halls = put(halls, DirectoryTable.DEPARTMENTS, "id", "tax", "zh", "税务", "en", "Tax");
        halls = put(halls, DirectoryTable.WINDOWS, "id", "A01", "department", "tax");
        halls = put(halls, DirectoryTable.STAFF, "id", "S1", "zh", "王芳", "en", "Wang Fang", "window", "A01");
        halls = put(halls, DirectoryTable.LEAGUES, "kind", "unit", "id", "tax", "scheme", "year", "category", "money");
        Subjects subjects = new Subjects(halls);

        assertThat(subjects.of("unit", "year", LocalDate.parse("2026-06-30")))
                .extracting(subject -> subject.id() + " " + subject.category() + " " + subject.successorOf())
                .containsExactly("unit:city  ", "unit:tax money old", "unit:old  ");
        assertThat(subjects.of("unit", "other", LocalDate.parse("2026-07-01")))
                .extracting(subject -> subject.id() + subject.category())
                .containsExactly("unit:city", "unit:tax");
        assertThat(subjects.of("window", "year", FIRST))
                .extracting(subject -> subject.id().toString())
                .containsExactly("window:north/A01");
        assertThat(subjects.parents(SubjectId.of("staff", "S1")))
                .extracting(SubjectId::toString)
                .containsExactly("window:north/A01", "department:tax", "unit:tax", "unit:city");
        assertThat(new Subjects(NORTH).parents(SubjectId.window("north", "A01")))
                .extracting(SubjectId::toString)
                .containsExactly("hall:north");
    }

    @Test
    void holder_ofThePeriodsLastDay_isNewWhoCameInItsSecondHalf() {
        Map<String, String> since = Map.of(
                "2026-04-01 2026-06-30", "2026-05-16:old 2026-05-17:new 2026-06-30:new 2026-07-01:none",
                "2026-02-01 2026-02-28", "2026-02-14:old 2026-02-15:new",
                "2026-06-30 2026-06-30", "2026-06-30:old");
        since.forEach((period, cases) -> {
            LocalDate first = LocalDate.parse(period.split(" ")[0]);
            LocalDate last = LocalDate.parse(period.split(" ")[1]);
            for (String one : cases.split(" ")) {
                Halls halls = put(
                        put(NORTH, DirectoryTable.STAFF, "id", "S1", "zh", "王芳", "en", "Wang Fang"),
                        DirectoryTable.POSTS,
                        "kind",
                        "hall",
                        "id",
                        "north",
                        "post",
                        "head",
                        "person",
                        "S1",
                        "from",
                        one.split(":")[0]);
                String found = new Subjects(halls)
                        .holders(SubjectId.of("hall", "north"), "head", first, last).stream()
                                .map(holder -> holder.name() == null ? "nobody" : holder.isNew() ? "new" : "old")
                                .collect(Collectors.joining());
                assertThat(found.isEmpty() ? "none" : found)
                        .as(period + " " + one)
                        .isEqualTo(one.split(":")[1]);
            }
        });
    }

    private static Halls put(Halls halls, DirectoryTable table, String... cells) {
        assertThat(Arrays.asList(cells)).hasSizeGreaterThan(1);
        return table.put(halls, Row.of(cells));
    }
}
