package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.domain.directory.DirectoryTable;
import io.hallpulse.domain.directory.Row;
import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.assessment.Photos;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.store.PersonRow;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.Browser;
import io.hallpulse.testkit.PageRules;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** An inspector's phone: visits that are made while there is no network, and what comes of them once there is. */
class VisitsPageTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PASSWORD = "a fine password";
    private static final String ROUND = "/api/v1/rounds/patrols/2026-10";
    private static final String SCHEME = """
            scheme: patrols
            version: 1
            name: {zh: 窗口巡查, en: Patrols}
            authority: {zh: 评议办, en: Office}
            basis: {zh: 文件一, en: Document one}
            subjects: {kind: window, posts: [head], categories: {all: {zh: 全部, en: All}}}
            rounds: {every: month, fieldwork: {after: 0d, for: 3d}, late: 2wd}
            checklists:
              patrol:
                - {id: absent, zh: 脱岗离岗, en: Absent, deduct: 10, most: 30}
                - {id: slow, zh: 慢作为, en: Slowness, deduct: 10, most: 30}
            sources:
              patrol: {kind: visits, checklist: patrol, by: inspector, assign: random, ways: [timed-round, untimed-check], perSubject: 2}
            score:
              good: high
              decimals: 2
              parts: [{id: patrol, weight: 100, from: patrol, measure: checklist, minimum: 1}]
              missing: {do: redistribute, most: 40}
            ranking: {within: category, order: best-first, ties: share, list: {take: 2, edge: include}}
            publish: [{id: list, show: list, rows: {listed: true}, columns: [rank, subject, score], audience: [site], approve: [organiser, approver]}]
            privacy: {minimum: 5, seal: none, persons: never}
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-09-20T12:00:00Z"));

    @TempDir
    Path data;

    @TempDir
    Path pictures;

    private @Nullable ServedHall served;

    private ServedHall hall() {
        ServedHall hall = served;
        if (hall == null) {
            throw new IllegalStateException("no hall");
        }
        return hall;
    }

    @BeforeEach
    void freeze() throws Exception {
        ServedHall hall = ServedHall.startBy(data, () -> Objects.requireNonNull(now.get()), Limits.SMALL_BOX);
        served = hall;
        put(DirectoryTable.UNITS, "id", "tax", "kind", "unit", "zh", "税务局", "en", "Tax office");
        for (int i = 2; i <= 3; i++) {
            put(
                    DirectoryTable.WINDOWS,
                    "hall",
                    "north",
                    "id",
                    "W" + i,
                    "zh",
                    "综合受理 " + i,
                    "en",
                    "General counter " + i,
                    "department",
                    i == 3 ? "tax" : "");
        }
        for (int i = 1; i <= 3; i++) {
            put(
                    DirectoryTable.LEAGUES,
                    "kind",
                    "window",
                    "hall",
                    "north",
                    "id",
                    "W" + i,
                    "scheme",
                    "patrols",
                    "category",
                    "all");
            put(
                    DirectoryTable.POSTS,
                    "kind",
                    "window",
                    "hall",
                    "north",
                    "id",
                    "W" + i,
                    "post",
                    "head",
                    "person",
                    "张建国");
        }
        for (Role role : List.of(Role.ORGANISER, Role.APPROVER, Role.AUDITOR, Role.DISCIPLINE)) {
            person(role.word(), role, null);
        }
        person("li", Role.INSPECTOR, "tax");
        person("wang", Role.INSPECTOR, null);
        post("organiser", "/api/v1/schemes", SCHEME, 201);
        post("organiser", "/api/v1/schemes/patrols/1/enforce", "", 200);
        post("approver", "/api/v1/schemes/patrols/1/enforce", "", 200);
        post("organiser", ROUND, "", 200);
        post("organiser", ROUND + "/freeze", "{}", 200);
        post("auditor", ROUND + "/freeze", "{\"seed\":\"3-1-4-1-5-9-2-6\"}", 200);
        now.set(Instant.parse("2026-10-12T12:00:00Z"));
        await().atMost(PATIENCE)
                .until(() -> json("organiser", ROUND + "/visits").path("drawn").asBoolean());
    }

    @AfterEach
    void stop() throws Exception {
        hall().close();
    }

    private void put(DirectoryTable table, String... cells) throws Exception {
        Map<String, String> row = new HashMap<>();
        for (int i = 0; i < cells.length; i += 2) {
            row.put(cells[i], cells[i + 1]);
        }
        hall().change(halls -> table.put(halls, new Row(row)));
    }

    private void person(String name, Role role, @Nullable String unit) throws Exception {
        hall().people()
                .add(Actor.command("test"), new PersonRow(name, "", Set.of(role), unit, null, List.of(), 0), PASSWORD);
    }

    private HttpResponse<String> post(String who, String path, String body, int status) throws Exception {
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(hall().uri(path))
                        .header("Authorization", ServedHall.basic(who, PASSWORD))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer;
    }

    private HttpResponse<byte[]> get(String who, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(hall().uri(path))
                        .header("Authorization", ServedHall.basic(who, PASSWORD))
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private JsonNode json(String who, String path) throws Exception {
        HttpResponse<byte[]> answer = get(who, path);
        assertThat(answer.statusCode()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private long made() throws Exception {
        long made = 0;
        for (JsonNode visit : json("organiser", ROUND + "/visits").path("visits")) {
            made += visit.path("made").asBoolean() ? 1 : 0;
        }
        return made;
    }

    private static void offline(Browser phone, boolean offline) {
        phone.driver().executeCdpCommand("Network.enable", Map.of());
        phone.driver()
                .executeCdpCommand(
                        "Network.emulateNetworkConditions",
                        Map.of("offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    private static void awaitText(Browser phone, String id, String text) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(phone.text(id)).contains(text));
    }

    private static WebElement one(Browser phone, String css) {
        return await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> phone.driver().findElement(By.cssSelector(css)), WebElement::isDisplayed);
    }

    private static int open(Browser phone) {
        return phone.driver().findElements(By.cssSelector(".visits a")).size();
    }

    private void requireGood(Browser phone, String name) throws Exception {
        assertThat(PageRules.overflow(phone)).as(name).isEmpty();
        assertThat(PageRules.accessibility(phone)).as(name).isEmpty();
        phone.screenshot(pictures.resolve(name + ".png"));
        Path kept = Path.of("target", "visits");
        Files.createDirectories(kept);
        phone.screenshot(kept.resolve(name + ".png"));
    }

    @Test
    void visits_madeWithoutANetwork_areSentOnce_byWhoMadeThem() throws Exception {
        byte[] photo = Photos.withPlace(Photos.plain(1600, 1200, false));
        Path file = Files.write(pictures.resolve("photo.jpg"), photo);
        try (Browser phone = Browser.open(390, 844)) {
            ServedHallPages pages = new ServedHallPages(hall(), phone);
            pages.signIn("li", PASSWORD);
            phone.visit(hall().uri("/visits").toString());
            awaitText(phone, "state", "已全部发送");
            int assigned = open(phone);
            assertThat(assigned).isBetween(3, 4);
            assertThat(phone.text("main")).contains("综合受理", "第 1 次").doesNotContain("W3", "综合受理 3");
            requireGood(phone, "list");
            await().atMost(PATIENCE)
                    .until(() ->
                            Boolean.TRUE.equals(phone.evaluate("return navigator.serviceWorker.controller !== null")));

            offline(phone, true);
            phone.driver().navigate().refresh();
            awaitText(phone, "state", "没有网络");
            assertThat(open(phone)).isEqualTo(assigned);

            one(phone, ".visits a").click();
            one(phone, "[data-item=absent][data-step='1']").click();
            one(phone, "[data-item=absent][data-step='1']").click();
            one(phone, "[data-item=slow][data-step='1']").click();
            one(phone, "#note").sendKeys("三号柜台无人");
            phone.driver().findElement(By.id("photo")).sendKeys(file.toString());
            one(phone, ".photo canvas");
            requireGood(phone, "form");
            phone.driver().navigate().refresh();
            one(phone, ".photo canvas");
            assertThat(phone.text("count-absent")).as("after a reload").isEqualTo("2");
            one(phone, "#finish").click();
            awaitText(phone, "state", "等待发送 1 次");

            one(phone, ".visits a").click();
            one(phone, "#finish").click();
            awaitText(phone, "state", "等待发送 2 次");
            phone.driver().navigate().refresh();
            awaitText(phone, "state", "等待发送 2 次");
            requireGood(phone, "waiting");
            assertThat(made()).isZero();

            offline(phone, false);
            awaitText(phone, "state", "已全部发送");
            assertThat(made()).isEqualTo(2);
            JsonNode facts = json("organiser", ROUND + "/facts").path("facts");
            assertThat(facts)
                    .hasSize(2)
                    .allMatch(fact -> fact.path("recorder").asText().equals("li"));
            assertThat(facts.toString()).contains("\"absent\":2");
            phone.driver().navigate().refresh();
            awaitText(phone, "state", "已全部发送");
            assertThat(made()).isEqualTo(2);

            requirePhotoKept();
            requireOwnUnitRefused();
            requireOthersSeeNothing(phone, pages, assigned);
            hall().stopServing();
            phone.driver().navigate().refresh();
            awaitText(phone, "state", "No network");
        }
    }

    private void requirePhotoKept() throws Exception {
        JsonNode photos = json("organiser", ROUND + "/visits").path("photos");
        assertThat(photos).hasSize(1);
        String address = ROUND + "/photos/" + photos.get(0).path("digest").asText();
        assertThat(get("organiser", address).statusCode()).isEqualTo(403);
        assertThat(get("li", address).statusCode()).isEqualTo(403);
        HttpResponse<byte[]> seen = get("discipline", address);
        assertThat(seen.statusCode()).isEqualTo(200);
        assertThat(seen.headers().firstValue("Content-Type")).contains("image/jpeg");
        String picture = new String(seen.body(), StandardCharsets.ISO_8859_1);
        assertThat(picture).startsWith("\u00ff\u00d8").doesNotContain("Exif", Photos.MAKER);
        String part = picture.substring(picture.length() / 2, picture.length() / 2 + 40);
        for (String name : List.of("assess.db", "assess.db-wal")) {
            Path database = data.resolve(name);
            if (Files.exists(database)) {
                assertThat(Files.readString(database, StandardCharsets.ISO_8859_1))
                        .as(name)
                        .doesNotContain(part, Photos.MAKER);
            }
        }
        List<String> looks = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("assess.db"));
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("select who, role from audit where what = 'visits.photo.look'")) {
            while (row.next()) {
                looks.add(row.getString(1) + " " + row.getString(2));
            }
        }
        assertThat(looks).containsExactly("discipline discipline");
        assertThat(json("auditor", "/api/v1/rounds/patrols/2026-10/severity").path("severe"))
                .isEmpty();
    }

    private void requireOwnUnitRefused() throws Exception {
        String visit =
                "{\"id\":\"00112233445566778899aabbccddeeff\",\"round\":\"patrols/2026-10\",\"source\":\"patrol\","
                        + "\"subject\":\"north/W3\",\"n\":1,\"day\":\"2026-10-12\",\"times\":{}}";
        assertThat(post("li", "/api/v1/visits", visit, 403).body()).contains("of the unit of north/W3");
        String foreign = "{\"round\":\"patrols/2026-10\",\"facts\":[{\"source\":\"patrol\",\"subject\":\"north/W3\","
                + "\"day\":\"2026-10-12\",\"times\":{\"absent\":1}}]}";
        post("li", "/api/v1/facts", foreign, 403);
        post("wang", "/api/v1/visits", visit, 201);
        post("wang", "/api/v1/visits", visit, 200);
    }

    /** A third visit waits on the phone while another person uses it. */
    private void requireOthersSeeNothing(Browser phone, ServedHallPages pages, int assigned) throws Exception {
        long before = made();
        offline(phone, true);
        phone.driver().navigate().refresh();
        awaitText(phone, "state", "没有网络");
        one(phone, ".visits a").click();
        one(phone, "#finish").click();
        awaitText(phone, "state", "等待发送 1 次");
        phone.driver().navigate().refresh();
        awaitText(phone, "state", "没有网络：填写的走访保存在本机，联网后自动发送；等待发送 1 次");
        assertThat(made()).isEqualTo(before);
        phone.driver()
                .executeCdpCommand(
                        "Network.clearBrowserCookies", Map.of()); // the session is over before the network is back
        phone.driver().navigate().to("about:blank");
        offline(phone, false);
        pages.signIn("wang", PASSWORD);
        phone.visit(hall().uri("/visits").toString());
        awaitText(phone, "person", "wang");
        assertThat(made()).isEqualTo(before);
        awaitText(phone, "state", "另有他人的 1 次");
        requireGood(phone, "another");
        phone.driver().executeCdpCommand("Network.clearBrowserCookies", Map.of());
        pages.signIn("li", PASSWORD);
        phone.visit(hall().uri("/visits").toString());
        awaitText(phone, "state", "已全部发送");
        assertThat(made()).isEqualTo(before + 1);
        assertThat(open(phone)).isEqualTo(assigned - 3);
        one(phone, "#language").click();
        awaitText(phone, "state", "All sent");
        requireGood(phone, "english");
    }
}
