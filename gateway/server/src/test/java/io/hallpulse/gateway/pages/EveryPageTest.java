package io.hallpulse.gateway.pages;

import static org.awaitility.Awaitility.await;

import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.store.PersonRow;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.Browser;
import io.hallpulse.testkit.PageRules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds for all pages of people: of a hall, windows and a person whose names are as long as names get, with presses of every kind. */
class EveryPageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HALL_ZH = "滨海新区政务服务中心北区第二分中心及公共资源交易服务大厅一层";
    private static final String HALL_EN = "Binhai District Service Centre";
    private static final String WINDOW_ZH = "建设工程规划许可与施工许可及竣工联合验收备案综合受理窗口一号";
    private static final String WINDOW_EN = "Construction permits and plans";
    private static final int MOST_BYTES = 60_000;
    /** No page is less than its styles: what comes from a cache would count nothing. */
    private static final int LEAST_BYTES = 2_000;

    /** Nobody has all of them, but whoever has sees every page. */
    private static final Set<Role> EVERY_ROLE = EnumSet.complementOf(EnumSet.of(Role.KEYHOLDER));

    private static final int[][] SIZES = {{1920, 1080}, {1440, 900}, {390, 844}};

    private static final List<String> PAGES = List.of(
            "console/terminals",
            "console/terminals?state=attention",
            "console/terminals/north/n-01",
            "console/terminals/north/n-01/config",
            "console/alarms",
            "console/enrolment",
            "console/account",
            "console/live",
            "console/live?period=all",
            "console/history?range=week&against=before",
            "console/history?range=year",
            "console/history?range=today&of=W1",
            "console/history?range=month&by=hour&heat=satisfaction",
            "console/directory/halls",
            "console/directory/halls/row?key=north",
            "console/directory/windows",
            "console/directory/staff",
            "console/directory/calendar",
            "console/directory/units",
            "console/directory/posts/row",
            "console/directory/windows/row?key=north/W1",
            "console/poster/north/W1",
            "console/duty",
            "console/rules",
            "console/notices",
            "console/schemes",
            "console/schemes/upload?example=hongjiang-monthly",
            "console/rounds",
            "console/ballots",
            "console/people",
            "console/password",
            "console/audit",
            "console/settings",
            "console/upstream",
            "console/cases",
            "console/cases?which=all",
            "console/cases/new",
            "counter/north/W1",
            "c",
            "visits",
            "login",
            "r/north/W1",
            "r/north/W1?done=1",
            "console/publications",
            "p",
            "manual/zh/operator.md",
            "console/nothing");

    /** What the page has loaded, as it came over the wire; pictures of the manual aside. */
    private static final String BYTES = """
            return [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
              .filter((entry) => entry.initiatorType !== "img")
              .reduce((sum, entry) => sum + entry.encodedBodySize, 0);
            """;

    /** Whether the other language is in reach, or there already. */
    private static final String OTHER_LANGUAGE = """
            const language = document.documentElement.lang.slice(0, 2) === "zh" ? "en" : "zh";
            return [...document.querySelectorAll(`body [lang^=${language}]`)].some((element) => element.checkVisibility());
            """;

    @TempDir
    private Path data = Path.of("");

    @Test
    void page_anyLanguageThemeAndSize_fits_isAccessible_isLight_andAsksNobodyElse() throws Exception {
        try (ServedHall hall = ServedHall.startHalls(data, halls(), Limits.SMALL_BOX);
                Browser browser = Browser.open(1440, 900)) {
            hall.pressesOfEveryKind();
            hall.people()
                    .add(
                            Actor.command("test"),
                            new PersonRow("everyone", "", EVERY_ROLE, "land", "S1", List.of(), 0),
                            ServedHall.PASSWORD);
            browser.login(ServedHall.basic("everyone", ServedHall.PASSWORD));
            browser.driver().executeCdpCommand("Network.setCacheDisabled", Map.of("cacheDisabled", true));
            browser.driver().executeCdpCommand("Network.setBypassServiceWorker", Map.of("bypass", true));
            await().atMost(PATIENCE).until(() -> {
                browser.visit(hall.uri("/console/account").toString());
                return browser.text("verdict").contains("账平");
            });
            SoftAssertions all = new SoftAssertions();
            for (String page : PAGES) {
                for (String language : List.of("zh", "en")) {
                    String address = "/" + page.replace("manual/zh", "manual/" + language)
                            + (page.contains("?") ? "&" : "?") + "lang=" + language + "&theme=light";
                    browser.visit(hall.uri(address).toString());
                    keepsTheRules(all, browser, page, language);
                    if (language.equals("zh")) {
                        isAccessible(all, browser, page);
                    }
                }
            }
            all.assertThat(browser.complaints())
                    .as("but for the page that is not there, in two languages")
                    .hasSize(2)
                    .allMatch(line -> line.contains("console/nothing") && line.contains("404"));
            all.assertThat(browser.requestedOrigins())
                    .isEqualTo(Set.of(hall.uri("/").toString().replaceFirst("/$", "")));
            all.assertAll();
        }
    }

    private static void keepsTheRules(SoftAssertions all, Browser browser, String page, String language) {
        String what = page + " " + language;
        all.assertThat(browser.evaluate("return document.documentElement.lang"))
                .as(what)
                .isEqualTo(language.equals("zh") ? "zh-CN" : "en");
        all.assertThat(PageRules.hanInEnglish(browser)).as(what).isEmpty();
        all.assertThat(PageRules.nulls(browser)).as(what).isEmpty();
        all.assertThat(((Number) Objects.requireNonNull(browser.evaluate(BYTES))).intValue())
                .as("bytes of " + what)
                .isBetween(LEAST_BYTES, MOST_BYTES);
        for (int[] size : SIZES) {
            browser.resize(size[0], size[1]);
            String where = what + " in " + size[0];
            all.assertThat(PageRules.overflow(browser)).as(where).isEmpty();
            all.assertThat(browser.evaluate(OTHER_LANGUAGE)).as(where).isEqualTo(true);
        }
    }

    private static void isAccessible(SoftAssertions all, Browser browser, String page) {
        theme(browser, "light");
        all.assertThat(PageRules.accessibility(browser)).as(page + " light").isEmpty();
        theme(browser, "dark");
        all.assertThat(PageRules.contrast(browser)).as(page + " dark").isEmpty();
    }

    private static void theme(Browser browser, String theme) {
        browser.evaluate("document.documentElement.dataset.theme = '" + theme + "'");
    }

    private static String halls() {
        String windows = IntStream.rangeClosed(1, 2)
                .mapToObj(i -> "      - {id: W%d, name: {zh: %s, en: %s}}".formatted(i, WINDOW_ZH, WINDOW_EN))
                .collect(Collectors.joining("\n"));
        return """
                  - id: north
                    name: {zh: %s, en: %s}
                    timeZone: %s
                    screen: {publishStep: 1, privacyDelay: 0s, staleAfter: 2s}
                    windows:
                %s
                """.formatted(HALL_ZH, HALL_EN, ServedHall.noon(), windows);
    }
}
