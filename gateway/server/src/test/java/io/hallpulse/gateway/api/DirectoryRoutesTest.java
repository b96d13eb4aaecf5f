package io.hallpulse.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hallpulse.contract.message.Press;
import io.hallpulse.gateway.command.GatewayCommand;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.gateway.testkit.Workbook;
import io.hallpulse.testkit.RawTerminal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryRoutesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WINDOWS = "/api/v1/directory/windows";
    private static final String HALLS = "/api/v1/directory/halls";

    @TempDir
    Path data;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void put_windowMore_countsWhatWasPressedThereAndShowsItWithoutARestart() throws Exception {
        try (ServedHall hall = start()) {
            hall.press("W9", 5, 4);
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            json(hall, "/api/v1/account").at("/sum/unplaced").asLong() == 2);
            HttpResponse<String> before = get(hall, WINDOWS);
            ObjectNode windows = (ObjectNode) JSON.readTree(before.body());
            add(windows, "W9");

            HttpResponse<String> changed = put(hall, WINDOWS, tag(before), windows);

            assertThat(changed.statusCode()).isEqualTo(200);
            assertThat(JSON.readTree(changed.body())).isEqualTo(windows);
            assertThat(tag(changed)).isNotEqualTo(tag(before)).isEqualTo(tag(get(hall, WINDOWS)));
            await().atMost(Duration.ofSeconds(30)).until(() -> total(hall, "W9") == 2);
            assertThat(json(hall, "/api/v1/account").at("/sum/unplaced").asLong())
                    .isZero();
            hall.press("W9", 3);
            await().atMost(Duration.ofSeconds(30)).until(() -> total(hall, "W9") == 3);
        }
        assertThat(GatewayCommand.run(
                        "verify", "--config", data.resolve("gateway.yaml").toString()))
                .contains("no difference");
    }

    @Test
    void put_windowLeftOut_isNoLongerShownAndItsPressesStay() throws Exception {
        try (ServedHall hall = start()) {
            hall.press("W2", 5);
            await().atMost(Duration.ofSeconds(30)).until(() -> total(hall, "W2") == 1);
            HttpResponse<String> before = get(hall, WINDOWS);
            ObjectNode windows = (ObjectNode) JSON.readTree(before.body());
            ((ArrayNode) windows.path("windows")).remove(1);

            assertThat(put(hall, WINDOWS, tag(before), windows).statusCode()).isEqualTo(200);

            assertThat(shown(hall)).containsExactly("W1");
            assertThat(json(hall, "/api/v1/account").at("/sum/counted").asLong())
                    .isEqualTo(1);
        }
        try (ServedHall again = start()) { // the file still names it, as it did when it was imported
            assertThat(shown(again)).containsExactly("W1");
        }
    }

    @Test
    void put_hall_changesWhatTheScreenSays() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 2, "{staleAfter: 1500ms}", Limits.SMALL_BOX)) {
            HttpResponse<String> before = get(hall, HALLS);
            ObjectNode halls = (ObjectNode) JSON.readTree(before.body());
            assertThat(halls.at("/halls/0/staleAfterMillis").asInt()).isEqualTo(1500);
            ((ObjectNode) halls.at("/halls/0/name")).put("zh", "新大厅");
            ((ObjectNode) halls.at("/halls/0")).put("minimumRatings", 7);

            assertThat(put(hall, HALLS, tag(before), halls).statusCode()).isEqualTo(200);

            assertThat(json(hall, HALLS)).isEqualTo(halls); // nothing else has changed
            JsonNode scores = json(hall, "/api/v1/halls/north/scores");
            assertThat(scores.at("/name/zh").asText()).isEqualTo("新大厅");
            assertThat(scores.at("/minimumRatings").asInt()).isEqualTo(7);
            assertThat(json(hall, "/api/v1/halls").at("/halls/0/name/zh").asText())
                    .isEqualTo("新大厅");
        }
    }

    @Test
    void put_newHallOfAFile_takesWindowsThenPresses() throws Exception {
        try (ServedHall hall = start()) {
            HttpResponse<String> before = csv(hall, HALLS, null, null);
            byte[] file =
                    "id,zh,en,timeZone\neast,东区政务大厅,East Hall,\nWest,西区,West Hall,\nsouth,南区,South Hall,Shanghai\n"
                            .getBytes(StandardCharsets.UTF_8);
            JsonNode preview = JSON.readTree(
                    csv(hall, HALLS + "?preview=true", tag(before), file).body());
            assertThat(preview.path("rows").toString())
                    .contains("id 'West' has capitals", "is it 'west'?", "timeZone 'Shanghai' is no time zone");
            assertThat(csv(hall, HALLS, tag(before), file).statusCode()).isEqualTo(422);
            assertThat(csv(hall, HALLS + "?faults=skip", tag(before), file).statusCode())
                    .isEqualTo(200);
            assertThat(json(hall, "/api/v1/halls").findValuesAsText("id")).containsExactly("north", "east");
            assertThat(json(hall, "/api/v1/halls/east/scores").path("windows")).isEmpty();
            assertThat(get(hall, "/screen/east").statusCode()).isEqualTo(200);

            byte[] windows = "hall,id,zh,en\neast,E1,综合受理,Counter\n".getBytes(StandardCharsets.UTF_8);
            assertThat(csv(hall, WINDOWS, tag(csv(hall, WINDOWS, null, null)), windows)
                            .statusCode())
                    .isEqualTo(200);
            Press press = Press.rating(1, "E1", "panel", "1", 5, Instant.now(), 1000);
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> isCounted(hall, press));
            assertThat(json(hall, HALLS).at("/halls/1/privacyDelayMillis").asInt())
                    .isEqualTo(30_000);
        }
    }

    /** The gateway connects to its broker anew for a new hall, which cuts terminals off. */
    private boolean isCounted(ServedHall hall, Press press) throws Exception {
        try (RawTerminal terminal = RawTerminal.connect(hall.brokerPort(), "east", "e-01")) {
            terminal.presses("k3f9c2abq7", 1, press);
            return json(hall, "/api/v1/account?hall=east").at("/sum/counted").asInt() == 1;
        }
    }

    @Test
    void put_hallLeftOut_isLetGoOf() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 1, "{}", Limits.SMALL_BOX, "south")) {
            HttpResponse<String> before = get(hall, HALLS);
            ObjectNode halls = (ObjectNode) JSON.readTree(before.body());
            ((ArrayNode) halls.path("halls")).remove(1);

            assertThat(put(hall, HALLS, tag(before), halls).statusCode()).isEqualTo(200);

            assertThat(get(hall, "/api/v1/halls/south/scores").statusCode()).isEqualTo(404);
            hall.press("W1", 5);
            await().atMost(Duration.ofSeconds(30)).until(() -> total(hall, "W1") == 1);
            assertThat(get(hall, "/readyz").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void put_forAnotherVersionOrWithoutOne_changesNothing() throws Exception {
        try (ServedHall hall = start()) {
            HttpResponse<String> before = get(hall, WINDOWS);
            ObjectNode windows = (ObjectNode) JSON.readTree(before.body());
            add(windows, "W9");

            assertThat(put(hall, WINDOWS, null, windows).statusCode()).isEqualTo(428);
            assertThat(put(hall, WINDOWS, "\"0123\"", windows).statusCode()).isEqualTo(412);
            assertThat(put(hall, WINDOWS + "?preview=true", tag(before), windows)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(get(hall, WINDOWS).body()).isEqualTo(before.body());
        }
    }

    @Test
    void put_whatIsNoDirectory_isRefusedInOneLineAndChangesNothing() throws Exception {
        try (ServedHall hall = start()) {
            HttpResponse<String> before = get(hall, WINDOWS);
            ObjectNode twice = (ObjectNode) JSON.readTree(before.body());
            add(twice, "W2");
            ObjectNode named = (ObjectNode) JSON.readTree(before.body());
            add(named, "no id");

            assertThat(detail(put(hall, WINDOWS, tag(before), twice)))
                    .isEqualTo("window W2 stands twice in hall north");
            assertThat(detail(put(hall, WINDOWS, tag(before), named)))
                    .contains("no id")
                    .doesNotContain("\n");
            assertThat(detail(put(hall, WINDOWS, tag(before), JSON.readTree("{\"windows\":[]}"))))
                    .isEqualTo("a hall has at least one window");
            assertThat(detail(put(hall, WINDOWS, tag(before), JSON.readTree("{}"))))
                    .isEqualTo("windows is missing");
            assertThat(detail(put(hall, HALLS, tag(get(hall, HALLS)), JSON.readTree("[7]"))))
                    .startsWith("the body cannot be read: ");
            assertThat(get(hall, WINDOWS).body()).isEqualTo(before.body());
        }
    }

    @Test
    void put_hoursAndWhatACounterTells_standInEveryForm_andStayWhereTheyAreLeftOut() throws Exception {
        String promise = "一次告知；当场办结";
        try (ServedHall hall = start()) {
            ObjectNode halls = (ObjectNode) json(hall, HALLS);
            ((ObjectNode) halls.at("/halls/0")).put("hours", "Mo-Fr 17:00-09:00");
            assertThat(detail(put(hall, HALLS, tag(get(hall, HALLS)), halls)))
                    .isEqualTo(
                            "hall north: hours: '17:00-09:00' ends before it begins; one that passes midnight is written"
                                    + " as two, to 24:00 and from 00:00; write like Mo-Fr 09:00-12:00,13:30-17:00; Sa 09:00-12:00");
            ((ObjectNode) halls.at("/halls/0")).put("hours", "Mo,Tu 09:00-17:00");
            assertThat(put(hall, HALLS, tag(get(hall, HALLS)), halls).statusCode())
                    .isEqualTo(200);
            byte[] wrong = "id,zh,en,hours\nnorth,北区,North,Mo 9-5\n".getBytes(StandardCharsets.UTF_8);
            assertThat(csv(hall, HALLS, tag(csv(hall, HALLS, null, null)), wrong)
                            .body())
                    .contains("hours 'Mo 9-5' are no opening hours: '9-5' is no span of hours; write like Mo-Fr");
            assertThat(csv(hall, HALLS, null, null).body()).contains("Mo-Tu 09:00-17:00");

            byte[] windows = ("hall,id,zh,en,promisesZh\nnorth,W1,综合受理,Counter," + promise + "\n")
                    .getBytes(StandardCharsets.UTF_8);
            assertThat(csv(hall, WINDOWS, tag(csv(hall, WINDOWS, null, null)), windows)
                            .statusCode())
                    .isEqualTo(200);
            ObjectNode told = (ObjectNode) json(hall, WINDOWS);
            assertThat(told.at("/windows/0/promises/zh").asText()).isEqualTo(promise);
            ((ObjectNode) told.at("/windows/0")).remove("promises");
            ((ObjectNode) told.at("/windows/0")).putObject("duties").put("en", "We register");
            assertThat(put(hall, WINDOWS, tag(get(hall, WINDOWS)), told).statusCode())
                    .isEqualTo(200);
            ObjectNode earlier = (ObjectNode) json(hall, HALLS);
            ((ObjectNode) earlier.at("/halls/0")).remove("hours");
            assertThat(put(hall, HALLS, tag(get(hall, HALLS)), earlier).statusCode())
                    .isEqualTo(200);
        }
        try (ServedHall hall = start()) {
            assertThat(json(hall, HALLS).at("/halls/0/hours").asText()).isEqualTo("Mo-Tu 09:00-17:00");
            assertThat(json(hall, WINDOWS).at("/windows/0/promises/zh").asText())
                    .isEqualTo(promise);
            assertThat(json(hall, WINDOWS).at("/windows/0/duties/en").asText()).isEqualTo("We register");
        }
    }

    @Test
    void put_ofAFile_previewsThenTakesItsRowsAndRecordsEach() throws Exception {
        try (ServedHall hall = start()) {
            String before = get(hall, WINDOWS).body();
            HttpResponse<String> file = csv(hall, WINDOWS, null, null);
            assertThat(file.body())
                    .startsWith(
                            "hall,id,zh,en,department,category,promisesZh,promisesEn,dutiesZh,dutiesEn,schedule\r\nnorth,W1,综合受理 1,");
            byte[] changed = (file.body().replace("综合受理 1", "=不动产登记")
                            + "north,W 3,新窗口,New,,,,,,,\r\nnorth,W4,新窗口,New,,,,,,,\r\n")
                    .getBytes(Charset.forName("GB18030"));

            JsonNode preview = JSON.readTree(
                    csv(hall, WINDOWS + "?preview=true", tag(file), changed).body());
            assertThat(preview.path("encoding").asText()).isEqualTo("GB18030");
            assertThat(preview.path("counts").toString())
                    .isEqualTo("{\"same\":1,\"added\":1,\"changed\":1,\"fault\":1}");
            assertThat(preview.at("/rows/0/before/zh").asText()).isEqualTo("综合受理 1");
            assertThat(preview.at("/rows/1").toString())
                    .contains(
                            "\"row\":4",
                            "\"column\":\"id\"",
                            "\"value\":\"W 3\"",
                            "\"rule\":\"identifier\"",
                            "is it 'W3'?");
            HttpResponse<String> refused = csv(hall, WINDOWS, tag(file), changed);
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(JSON.readTree(refused.body()).path("detail").asText())
                    .isEqualTo("1 rows have faults and nothing is saved; mend them, or send faults=skip");
            assertThat(get(hall, WINDOWS).body()).isEqualTo(before);

            HttpResponse<String> taken = csv(hall, WINDOWS + "?faults=skip", tag(file), changed);

            assertThat(taken.statusCode()).isEqualTo(200);
            assertThat(shown(hall)).containsExactly("W1", "W2", "W4");
            assertThat(csv(hall, WINDOWS, null, null).body()).contains("north,W1,'=不动产登记,");
            assertThat(csv(hall, WINDOWS, tag(file), changed).statusCode())
                    .as("for a version that is not the present one")
                    .isEqualTo(412);
            assertThat(csv(hall, WINDOWS + "?preview=true", tag(taken), new byte[] {(byte) 0xFF, (byte) 0xFF})
                            .statusCode())
                    .as("neither UTF-8 nor GB 18030")
                    .isEqualTo(400);

            JsonNode entries = json(hall, "/api/v1/audit?object=windows").path("entries");
            assertThat(entries.findValuesAsText("what"))
                    .containsExactly("import.add", "import.add", "directory.change", "directory.add");
            JsonNode change = entries.get(2);
            assertThat(change.path("who").asText() + " " + change.path("role").asText())
                    .isEqualTo("li.na operator");
            assertThat(change.path("object").asText()).isEqualTo("windows/north/W1");
            assertThat(change.path("before").asText()).contains("\"zh\":\"综合受理 1\"");
            assertThat(change.path("after").asText()).contains("\"zh\":\"=不动产登记\"");
            assertThat(json(hall, "/api/v1/audit?object=W4&who=LI.&from=2026-01-01")
                            .path("entries"))
                    .hasSize(1);
            assertThat(json(hall, "/api/v1/audit?to=2026-01-01").path("entries"))
                    .isEmpty();
        }
    }

    @Test
    void put_ofTheCalendar_replacesWhatShips_andStaysSoOverARestart() throws Exception {
        String path = "/api/v1/directory/calendar";
        try (ServedHall hall = start()) {
            JsonNode shipped = json(hall, path);
            assertThat(shipped.path("calendar")).hasSize(13);
            assertThat(shipped.at("/calendar/0").toString())
                    .isEqualTo(
                            "{\"from\":\"2026-01-01\",\"to\":\"2026-01-03\",\"kind\":\"off\",\"name\":{\"zh\":\"元旦\",\"en\":"
                                    + "\"New Year\"},\"source\":\"国务院办公厅关于2026年部分节假日安排的通知\"}");
            ObjectNode changed = shipped.deepCopy();
            ((ArrayNode) changed.path("calendar")).remove(0);
            ((ObjectNode) changed.at("/calendar/0")).put("to", "2026-01-05");
            assertThat(put(hall, path, tag(get(hall, path)), changed).statusCode())
                    .isEqualTo(200);
            ((ObjectNode) changed.at("/calendar/0")).put("to", "2026-02-14");
            assertThat(detail(put(hall, path, tag(get(hall, path)), changed)))
                    .isEqualTo(
                            "entry 2 of calendar: from '2026-02-14' has days of another row too: 2026-01-04 to 2026-02-14");
        }
        try (ServedHall again = start()) {
            assertThat(json(again, path).path("calendar")).hasSize(12);
            assertThat(json(again, path).at("/calendar/0/to").asText()).isEqualTo("2026-01-05");
        }
    }

    @Test
    void put_ofStaffAndNotices_isKeptOverARestart() throws Exception {
        try (ServedHall hall = start()) {
            JsonNode departments =
                    JSON.readTree("{\"departments\":[{\"id\":\"land\",\"name\":{\"zh\":\"自然资源\",\"en\":\"Land\"}}]}");
            String path = "/api/v1/directory/departments";
            assertThat(put(hall, path, tag(get(hall, path)), departments).statusCode())
                    .isEqualTo(200);
            JsonNode staff = JSON.readTree(
                    "{\"staff\":[{\"id\":\"S1\",\"name\":{\"zh\":\"王芳\",\"en\":\"Wang Fang\"},\"post\":\"\",\"hall\":"
                            + "\"north\",\"window\":\"W2\",\"department\":\"land\",\"stars\":5}]}");
            path = "/api/v1/directory/staff";
            assertThat(put(hall, path, tag(get(hall, path)), staff).statusCode())
                    .isEqualTo(200);
            ((ObjectNode) staff.at("/staff/0")).put("window", "W9");
            assertThat(detail(put(hall, path, tag(get(hall, path)), staff)))
                    .isEqualTo("entry 1 of staff: window 'W9' is not in the directory: is it 'W1'?");
            path = "/api/v1/halls/north/notices";
            JsonNode notices = JSON.readTree(
                    "{\"notices\":[{\"hall\":\"north\",\"id\":\"n1\",\"text\":{\"zh\":\"停电\",\"en\":\"Power cut\"},"
                            + "\"from\":null,\"to\":\"2036-12-01T04:00:00.000Z\"}]}");
            assertThat(put(hall, path, tag(get(hall, path)), notices).statusCode())
                    .isEqualTo(200);
        }
        try (ServedHall again = start()) {
            assertThat(json(again, "/api/v1/directory/staff")
                            .at("/staff/0/window")
                            .asText())
                    .isEqualTo("W2");
            assertThat(json(again, "/api/v1/halls/north/notices")
                            .at("/notices/0/text/en")
                            .asText())
                    .isEqualTo("Power cut");
            HttpResponse<String> before = get(again, "/api/v1/halls/north/notices");
            assertThat(put(again, "/api/v1/halls/north/notices", tag(before), JSON.readTree("{\"notices\":[]}"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(json(again, "/api/v1/halls/north/notices").path("notices"))
                    .isEmpty();
            assertThat(json(again, "/api/v1/audit?object=notices")
                            .path("entries")
                            .findValuesAsText("what"))
                    .containsExactly("directory.add", "directory.remove");
        }
        assertThat(GatewayCommand.run(
                        "verify", "--config", data.resolve("gateway.yaml").toString()))
                .contains("record: ", " entries, each bound to the one before");
    }

    @Test
    void put_ofUnitsPostsAndLeagues_isKeptOverARestart_andNoUnitIsLeftOut() throws Exception {
        String units = "/api/v1/directory/units";
        String posts = "/api/v1/directory/posts";
        String leagues = "/api/v1/directory/leagues";
        String tax = "{\"id\":\"tax\",\"kind\":\"unit\",\"parent\":\"city\",\"name\":{\"zh\":\"税务局\",\"en\":\"Tax\"},"
                + "\"from\":null,\"to\":null,\"successorOf\":\"\"}";
        String city = "{\"id\":\"city\",\"kind\":\"unit\",\"parent\":\"\",\"name\":{\"zh\":\"市政府\",\"en\":\"City\"},"
                + "\"from\":null,\"to\":\"2036-12-31\",\"successorOf\":\"\"}";
        try (ServedHall hall = start()) {
            assertThat(detail(put(
                            hall,
                            units,
                            tag(get(hall, units)),
                            JSON.readTree("{\"units\":[" + tax + "," + city + "]}"))))
                    .isEqualTo("entry 1 of units: to '' goes beyond the days of the one above: write a day within"
                            + " city, … to 2036-12-31");
            JsonNode both = JSON.readTree(
                    "{\"units\":[" + tax.replace("\"to\":null", "\"to\":\"2036-12-31\"") + "," + city + "]}");
            HttpResponse<String> saved = put(hall, units, tag(get(hall, units)), both);
            assertThat(saved.statusCode()).as(saved.body()).isEqualTo(200);
            assertThat(detail(put(hall, units, tag(saved), JSON.readTree("{\"units\":[" + city + "]}"))))
                    .isEqualTo("id 'tax' is never taken out: write its last day in column to");
            JsonNode open = JSON.readTree(both.toString().replace("\"2036-12-31\"", "null"));
            assertThat(put(hall, units, tag(saved), open).statusCode()).isEqualTo(200);
            assertThat(json(hall, units).path("units"))
                    .as("what an entry does not say any more is gone")
                    .allMatch(unit -> unit.path("to").isNull());

            byte[] file = ("kind,id,post,person,from,to\nunit,tax,head,王芳,2026-07-01,\nunit,tax,head,李明,,2026-06-30\n"
                            + "unit,tax,head,张伟,2026-06-30,\nwindow,W2,staff,S1,,\n")
                    .getBytes(StandardCharsets.UTF_8);
            HttpResponse<String> refused = csv(hall, posts, tag(csv(hall, posts, null, null)), file);
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(JSON.readTree(refused.body()).at("/rows/2").toString())
                    .contains(
                            "\"row\":4",
                            "\"rule\":\"held\"",
                            "from '2026-06-30' meets the days of who holds the post already: end first 王芳, 2026-07-01 to …");
            HttpResponse<String> taken = csv(hall, posts + "?faults=skip", tag(csv(hall, posts, null, null)), file);
            assertThat(taken.statusCode()).isEqualTo(200);
            assertThat(json(hall, posts).at("/posts/2").toString())
                    .isEqualTo(
                            "{\"kind\":\"window\",\"hall\":\"north\",\"id\":\"W2\",\"post\":\"staff\",\"person\":\"S1\","
                                    + "\"from\":null,\"to\":null}");
            JsonNode one = JSON.readTree(
                    "{\"leagues\":[{\"kind\":\"hall\",\"id\":\"north\",\"scheme\":\"monthly\",\"category\":\"public\"}]}");
            assertThat(put(hall, leagues, tag(get(hall, leagues)), one).statusCode())
                    .isEqualTo(200);
            assertThat(put(hall, leagues, null, one).statusCode()).isEqualTo(428);
        }
        try (ServedHall again = start()) {
            assertThat(json(again, units).path("units").findValuesAsText("id"))
                    .containsExactlyInAnyOrder("city", "tax");
            assertThat(json(again, posts).path("posts").findValuesAsText("person"))
                    .containsExactlyInAnyOrder("王芳", "李明", "S1");
            assertThat(json(again, leagues).at("/leagues/0/category").asText()).isEqualTo("public");
            JsonNode entries = json(again, "/api/v1/audit?object=posts").path("entries");
            assertThat(entries.findValuesAsText("what")).containsOnly("directory.add");
            assertThat(json(again, "/api/v1/audit?object=units").path("entries").findValuesAsText("what"))
                    .containsOnly("directory.add", "directory.change");
        }
    }

    @Test
    void put_ofYamlAndOfAWorkbook_isPreviewedAndTakenAsAFile() throws Exception {
        String units = "/api/v1/directory/units";
        try (ServedHall hall = start()) {
            byte[] yaml = """
                    units:
                      - {id: levies, kind: office, parent: tax, name: {zh: 征收科, en: Levies}}
                      - {id: tax, kind: unit, name: {zh: 税务局, en: Tax}}
                      - {id: audits, kind: office, parent: taxes, name: {zh: 稽查科, en: Audits}}
                    """.getBytes(StandardCharsets.UTF_8);
            JsonNode preview = JSON.readTree(file(hall, units + "?preview=true", "application/yaml", yaml)
                    .body());
            assertThat(preview.path("encoding").asText()).isEqualTo("YAML");
            assertThat(preview.at("/rows/2").toString())
                    .contains("\"row\":4", "parent 'taxes' is not in the directory: is it 'tax'?");
            assertThat(file(hall, units, "application/yaml", yaml).statusCode()).isEqualTo(422);
            assertThat(file(hall, units + "?faults=skip", "application/yaml", yaml)
                            .statusCode())
                    .isEqualTo(200);
            HttpResponse<String> broken =
                    file(hall, units, "application/yaml", "units:\n  - {id: tax\n".getBytes(StandardCharsets.UTF_8));
            assertThat(detail(broken))
                    .startsWith("line 2: the file is no YAML: ")
                    .doesNotContain("while parsing", "\n");

            byte[] workbook = Workbook.of("""
                    <row r="1"><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>
                    <row r="2"><c t="s"><v>2</v></c><c><v>46204</v></c></row>
                    <row r="3"><c t="s"><v>3</v></c><c t="s"><v>4</v></c></row>
                    """, "id", "to", "levies", "tax", "soon");
            String xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            assertThat(file(hall, units, xlsx, workbook).body())
                    .contains("\"row\":3", "to 'soon' is no day: write one such as 2026-11-22");
            assertThat(file(hall, units + "?faults=skip", xlsx, workbook).statusCode())
                    .isEqualTo(200);
            assertThat(json(hall, units).path("units").findValuesAsText("to")).containsExactly("null", "2026-07-01");
        }
    }

    private HttpResponse<String> file(ServedHall hall, String path, String type, byte[] file) throws Exception {
        String tag = tag(get(hall, path.replaceAll("[?].*", "")));
        return client.send(
                request(hall, path)
                        .header("If-Match", tag)
                        .header("Content-Type", type)
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(file))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> csv(ServedHall hall, String path, @Nullable String tag, byte @Nullable [] file)
            throws Exception {
        HttpRequest.Builder request = request(hall, path).header("Accept", "text/csv");
        if (file != null) {
            request.header("Content-Type", "text/csv").PUT(HttpRequest.BodyPublishers.ofByteArray(file));
        }
        if (tag != null) {
            request.header("If-Match", tag);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private ServedHall start() throws Exception {
        return ServedHall.start(data, 2, "{minimumRatings: 1}", Limits.SMALL_BOX);
    }

    private static void add(ObjectNode windows, String id) {
        ObjectNode window = ((ArrayNode) windows.path("windows")).addObject();
        window.put("hall", "north").put("id", id);
        window.putObject("name").put("zh", "新窗口").put("en", "New window");
        window.put("department", "").put("category", "");
        for (String told : List.of("promises", "duties")) {
            window.putObject(told).put("zh", "").put("en", "");
        }
        window.put("schedule", "");
    }

    private long total(ServedHall hall, String window) throws Exception {
        for (JsonNode score : json(hall, "/api/v1/halls/north/scores").path("windows")) {
            if (score.path("window").asText().equals(window)) {
                return score.path("total").asLong();
            }
        }
        return -1;
    }

    private List<String> shown(ServedHall hall) throws Exception {
        List<String> ids = new ArrayList<>();
        json(hall, "/api/v1/halls/north/scores")
                .path("windows")
                .forEach(window -> ids.add(window.path("window").asText()));
        return ids;
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private static String detail(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(400);
        return JSON.readTree(answer.body()).path("detail").asText();
    }

    private JsonNode json(ServedHall hall, String path) throws Exception {
        return JSON.readTree(get(hall, path).body());
    }

    private HttpResponse<String> get(ServedHall hall, String path) throws Exception {
        return client.send(request(hall, path).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> put(ServedHall hall, String path, @Nullable String tag, JsonNode body)
            throws Exception {
        HttpRequest.Builder request =
                request(hall, path).PUT(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        if (tag != null) {
            request.header("If-Match", tag);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(ServedHall hall, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hall.port() + path))
                .header("Authorization", ServedHall.login());
    }
}
