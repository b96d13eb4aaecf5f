package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.domain.alarm.AlarmKind;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.hardware.gpio.KeyFault;
import io.hallpulse.testkit.Browser;
import io.hallpulse.testkit.PageRules;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The console in a real browser, from an empty hall to one with presses of every kind. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConsolePagesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private ServedHall hall;
    private Browser browser;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        hall = ServedHall.start(data, 2, "{staleAfter: 2s}", Limits.SMALL_BOX);
        browser = Browser.open(1440, 900);
        browser.login(ServedHall.login());
    }

    @AfterAll
    void stop() throws Exception {
        browser.close();
        hall.close();
    }

    @Test
    @Order(1)
    void pages_fromEmptyToOddToLost_sayWhatIsAndSinceWhen() throws Exception {
        visit("terminals");
        assertThat(texts(".empty strong")).containsExactly("还没有终端接入");
        visit("account");
        assertThat(texts("#oddities li")).containsExactly("没有需要处理的。");

        hall.pressesOfEveryKind();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(texts(".term dd"))
                        .containsExactly(
                                "14", "11", "2", "1", "11", "4", "1", "1", "1", "1", "0", "1", "1", "1", "2", "1",
                                "0"));
        assertThat(browser.text("verdict")).isEqualTo("账平：每一次按压都有去向，且只有一个。");
        assertThat(texts("#oddities strong"))
                .containsExactly("缺口 1", "无效 1", "冲突 1", "窗口未知 1", "待传 2", "未能存入 2", "死信 1");
        assertThat(texts("#letters pre")).isEmpty(); // it may tell what somebody pressed today
        assertThat(browser.evaluate("return document.getElementById('download').href"))
                .isEqualTo(hall.uri("/api/v1/presses?format=csv&bom=true&hall=north")
                        .toString());
        assertThat(browser.evaluate("return document.documentElement.dataset.feed"))
                .isEqualTo("live");

        visit("terminals");
        assertThat(texts("tbody tr > *")).startsWith("n-01", "W1 综合受理 1", "故障").contains("disk is nearly full");
        visit("terminals/north/n-01");
        assertThat(texts(".note .strong"))
                .containsExactly("disk is nearly full", "panel → W1: " + KeyFault.STUCK.line("panel", "3"));
        assertThat(texts(".note p:nth-child(2)"))
                .containsExactly("存储空间或存储卡有问题：清理空间，或更换存储卡。", AlarmKind.KEY_STUCK.mendZh());
        assertThat(texts(".events .badge"))
                .containsExactly("计入", "计入", "计入", "窗口未知", "无效", "测试", "超时未评", "标记不计", "计入", "改评", "计入");

        hall.stopServing();
        browser.skip(Duration.ofSeconds(31));
        await().atMost(PATIENCE)
                .until(() -> browser.evaluate("return document.documentElement.dataset.feed"), "lost"::equals);
        assertThat(browser.text("feed")).startsWith("已断开，截至 ");
        hall.serveAgain();
        await().atMost(PATIENCE)
                .until(() -> browser.evaluate("return document.documentElement.dataset.feed"), "live"::equals);
        browser.complaints(); // of the time without a gateway
    }

    @Test
    @Order(2)
    void terminals_filterSearchAndSort_areAddresses() {
        visit("terminals?lang=zh&state=attention&q=%E7%BB%BC%E5%90%88");
        assertThat(texts("tbody tr th")).containsExactly("n-01");
        assertThat(texts(".chip[aria-current]")).containsExactly("需处理 1");
        visit("terminals?q=nobody");
        assertThat(texts(".empty strong")).containsExactly("没有符合的终端");
        visit("terminals?sort=window");
        assertThat(texts("th[aria-sort=ascending]")).containsExactly("窗口 ↓");
    }

    @Test
    @Order(3)
    void history_chartsAreWhatTheTableSays_andGoToCsvAndPaper() throws Exception {
        visit("history?lang=zh&range=today");
        await().atMost(PATIENCE)
                .until(
                        () -> browser.evaluate("return document.querySelectorAll('.plot canvas').length"),
                        Long.valueOf(2)::equals);
        assertThat(texts("#series tbody tr[data-n=\"4\"] td")).containsExactly("4", "100.0%", "51.0–100.0", "0.0%");
        assertThat(texts(".heat td:not(.h0):not(:empty)")).containsExactly("1", "4");
        assertThat(texts("#compared tbody tr:first-child > *"))
                .startsWith("1", "W1 综合受理 1")
                .endsWith("5", "20.0%");
        assertThat(texts("#compared tbody tr:nth-child(2) > *")).contains("—", "满 5 次公布");
        assertThat(texts(".head p").get(0)).contains("时区 Etc/GMT");
        HttpClient client = HttpClient.newHttpClient();
        for (String what : List.of("slots", "windows")) {
            String csv = client.send(
                            HttpRequest.newBuilder(hall.uri("/console/history?range=today&csv=" + what))
                                    .header("Authorization", ServedHall.login())
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            assertThat(csv).contains(",total,n5,n4,n3,n2,n1,late,satisfaction,low,high,bad,mean,index\r\n");
            assertThat(csv.lines().filter(line -> line.contains(",5,4,0,0,0,1,1,0.800,")))
                    .hasSize(what.equals("windows") ? 1 : 0);
        }
        visit("history?lang=zh&range=today&print=true");
        assertThat(browser.evaluate("return document.querySelector('details').open"))
                .isEqualTo(true);
        visit("history?lang=zh&range=today&heat=satisfaction");
        assertThat(texts(".heat td:not(.h0):not(:empty)"))
                .as("of fewer than five")
                .isEmpty();
        assertThat(texts(".ramp span").get(0)).contains("均值 80.0%");
        visit("history?lang=zh&range=month&by=hour");
        assertThat(texts("#series thead th:first-child")).containsExactly("小时");
        visit("live?lang=zh");
        assertThat(texts("tbody tr:nth-child(2) td")).contains("样本不足，满 5 次公布", "—");
        assertThat(String.valueOf(browser.evaluate("return document.body.textContent")))
                .doesNotContain("--%");
        visit("history?lang=zh&range=custom&from=2026-02-30");
        assertThat(String.valueOf(browser.evaluate("return document.body.textContent")))
                .contains("2026-11-22");
    }

    @Test
    @Order(4)
    void errors_saidToABrowser_arePagesInBothLanguages() {
        visit("nothing");
        assertThat(texts("h1")).containsExactly("没有这个页面");
        assertThat(texts("h2")).containsExactly("No such page");
        assertThat(PageRules.accessibility(browser)).isEmpty();
        assertThat(PageRules.overflow(browser)).isEmpty();
        visit("terminals/north/n-99");
        assertThat(texts(".note"))
                .containsExactly("no terminal north/n-99 was ever heard of; the list of terminals has all that were");
    }

    @Test
    @Order(5)
    void forget_onlyWhatIsGoneAndAccountedFor_leavesTheListAndKeepsItsPresses() throws Exception {
        MqttClient terminal =
                new MqttClient("tcp://127.0.0.1:" + hall.brokerPort(), "north/n-02", new MemoryPersistence());
        terminal.connect();
        String topic = "hallpulse/v1/terminals/north/n-02/";
        String runs = "\"runs\":[{\"run\":\"aaaaaaaaaa\",\"low\":1,\"next\":%d}]}";
        String press =
                "{\"v\":1,\"run\":\"aaaaaaaaaa\",\"boot\":\"9f1c0d2a7b3e4455\",\"low\":1,\"presses\":[{\"seq\":1,"
                        + "\"window\":\"W2\",\"input\":\"panel\",\"key\":\"1\",\"level\":5,\"at\":\"2026-11-22T10:03:11.204Z\",\"mono\":1}]}";
        status(terminal, topic, "{\"v\":1,\"state\":\"online\"," + runs.formatted(3));
        await().atMost(PATIENCE)
                .until(() -> forget("north/n-02"), body -> body.contains("is connected; stop it first"));
        await().atMost(PATIENCE).untilAsserted(() -> {
            visit("terminals?lang=zh&q=n-02");
            assertThat(texts("tbody .badge")).contains("滞后"); // two presses wait, for longer than the hall allows
        });
        terminal.publish(topic + "presses", press.getBytes(StandardCharsets.UTF_8), 1, false);
        status(terminal, topic, "{\"v\":1,\"state\":\"offline\"," + runs.formatted(3));
        await().atMost(PATIENCE).until(() -> forget("north/n-02"), body -> body.contains("1 presses wait"));
        terminal.publish(
                topic + "presses", press.replace("\"seq\":1", "\"seq\":2").getBytes(StandardCharsets.UTF_8), 1, false);
        await().atMost(PATIENCE).until(() -> forget("north/n-02"), String::isEmpty);
        terminal.disconnect();
        terminal.close();

        visit("terminals?lang=zh");
        assertThat(texts("tbody tr th")).containsExactly("n-01");
        visit("account");
        assertThat(texts("tbody tr th")).containsExactly("north/n-01", "north/n-02");
        assertThat(forget("north/n-02")).contains("no terminal north/n-02 is on the list");
    }

    private static void status(MqttClient terminal, String topic, String status) throws Exception {
        terminal.publish(topic + "status", status.getBytes(StandardCharsets.UTF_8), 1, true);
    }

    /** What the gateway answers, empty where it did it. */
    private String forget(String terminal) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(hall.uri("/console/terminals/" + terminal + "/forget"))
                .header("Authorization", ServedHall.login())
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        return answer.statusCode() == 303 ? "" : answer.body();
    }

    private void visit(String page) {
        browser.visit(hall.uri("/console/" + page).toString());
    }

    @SuppressWarnings("unchecked") // a list of texts is a list of strings
    private List<String> texts(String selector) {
        return (List<String>) Objects.requireNonNull(browser.evaluate("return [...document.querySelectorAll('"
                + selector + "')].map((one) => one.textContent.replace(/\\s+/g, ' ').trim())"));
    }
}
