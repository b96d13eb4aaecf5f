package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.domain.directory.Entries;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Notice;
import io.hallpulse.domain.directory.Staff;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.Browser;
import io.hallpulse.testkit.PageRules;
import io.hallpulse.testkit.ShownWindow;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The hall screen in a real browser, fed by a real gateway. The hall and every third window have names of 30 characters. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScreenPageTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int WINDOWS = 30;
    private static final String HALL_ZH = "滨海新区政务服务中心北区第二分中心及公共资源交易服务大厅一层";
    private static final String HALL_EN = "Binhai District Service Centre";
    private static final String LONG_ZH = "建设工程规划许可与施工许可及竣工联合验收备案综合受理窗口一号";
    private static final String NOTICE = "本周六下午社保业务系统升级，十四点以后请改在一楼大厅的自助机办理，或者下周一再来；给您带来不便，敬请谅解。";
    private static final String LONG_EN = "Construction permits and plans";

    private final HttpClient client = HttpClient.newHttpClient();
    private ServedHall hall;
    private Browser browser;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        assertThat(List.of(HALL_ZH, HALL_EN, LONG_ZH, LONG_EN)).allMatch(name -> name.length() >= 29);
        hall = ServedHall.startHalls(data, halls(), Limits.SMALL_BOX);
        hall.pressBefore(
                Duration.ofDays(2), "W1", IntStream.generate(() -> 5).limit(20).toArray());
        hall.press("W1", 5, 5, 5, 4, 3, 2, 1);
        hall.press("W2", 5, 5);
        for (int i = 5; i <= WINDOWS; i++) {
            hall.press("W" + i, 5, 5, 4, 3, i % 5 + 1);
        }
        hall.change(ScreenPageTest::withStaffAndNotices);
        browser = Browser.open();
    }

    private static Halls withStaffAndNotices(Halls halls) {
        Staff staff = new Staff("B1", new Name("欧阳晓燕", "Ouyang Xiaoyan"), "", "north", "W1", "", 4);
        Notice one = notice(
                "one", NOTICE, "Counters for social insurance close at 14:00 this Saturday; please use the machines.");
        Notice two = notice("two", "请评价", "Please rate us");
        Map<String, Notice> notices = new LinkedHashMap<>();
        notices.put("north/one", one);
        notices.put("north/two", two);
        return halls.with(Entries.NONE.withStaff(Map.of("B1", staff)).withNotices(notices));
    }

    private static Notice notice(String id, String zh, String en) {
        return new Notice("north", id, new Name(zh, en), null, null);
    }

    private static String halls() {
        String windows = IntStream.rangeClosed(1, WINDOWS)
                .mapToObj(i -> "      - {id: W%d, name: {zh: %s, en: %s}}"
                        .formatted(
                                i,
                                i % 3 == 0 ? LONG_ZH : "不动产登记 " + i,
                                i % 3 == 0 ? LONG_EN : "Property registration " + i))
                .collect(Collectors.joining("\n"));
        return """
                  - id: north
                    name: {zh: %s, en: %s}
                    timeZone: %s
                    screen: {minimumRatings: 3, publishStep: 1, privacyDelay: 0s, staleAfter: 2s, diagonal: 75in, distance: 10m}
                    windows:
                %s
                """.formatted(HALL_ZH, HALL_EN, ServedHall.noon(), windows);
    }

    @AfterAll
    void stop() throws Exception {
        browser.close();
        hall.close();
    }

    @BeforeEach
    void size() {
        browser.resize(1920, 1080);
    }

    @AfterEach
    void quiet() {
        assertThat(browser.complaints()).isEmpty();
        browser.evaluate("localStorage.clear()");
    }

    @Test
    void window_scored_showsWhatTheDocumentSays_andNoCountOfALevel() throws Exception {
        visit("/screen/north");
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode document = document();
            List<ShownWindow> windows = browser.windows();
            assertThat(windows).isNotEmpty();
            for (int i = 0; i < windows.size(); i++) {
                assertShows(windows.get(i), document.path("windows").path(i));
            }
            assertThat(browser.text("overall"))
                    .isEqualTo(percent(
                            document.path("overall").path("satisfaction").asDouble()));
            assertThat(browser.text("overall-total"))
                    .isEqualTo(document.path("overall").path("total").asText());
        });
        ShownWindow window = window("W1");
        assertThat(window.bar()).isEqualTo(Map.of(5, 3L, 4, 1L, 3, 1L, 2, 1L, 1, 1L));
        assertThat(String.valueOf(browser.evaluate(
                        "return document.querySelector('[data-window=W1]').innerText.replace(/\\s+/g, ' ')")))
                .isEqualTo("W1 不动产登记 1 7 次 欧阳晓燕 ★★★★☆ 71.4%");
        assertThat(browser.requestedOrigins()).containsExactly("http://127.0.0.1:" + hall.port());
    }

    @Test
    void window_tooFewOrNoRatings_saysInWordsWhatIsWantedOrMissing() {
        visit("/screen/north");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(window("W2").state()).isEqualTo("few"));
        assertThat(window("W2").instead()).isEqualTo("评价 2 次\n满 3 次公布");
        assertThat(window("W2").score()).isEmpty();
        assertThat(window("W2").bar()).isEmpty();
        browser.click("language");
        assertThat(window("W2").instead()).isEqualTo("2 ratings\nshown from 3");
    }

    @Test
    void window_withoutATerminal_thenSilent_thenStopped_thenPressed_saysEach() throws Exception {
        visit("/screen/north?windows=W3,W4");
        assertThat(window("W4").state()).isEqualTo("never");
        assertThat(window("W4").instead()).isEqualTo("终端未接入");

        hall.status("W4");
        await().atMost(SOON).untilAsserted(() -> assertThat(window("W4").late()).isTrue());
        assertThat(window("W4").since()).isEqualTo("数据滞后");
        assertThat(window("W3").late()).isFalse();

        hall.goodbye("W4");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(window("W4").state()).isEqualTo("paused"));
        assertThat(window("W4").instead()).isEqualTo("暂停服务");

        hall.status("W3");
        hall.press("W3", 4, 4, 4);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(window("W3").score()).isEqualTo("100"));
        hall.press("W3", 1);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(window("W3").score()).isEqualTo("75.0"));
    }

    @Test
    void language_buttonIsRemembered_addressWins_andNoHanIsLeftInEnglish() {
        visit("/screen/north");
        assertThat(browser.text("hall")).isEqualTo(HALL_ZH);
        assertThat(browser.evaluate("return document.documentElement.lang")).isEqualTo("zh-CN");

        browser.click("language");
        assertThat(browser.text("hall")).isEqualTo(HALL_EN);
        assertThat(window("W1").name()).isEqualTo("Property registration 1");
        assertThat(browser.evaluate("return document.documentElement.lang")).isEqualTo("en");
        assertThat(browser.evaluate("return document.body.innerText.replace('中文', '')"))
                .asString()
                .doesNotContainPattern("\\p{IsHan}|null|undefined|NaN");

        visit("/screen/north");
        assertThat(browser.text("hall")).isEqualTo(HALL_EN);
        visit("/screen/north?lang=zh");
        assertThat(browser.text("hall")).isEqualTo(HALL_ZH);
        assertThat(browser.text("language")).isEqualTo("English");
    }

    @Test
    void stream_silentForAMinuteOfThePagesClock_saysSinceWhenAndHidesTheClock_andComesBack() throws Exception {
        visit("/screen/north");
        hall.stopServing();
        try {
            await().atMost(SOON).until(() -> "retrying".equals(feed()));
            browser.skip(Duration.ofSeconds(58));
            assertThat(feed()).as("before the minute is over").isEqualTo("retrying");
            browser.skip(Duration.ofSeconds(60));
            await().atMost(SOON).until(() -> "lost".equals(feed()));
            assertThat(browser.text("alert")).matches("数据已停止更新 · 截至 \\d\\d:\\d\\d:\\d\\d");
            assertThat(browser.evaluate("return getComputedStyle(document.querySelector('main')).filter"))
                    .asString()
                    .contains("grayscale(1)");
            assertThat(browser.evaluate("return getComputedStyle(document.getElementById('clock')).visibility"))
                    .isEqualTo("hidden");
            assertThat(faults()).isEmpty();
        } finally {
            hall.serveAgain();
        }
        await().atMost(Duration.ofSeconds(90)).until(() -> "live".equals(feed()));
        assertThat(browser.evaluate("return document.getElementById('alert').hidden"))
                .isEqualTo(true);
        browser.complaints(); // of the connections that were refused
    }

    @Test
    void trend_onATile_saysWhatTodayIsAgainst_andARowLeavesItOut() {
        visit("/screen/north?windows=W1-W6");
        await().atMost(SOON).untilAsserted(() -> assertThat(trends()).isEqualTo("▼ 低于前七天"));
        browser.click("language");
        assertThat(trends()).isEqualTo("▼ below the 7 days before");
        visit("/screen/north");
        assertThat(trends()).isEmpty();
    }

    private String trends() {
        return String.valueOf(browser.evaluate("return [...document.querySelectorAll('.trend')]"
                + ".filter((trend) => trend.checkVisibility()).map((trend) => trend.textContent).join('')"));
    }

    @Test
    void everyLanguageAndTheme_isAccessible() {
        for (String address : List.of("?lang=zh", "?lang=en", "?lang=zh&windows=W1-W6", "?lang=en&theme=light")) {
            visit("/screen/north" + address);
            assertThat(PageRules.accessibility(browser)).as(address).isEmpty();
        }
        browser.resize(390, 844);
        visit("/screen/north");
        assertThat(PageRules.accessibility(browser)).as("phone").isEmpty();
        browser.visit(hall.uri("/").toString());
        assertThat(PageRules.accessibility(browser)).as("list of halls").isEmpty();
    }

    @Test
    void notices_takeTurns() {
        visit("/screen/north?lang=en");
        String first = browser.text("notice");
        assertThat(first).matches("Counters for .*|Please rate us");
        browser.skip(Duration.ofSeconds(12));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(browser.text("notice")).isNotEqualTo(first));
    }

    @Test
    void pages_turnByThemselvesAndAtATouch_andTheAddressChoosesWindows() {
        visit("/screen/north");
        int size = browser.windows().size();
        int pages = WINDOWS / size;
        assertThat(browser.windows()).extracting(ShownWindow::window).startsWith("W1");
        assertThat(browser.text("pages")).isEqualTo("第 1 / %d 页 · W1–W%d".formatted(pages, size));
        browser.skip(Duration.ofSeconds(11));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(browser.windows())
                        .extracting(ShownWindow::window)
                        .startsWith("W" + (size + 1)));
        for (int page = 2; page <= pages; page++) {
            browser.click("pages");
        }
        assertThat(browser.text("pages")).startsWith("第 1 /");

        visit("/screen/north?windows=W11-W18,W2");
        assertThat(browser.windows())
                .extracting(ShownWindow::window)
                .containsExactly("W2", "W11", "W12", "W13", "W14", "W15", "W16", "W17", "W18");
        assertThat(browser.evaluate("return document.getElementById('board').dataset.shape"))
                .isEqualTo("rows");
        visit("/screen/north?windows=W6-W11");
        assertThat(browser.evaluate("return document.getElementById('board').dataset.shape"))
                .isEqualTo("tiles");
        assertThat(faults()).isEmpty();
    }

    @Test
    void page_languagesAndTurns_leaveNoNodeBehind() {
        visit("/screen/north");
        turnAndSwitch(6);
        long before = nodes();
        turnAndSwitch(24);
        assertThat(nodes()).isEqualTo(before);
    }

    private void turnAndSwitch(int times) {
        for (int i = 0; i < times; i++) {
            browser.click("pages");
            browser.click("language");
        }
    }

    /** Those in the page, and those of pages that are not turned up. */
    private long nodes() {
        browser.driver().executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
        browser.driver().executeCdpCommand("Performance.enable", Map.of());
        Object metrics = browser.driver()
                .executeCdpCommand("Performance.getMetrics", Map.of())
                .get("metrics");
        return ((List<?>) Objects.requireNonNull(metrics))
                .stream()
                        .map(Map.class::cast)
                        .filter(metric -> "Nodes".equals(metric.get("name")))
                        .mapToLong(metric -> ((Number) Objects.requireNonNull(metric.get("value"))).longValue())
                        .sum();
    }

    @Test
    void layout_anySizeAndLanguage_cutsNothingOff() {
        for (String size : List.of("1920x1080", "1280x720", "3840x2160", "1080x1920", "720x1280", "390x844")) {
            String[] sides = size.split("x");
            browser.resize(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
            for (String language : List.of("zh", "en")) {
                for (String windows : List.of("", "&windows=W1-W6")) {
                    visit("/screen/north?lang=" + language + windows);
                    int shown = windows.isEmpty() ? WINDOWS : 6;
                    int pages = sides[0].equals("390")
                            ? 1
                            : shown / browser.windows().size();
                    for (int page = 1; page <= pages; page++) {
                        String where = "%s %s page %d%s".formatted(size, language, page, windows);
                        // the title is fitted once the first figures are there
                        await().atMost(SOON)
                                .untilAsserted(
                                        () -> assertThat(faults()).as(where).isEmpty());
                        browser.click("pages");
                    }
                }
            }
        }
    }

    @Test
    void layout_numberNameAndScore_areAtLeast16MinutesOfArcHigh_fromWhereTheSettingsSay() {
        visit("/screen/north?windows=W1-W8");
        double pixelMillimetres = 75 * 25.4 * 9 / Math.hypot(16, 9) / 1080;
        for (String part : List.of("number", "name", "digits")) {
            double pixels = ((Number) Objects.requireNonNull(browser.evaluate("""
                            const part = document.querySelector("[data-window=W1] .%s");
                            const { fontFamily, fontSize, fontWeight } = getComputedStyle(part);
                            const pen = document.createElement("canvas").getContext("2d");
                            pen.font = `${fontWeight} ${parseFloat(fontSize) * 10}px ${fontFamily}`; // ink is in whole pixels
                            const ink = pen.measureText(part.textContent);
                            return (ink.actualBoundingBoxAscent + ink.actualBoundingBoxDescent) / 10;
                            """.formatted(part)))).doubleValue();
            double minutes = Math.toDegrees(2 * Math.atan(pixels * pixelMillimetres / 2 / 10_000)) * 60;
            assertThat(minutes).as("%s, %s px", part, pixels).isBetween(16.0, 24.0);
        }
    }

    @Test
    void phone_isOneListOfAllWindows_thatCanBeSearchedInBothLanguages() {
        browser.resize(390, 844);
        visit("/screen/north");
        assertThat(browser.windows()).hasSize(WINDOWS);
        assertThat(browser.evaluate("return new Set([...document.querySelectorAll('.window')]"
                        + ".map((window) => window.getBoundingClientRect().left)).size"))
                .isEqualTo(1L);
        search("w29");
        assertThat(browser.windows()).extracting(ShownWindow::window).containsExactly("W29");
        search("REGISTRATION 4");
        assertThat(browser.windows()).extracting(ShownWindow::window).containsExactly("W4");
        search("无此事项");
        assertThat(browser.windows()).isEmpty();
        assertThat(browser.text("empty")).isEqualTo("没有符合的窗口");
        search("");
        assertThat(browser.windows()).hasSize(WINDOWS);
    }

    private void search(String text) {
        browser.driver()
                .executeScript(
                        "const field = document.getElementById('search'); field.value = arguments[0];"
                                + "field.dispatchEvent(new Event('input'))",
                        text);
    }

    /** What is wider or higher than its place, stands over something else, or is out of the screen. */
    private String faults() {
        return String.valueOf(browser.evaluate("""
                const phone = matchMedia("(max-width: 719px)").matches;
                const faults = [];
                const say = (what, element) => faults.push(`${what} ${element.id || element.className}: ${element.innerText.slice(0, 40)}`);
                if (document.documentElement.scrollWidth > innerWidth) faults.push("the page is wider than the screen");
                if (!phone && document.documentElement.scrollHeight > innerHeight) faults.push("the page is higher than the screen");
                const seen = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest(".unseen, svg")
                  && element.getBoundingClientRect().width > 0;
                const inside = (element, outer) => {
                  const [a, b] = [element.getBoundingClientRect(), outer.getBoundingClientRect()];
                  return a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
                };
                for (const element of document.body.querySelectorAll("*")) {
                  if (!seen(element) || element.matches("template, input, .bar span")) continue;
                  if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) say("wide", element);
                  const outer = element.closest(".window, .top, .foot, .strip");
                  if (getComputedStyle(element).display === "inline") continue; // as high as its font, not as its line
                  if (outer && outer !== element && !inside(element, outer)) say("outside of " + outer.className, element);
                }
                for (const group of [".top", ".foot", ".window"]) {
                  for (const outer of document.querySelectorAll(group)) {
                    const parts = [...outer.querySelectorAll("h1, h2, p, .number, .bar, .count, .staff, .since, b, button, li")].filter(seen)
                      .filter((part) => part.children.length === 0 || part.matches("b, .digits, h1, h2, .wait"));
                    parts.forEach((one, i) => parts.slice(i + 1).forEach((other) => {
                      if (one.contains(other) || other.contains(one)) return;
                      const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
                      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
                      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                      if (across > 1 && down > Math.min(a.height, b.height) * 0.2) say(`over ${other.className} of`, one);
                    }));
                  }
                }
                return faults.slice(0, 8).join("\\n");
                """));
    }

    private void visit(String path) {
        browser.visit(hall.uri(path).toString());
        await().atMost(SOON).until(() -> !browser.windows().isEmpty());
    }

    private ShownWindow window(String id) {
        return browser.windows().stream()
                .filter(window -> window.window().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no window " + id + " yet"));
    }

    private String feed() {
        return String.valueOf(browser.evaluate("return document.documentElement.dataset.feed"));
    }

    private JsonNode document() throws Exception {
        return new ObjectMapper()
                .readTree(client.send(
                                HttpRequest.newBuilder(hall.uri("/api/v1/halls/north/scores"))
                                        .build(),
                                BodyHandlers.ofString())
                        .body());
    }

    private static void assertShows(ShownWindow shown, JsonNode window) {
        assertThat(shown.window()).isEqualTo(window.path("window").asText());
        assertThat(shown.name()).isEqualTo(window.path("name").path("zh").asText());
        if (window.path("satisfaction").isNull()) {
            assertThat(shown.score()).isEmpty();
            assertThat(shown.count()).isEmpty();
        } else {
            assertThat(shown.score())
                    .isEqualTo(percent(window.path("satisfaction").asDouble()));
            assertThat(shown.count()).isEqualTo(window.path("total").asText() + " 次");
        }
    }

    private static String percent(double share) {
        return share == 1 ? "100" : String.format(Locale.ROOT, "%.1f", share * 100);
    }
}
