package io.hallpulse.domain.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ImportTest {
    private static final Hall NORTH = hall("north", "北区", 5, "A01", "A02");
    private static final Hall SOUTH = hall("south", "南区", 5, "B01");

    @Test
    void merge_nothingKnown_isTheFile() {
        assertThat(Import.merge(halls(), halls(), halls(NORTH, SOUTH))).isEqualTo(halls(NORTH, SOUTH));
    }

    @Test
    void merge_fileUnchanged_leavesWhatWasChangedInTheDirectory() {
        Hall renamed = hall("north", "新名", 3, "A02", "A07");

        assertThat(Import.merge(halls(renamed), halls(NORTH), halls(NORTH))).isEqualTo(halls(renamed));
    }

    @Test
    void merge_fileChangedInOnePart_changesThatPartAlone() {
        Hall renamed = hall("north", "新名", 5, "A01", "A02");
        Hall stricter = hall("north", "北区", 9, "A01", "A02");

        assertThat(Import.merge(halls(renamed), halls(NORTH), halls(stricter)))
                .isEqualTo(halls(hall("north", "新名", 9, "A01", "A02")));
    }

    @Test
    void merge_rowsMissingFromTheFile_stay() {
        Hall smaller = hall("north", "北区", 5, "A01");

        assertThat(Import.merge(halls(NORTH, SOUTH), halls(NORTH, SOUTH), halls(smaller)))
                .isEqualTo(halls(NORTH, SOUTH));
    }

    @Test
    void merge_windowsAddedAndReorderedInTheFile_areSoInTheDirectory() {
        Hall current = hall("north", "北区", 5, "A01", "A02", "Z09");
        Hall file = hall("north", "北区", 5, "A03", "A02", "A01");

        assertThat(windows(halls(current), halls(file)).keySet()).containsExactly("A03", "A02", "A01", "Z09");
    }

    @Test
    void merge_windowTakenOutOfTheDirectory_comesBackOnlyIfTheFileChangesIt() {
        Hall current = hall("north", "北区", 5, "A02");
        Hall file = hall("north", "北区", 5, "A01", "A02", "A03");
        Window changed = new Window("A01", new Name("改", "Changed"), "", "");
        Hall fileOfLater = file.withWindows(
                Stream.of(changed, window("A02"), window("A03")).toList());

        assertThat(windows(halls(current), halls(file)).keySet()).containsExactly("A02", "A03");
        assertThat(windows(halls(current), halls(fileOfLater))).containsEntry("A01", changed);
    }

    @Test
    void merge_windowChangedInTheFile_stillTellsThePublicWhatTheDirectoryHas() {
        Text promises = new Text("一次告知", "All told at once");
        DutySchedule schedule = DutySchedule.parse("s7 Mo 09:00-12:00");
        Window telling = new Window("A01", new Name("窗口A01", "Window A01"), "dept", "", promises, Text.NONE, schedule);
        Hall current = NORTH.withWindows(List.of(telling, window("A02")));
        Window renamed = new Window("A01", new Name("改", "Changed"), "dept", "");
        Hall file = NORTH.withWindows(List.of(renamed, window("A02")));

        assertThat(windows(halls(current), halls(file)))
                .containsEntry(
                        "A01", new Window("A01", new Name("改", "Changed"), "dept", "", promises, Text.NONE, schedule));
    }

    @Test
    void merge_hallAddedToTheFile_standsWhereTheFileHasIt() {
        assertThat(Import.merge(halls(NORTH), halls(NORTH), halls(SOUTH, NORTH)).ids())
                .containsExactly("south", "north");
    }

    /** Those of north after an import of a file that was north's as it is when it was last imported. */
    private static Map<String, Window> windows(Halls current, Halls file) {
        return Objects.requireNonNull(Import.merge(current, halls(NORTH), file).hall("north"))
                .windows();
    }

    private static Halls halls(Hall... halls) {
        return new Halls(List.of(halls));
    }

    private static Hall hall(String id, String zh, int minimum, String... windows) {
        return Hall.of(
                id,
                new Name(zh, "Hall " + id),
                "Asia/Shanghai",
                new ScreenRules(minimum, 1, Duration.ZERO, Duration.ofSeconds(60), Viewing.DEFAULT),
                List.of(),
                Stream.of(windows).map(ImportTest::window).toList());
    }

    private static Window window(String id) {
        return new Window(id, new Name("窗口" + id, "Window " + id), "dept", "");
    }
}
