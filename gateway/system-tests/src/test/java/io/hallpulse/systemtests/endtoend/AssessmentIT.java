package io.hallpulse.systemtests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.gateway.assessment.scheme.ShippedSchemes;
import io.hallpulse.gateway.testkit.AssessedHall;
import io.hallpulse.testkit.Browser;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both schemes that ship, each from its upload to the hall's screen, by people at browsers, meters at serial lines and a clock that the test
 * moves.
 */
class AssessmentIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void windowsOfTheMonth_fromUploadToTheHallScreen() throws Exception {
        try (AssessedHall assessed = AssessedHall.start(folder);
                Browser browser = Browser.open(1440, 900)) {
            AssessmentPages pages = new AssessmentPages(assessed, browser);
            String scheme = ShippedSchemes.MONTHLY;
            String round = "/console/rounds/" + scheme + "/" + assessed.period();
            enforce(pages, scheme);
            freeze(pages, scheme, assessed.period(), "");
            assessed.at(12);
            String stuck = enter(pages, scheme, "stuck", "north/A08", "材料多次补正");
            assessed.at(14);
            press(assessed);
            visitByPhone(pages, browser);
            assessed.visits();
            stateCriticism(pages, round, assessed.today());
            appeal(pages);
            assessed.at(19);
            answerLate(pages, stuck);
            assessed.on(YearMonth.parse(assessed.period()).atEndOfMonth());
            PeopleOfTheHall people = new PeopleOfTheHall(assessed, scheme, assessed.period());
            for (String window : AssessedHall.windows()) {
                people.vote(
                        "clean",
                        "north/" + window,
                        AssessedHall.answers(window).stream()
                                .map(answer -> Map.of("duty", answer, "style", answer, "law", "none"))
                                .toList());
            }
            assessed.at(45);
            count(pages, round);
            assertRanking(pages, round);
            assertBothFigures(pages, round);
            publish(pages, scheme, assessed.period(), List.of("month", "own"));
            pages.visit("/console/cases?which=open&lang=zh");
            assertThat(pages.main()).contains("流动奖杯", "月度优秀窗口");
            onTheScreen(pages, "流动奖杯");
        }
    }

    /** Takes in a case at the desk. */
    private static String enter(AssessmentPages pages, String scheme, String flow, String window, String title) {
        pages.as("organiser")
                .visit("/console/cases/new?lang=zh")
                .choose("flow", scheme + "/" + flow)
                .choose("channel", "desk")
                .choose("subject", window)
                .type("title", title)
                .type("text", title + "，请尽快答复。")
                .follow("button[value=one]");
        return pages.all("#cases tbody tr a.strong").get(0);
    }

    /** The unit's contact comes when the time is over, and the case stays late whatever comes of it. */
    private static void answerLate(AssessmentPages pages, String number) {
        String page = "/console/cases/" + number + "?lang=zh";
        pages.as("contact").visit("/console/cases?lang=zh");
        assertThat(pages.all("#cases tbody tr[data-key='" + number + "']").get(0))
                .contains("超期");
        pages.visit(page)
                .follow("#step-accept button")
                .type("text-answer", "已一次性告知并办结")
                .follow("#step-answer button");
        pages.as("caller").visit(page).follow("button[name=reached][value='1']").follow("#step-content button");
        pages.visit(page);
        assertThat(pages.main()).contains("超期过");
    }

    /** A notice is stated with its proof, and verified by another person; by the scheme's rule that opens a case for the head. */
    private static void stateCriticism(AssessmentPages pages, String round, LocalDate day) {
        pages.as("recorder")
                .visit(round + "/facts?lang=zh")
                .choose("item", "record.criticism")
                .type("subject", "north/A03")
                .day("day", day)
                .type("proof", "ab".repeat(32))
                .follow("button[value=state]");
        assertThat(pages.has("button[value=verify]"))
                .as("who stated it does not verify it")
                .isFalse();
        pages.as("organiser").visit(round + "/facts?which=unverified&lang=zh").follow("button[value=verify]");
    }

    /** The unit appeals; a reviewer and the auditor uphold it together, and the fact is struck. */
    private static void appeal(AssessmentPages pages) {
        pages.as("contact").visit("/console/cases?flow=&lang=zh").follow("#cases tbody tr:last-child a.strong");
        String page = pages.path();
        pages.type("text-appeal", "通报对象有误").follow("#step-appeal button");
        pages.as("reviewer").visit(page).type("text-upheld", "经核实，通报撤销").follow("#step-upheld button");
        assertThat(pages.has("#step-upheld"))
                .as("the same person does not confirm it")
                .isFalse();
        pages.as("auditor").visit(page).follow("#step-upheld button");
    }

    private static void count(AssessmentPages pages, String round) {
        pages.as("organiser").visit(round + "?lang=zh").follow("#step");
        assertThat(pages.has("#step")).as("the organiser signs once").isFalse();
        pages.as("auditor").visit(round + "?lang=zh").follow("#step");
        assertThat(pages.main()).contains("已计分");
    }

    private static void assertRanking(AssessmentPages pages, String round) {
        pages.visit(round + "/ranking?lang=zh");
        assertThat(pages.all("tr[data-key]:not(.apart)")).as("ranked").hasSize(10);
        assertThat(pages.all("tr.apart")).hasSize(2).anyMatch(row -> row.contains("司法公证"));
        assertThat(pages.all("tr.listed")).as("six and two").hasSize(8);
        assertThat(pages.all("#tie").get(0)).contains("上榜", "未上榜");
    }

    private static void assertBothFigures(AssessmentPages pages, String round) {
        pages.visit(round + "/card?subject=north/A03&lang=zh");
        assertThat(pages.all("#unstruck del")).hasSize(1);
        assertThat(pages.all("#unstruck del").get(0))
                .isNotEqualTo(pages.all("#score").get(0));
        pages.visit(round + "/card?subject=north/A08&lang=zh");
        assertThat(pages.main()).contains("不排名");
    }

    /** Two persons approve the round, the publications are signed by whom the scheme names, and the organiser publishes. */
    private static void publish(AssessmentPages pages, String scheme, String period, List<String> publications) {
        String round = "/console/rounds/" + scheme + "/" + period + "?lang=zh";
        pages.as("approver").visit(round).follow("#step");
        pages.as("discipline").visit(round).follow("#step");
        pages.as("organiser");
        for (String publication : publications) {
            String page = "/console/publications/" + scheme + "/" + period + "/" + publication + "?lang=zh";
            pages.visit(page).follow("#prepare").visit(page).follow("#approve");
            assertThat(pages.has("#approve")).as("the organiser signs once").isFalse();
        }
        pages.as("approver");
        for (String publication : publications) {
            String page = "/console/publications/" + scheme + "/" + period + "/" + publication + "?lang=zh";
            if (pages.visit(page).has("#approve")) {
                pages.follow("#approve");
            }
        }
        pages.as("organiser").visit(round).follow("#step");
        assertThat(pages.main()).contains("已公布");
    }

    private static void onTheScreen(AssessmentPages pages, String words) {
        pages.visit("/screen/north");
        await().atMost(PATIENCE).until(() -> pages.all("body").get(0).contains(words));
    }

    @Test
    void promisesAndStars_fromUploadToTheHallScreen() throws Exception {
        try (AssessedHall assessed = AssessedHall.start(folder);
                Browser browser = Browser.open(1440, 900)) {
            AssessmentPages pages = new AssessmentPages(assessed, browser);
            String scheme = ShippedSchemes.PROMISES;
            YearMonth begins = YearMonth.from(assessed.today()).plusMonths(1);
            while (begins.getMonthValue() % 3 != 1) {
                begins = begins.plusMonths(1);
            }
            LocalDate first = begins.atDay(1);
            String period = first.getYear() + "-Q" + first.get(IsoFields.QUARTER_OF_YEAR);
            String round = "/console/rounds/" + scheme + "/" + period;
            PeopleOfTheHall people = new PeopleOfTheHall(assessed, scheme, period);
            List<String> served = AssessedHall.windows().stream()
                    .filter(window -> AssessedHall.levels(window).length >= 30)
                    .map(window -> "north/" + window)
                    .toList();
            assessed.on(first.minusDays(4));
            enforce(pages, scheme);
            freeze(pages, scheme, period, "本市窗口单位少于方案所列");
            assessed.on(first.plusDays(14));
            press(assessed);
            visitByPhone(pages, browser);
            people.visits(served);
            served.forEach(window -> people.solves(window, 3));
            served.stream()
                    .filter(window -> !window.equals("north/A03"))
                    .forEach(window -> people.keepsAPromise(window, first.plusDays(40)));
            String promise = promise(pages, scheme, first.plusDays(20));
            assessed.on(first.plusDays(30));
            keepLate(pages, promise);
            assessed.on(first.plusMonths(3));
            served.forEach(window -> people.vote(
                    "box", window, Collections.nCopies(12, Map.of("overall", window.endsWith("1") ? "l5" : "l4"))));
            assessed.on(first.plusMonths(3).plusDays(25));
            count(pages, round);
            pages.visit(round + "/ranking?lang=zh");
            assertThat(pages.all("tr[data-key]:not(.apart)")).as("ranked").hasSize(10);
            assertThat(pages.all("tr.apart")).hasSize(2);
            pages.visit(round + "/card?subject=north/A03&lang=zh");
            assertThat(pages.all("#part-promises summary").get(0))
                    .as("kept, but late")
                    .contains("0.00");
            publish(pages, scheme, period, List.of("board", "stars"));
            onTheScreen(pages, "五星");
        }
    }

    /** The unit promises with its own date, and the organiser approves of it. */
    private static String promise(AssessmentPages pages, String scheme, LocalDate deadline) {
        pages.as("contact")
                .visit("/console/cases/new?lang=zh")
                .choose("flow", scheme + "/promise")
                .choose("channel", "contact")
                .choose("subject", "north/A03")
                .type("title", "不动产登记当日办结")
                .follow("button[value=one]");
        String number = pages.all("#cases tbody tr a.strong").get(0);
        pages.as("organiser")
                .visit("/console/cases/" + number + "?lang=zh")
                .day("deadline-approve", deadline)
                .follow("#step-approve button");
        return number;
    }

    /** Done ten days after the date that was promised, and seen by an inspector. */
    private static void keepLate(AssessmentPages pages, String number) {
        String page = "/console/cases/" + number + "?lang=zh";
        pages.as("contact")
                .visit(page)
                .type("text-done", "已兑现")
                .type("proof-done", "cd".repeat(32))
                .follow("#step-done button");
        pages.as("inspector").visit(page).click("#step-kept input[value=visit]").follow("#step-kept button");
        assertThat(pages.visit(page).main()).contains("超期过");
    }

    /** The first visit of the list, with nothing found. */
    private static void visitByPhone(AssessmentPages pages, Browser browser) {
        pages.as("inspector");
        browser.resize(390, 844);
        pages.visit("/visits");
        await().atMost(PATIENCE).until(() -> pages.has(".visits a"));
        pages.click(".visits a");
        await().atMost(PATIENCE).until(() -> pages.has("#finish"));
        pages.click("#finish");
        await().atMost(PATIENCE).until(() -> pages.all("#state").get(0).contains("已全部发送") && !pages.has("#finish"));
        browser.resize(1440, 900);
    }

    /** Uploads the example as it ships, and has two persons put it in force. */
    private static void enforce(AssessmentPages pages, String scheme) {
        pages.as("organiser")
                .visit("/console/schemes/upload?example=" + scheme + "&lang=zh")
                .follow("main form button.primary");
        assertThat(pages.main()).contains(scheme, "第 1 版");
        String page = "/console/schemes/" + scheme + "/1";
        pages.visit(page).follow("#sign");
        assertThat(pages.has("#sign")).as("the organiser signs once").isFalse();
        assertThat(pages.all("#why").get(0)).contains("organiser", "领导小组");
        pages.as("approver").visit(page).follow("#sign");
        assertThat(pages.main()).contains("现行");
    }

    private static void freeze(AssessmentPages pages, String scheme, String period, String reason) {
        String round = "/console/rounds/" + scheme + "/" + period;
        pages.as("organiser")
                .visit("/console/rounds")
                .choose("scheme", scheme)
                .type("period", period)
                .follow("main form button.primary");
        pages.visit(round).type("reason", reason).follow("#step");
        assertThat(pages.has("#step")).as("the organiser signs once").isFalse();
        pages.as("auditor").visit(round).type("seed", "2-6-1-4-3-5-6-2").follow("#step");
        assertThat(pages.main()).contains("已冻结", "2-6-1-4-3-5-6-2");
    }

    private void press(AssessedHall assessed) throws Exception {
        List<String> windows = AssessedHall.windows();
        Duration ahead = Duration.between(Instant.now(), assessed.now());
        int presses = 0;
        try (RealTerminal terminal =
                RealTerminal.start(folder.resolve("terminal"), assessed.hall().brokerPort(), windows, ahead)) {
            for (String window : windows) {
                int[] levels = AssessedHall.levels(window);
                terminal.press(window, levels);
                presses += levels.length;
            }
            String all = "\"counted\":" + presses;
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    assessed.get("auditor", "/api/v1/account").body())
                            .contains(all));
        }
    }
}
