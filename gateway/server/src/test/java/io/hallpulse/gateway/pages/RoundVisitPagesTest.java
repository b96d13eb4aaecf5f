package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.assessment.Photos;
import io.hallpulse.gateway.store.PersonRow;
import io.hallpulse.gateway.testkit.AssessedHall;
import io.hallpulse.testkit.Browser;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a round's visits: who sees it and who does not, what each of them is told, and what is done there with a reason. */
class RoundVisitPagesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Actor TEST = Actor.command("test");
    private static final List<String> SEE = List.of("organiser", "auditor", "approver", "discipline");
    private static final String NOTE = "三号柜台无人";

    private AssessedHall hall;
    private String page;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        hall = AssessedHall.start(folder);
        page = "/console/" + hall.round() + "/visits";
    }

    @AfterEach
    void stop() throws Exception {
        hall.close();
    }

    private void inspector(String name, @Nullable String unit, String... interests) throws Exception {
        hall.hall()
                .people()
                .add(
                        TEST,
                        new PersonRow(name, "", Set.of(Role.INSPECTOR), unit, null, List.of(interests), 0),
                        AssessedHall.PASSWORD);
    }

    private String seen(String who, String path) throws Exception {
        HttpResponse<String> answer = hall.get(who, path);
        assertThat(answer.statusCode()).as(path + " of " + who).isEqualTo(200);
        return answer.body();
    }

    private JsonNode given(String inspector) throws Exception {
        return JSON.readTree(seen(inspector, "/api/v1/visits")).path("visits");
    }

    /** Makes the first of an inspector's visits, with a note and a photo. */
    private JsonNode make(String inspector) throws Exception {
        JsonNode visit = given(inspector).get(0);
        String photo = Base64.getEncoder().encodeToString(Photos.plain(300, 200, false));
        hall.call(inspector, "/api/v1/visits", """
                {"id": "%s", "round": "%s", "source": "patrol", "subject": "%s", "n": %d, "day": "%s",
                 "times": {"slow": 1}, "note": "%s", "photos": ["%s"]}
                """.formatted(
                        "0f".repeat(16),
                        visit.path("round").asText(),
                        visit.path("subject").asText(),
                        visit.path("n").asInt(),
                        hall.today(),
                        NOTE,
                        photo));
        return visit;
    }

    private void sent(String who, String form, int status, String... told) throws Exception {
        HttpResponse<String> answer = hall.post(who, page, form);
        assertThat(answer.statusCode()).as(form + " of " + who).isEqualTo(status);
        for (String one : told) {
            assertThat(answer.body()).contains(one);
        }
    }

    /** Sends what is done, and says where the answer leads. */
    private String done(String who, String form) throws Exception {
        HttpResponse<String> answer = hall.post(who, page, form);
        assertThat(answer.statusCode()).as(form + " of " + who).isEqualTo(303);
        String location = answer.headers().firstValue("Location").orElseThrow();
        return page + location.substring(location.indexOf('?'));
    }

    @Test
    void visits_areSeenByFourRoles_andPhotosByTwoOfThem() throws Exception {
        hall.hall().people().remove(TEST, "inspector");
        inspector("inspector", null, "window:north/A08");
        inspector("li", "land");
        hall.freeze();
        assertThat(seen("organiser", page)).contains("还没有抽签").doesNotContain("id=\"again\"");
        hall.at(12);
        String subject = make("li").path("subject").asText();

        for (Role role : Role.values()) {
            String who = role.word();
            boolean sees = SEE.contains(who);
            assertThat(hall.get(who, page).statusCode()).as(who).isEqualTo(sees ? 200 : 403);
            HttpResponse<String> cockpit = hall.get(who, page.replace("/visits", ""));
            assertThat(cockpit.body().contains(hall.period() + "/visits\">走访</a>"))
                    .as(who)
                    .isEqualTo(sees);
        }
        assertThat(hall.post("inspector", page, "do=draw&reason=x").statusCode())
                .isEqualTo(403);

        String organiser = seen("organiser", page);
        assertThat(organiser)
                .contains("已完成 1 / 240", "无人可去 20", "全部 2 人均须回避", NOTE, "id=\"again\"")
                .doesNotContain("/photos/", "督查员的宽严", "id=\"together\"");
        assertThat(seen("approver", page)).contains(NOTE).doesNotContain("/photos/", "id=\"again\"");
        assertThat(seen("auditor", page))
                .contains("方案没有规定何时告知", "id=\"together\"", "/photos/")
                .doesNotContain("id=\"again\"");
        String discipline = seen("discipline", page);
        assertThat(discipline).contains("记入审计").doesNotContain("督查员的宽严", "id=\"together\"");
        Matcher photo = Pattern.compile("href=\"[./]*(/?api/v1/[^\"]*/photos/[0-9a-f]{64})\"")
                .matcher(discipline);
        assertThat(photo.find()).isTrue();
        assertThat(hall.get("discipline", "/" + photo.group(1)).headers().firstValue("Content-Type"))
                .contains("image/jpeg");

        String one = seen("approver", page + "?subject=" + subject);
        assertThat(one).contains("第 20 次", "待走访", "已完成", NOTE);
        assertThat(one.split("soft mono\">(timed-round|untimed-check)", -1)).hasSize(21);
        assertThat(seen("approver", page + "?subject=north/A08"))
                .contains("无人可去")
                .doesNotContain("待走访", NOTE);
        assertThat(seen("approver", page + "?lang=en")).contains("1 of 240 made", "Nobody may");
    }

    @Test
    void dismissedInspector_isStruckByTheAuditor_andDrawnAgainByTheOrganiser_withReasons() throws Exception {
        inspector("li", null);
        hall.freeze();
        hall.at(12);
        String subject = make("li").path("subject").asText();
        assertThat(seen("auditor", page)).contains("<option value=\"li\">li · 1 条");

        sent("auditor", "do=strike&recorder=li&reason=+", 422, "没有执行");
        sent("organiser", "do=strike&recorder=li&reason=gifts", 403, "没有执行", NOTE);
        sent("auditor", "do=strike&recorder=nobody&reason=gifts", 404);
        sent("auditor", "do=anything&reason=gifts", 400);
        assertThat(seen("auditor", page)).as("nothing of that was done").contains("已完成 1 / 240");
        String struck = done("auditor", "do=strike&recorder=li&reason=took+gifts");
        assertThat(seen("auditor", struck))
                .contains("已剔除 1 条事实", "已完成 0 / 240")
                .doesNotContain("<option value=\"li\">");
        assertThat(seen("discipline", page + "?subject=" + subject))
                .contains("属于已剔除的 f1", "待走访")
                .doesNotContain(NOTE);
        assertThat(seen("auditor", page.replace("/visits", "/facts?which=struck")))
                .contains("took gifts");

        sent("organiser", "do=draw&reason=+", 422, "没有执行");
        sent("auditor", "do=draw&reason=dismissed", 403, "没有执行");
        assertThat(seen("organiser", done("organiser", "do=draw&reason=nobody+left")))
                .contains("没有需要重抽的", "<bdi>li</bdi>");
        assertThat(seen("organiser", page)).doesNotContain("id=\"changes\"", ">不能再去<");
        hall.hall().people().remove(TEST, "li");
        assertThat(seen("organiser", page))
                .contains("待重抽 120", ">不能再去<", "账号已删除，或已没有评议角色", "id=\"changes\"", "<b><bdi>inspector</bdi></b>");
        assertThat(seen("approver", page + "?subject=" + subject))
                .contains("不能再去")
                .doesNotContain("id=\"again\"");
        assertThat(seen("organiser", done("organiser", "do=draw&reason=dismissed")))
                .contains("已重抽 120 次走访")
                .doesNotContain("<bdi>li</bdi>");
    }

    @Test
    void severity_isToldToTheAuditorAlone_onceTheRoundIsCounted() throws Exception {
        inspector("li", null);
        hall.freeze(AssessedHall.FILE.replace(
                "\nscales:", "\nevaluators: {assign: random, severity: {atLeast: 5, beyond: 10}}\n\nscales:"));
        hall.at(12);
        make("li");
        for (String who : List.of("li", "inspector")) {
            List<String> facts = new ArrayList<>();
            for (JsonNode visit : given(who)) {
                if (!visit.path("made").asBoolean()) {
                    facts.add("{\"source\":\"patrol\",\"subject\":\"%s\",\"day\":\"%s\",\"times\":{\"slow\":%d}}"
                            .formatted(visit.path("subject").asText(), hall.today(), who.equals("li") ? 1 : 3));
                }
            }
            hall.call(
                    who,
                    "/api/v1/facts",
                    "{\"round\":\"" + AssessedHall.SCHEME + "/" + hall.period() + "\",\"facts\":["
                            + String.join(",", facts) + "]}");
        }
        assertThat(seen("auditor", page)).contains("已完成 240 / 240", "计分之后才知道", "至少 5 个对象、超过 10 分");
        hall.at(45);
        hall.call("organiser", "/api/v1/" + hall.round() + "/count", "");
        hall.call("auditor", "/api/v1/" + hall.round() + "/count", "");

        assertThat(seen("auditor", page))
                .contains("<b>+20.00</b> 分，偏宽", "<b>-20.00</b> 分，偏严", "12 个对象", "不改变任何得分")
                .doesNotContain("id=\"together\"");
        assertThat(seen("discipline", page)).doesNotContain("+20.00");
        assertThat(seen("organiser", page)).doesNotContain("+20.00", "id=\"again\"");
        sent("auditor", "do=strike&recorder=li&reason=late", 409, "没有执行");

        try (Browser browser = Browser.open(1440, 900)) {
            ServedHallPages pages = new ServedHallPages(hall.hall(), browser);
            pages.signIn("auditor", AssessedHall.PASSWORD);
            for (String language : List.of("zh", "en")) {
                pages.visit(page + "?lang=" + language);
                browser.resize(1440, 1800);
                picture(browser, "visits-1440-" + language);
                pages.requireGood();
                browser.resize(390, 2400);
                picture(browser, "visits-390-" + language);
                browser.resize(1440, 900);
            }
            assertThat(browser.complaints()).isEmpty();
        }
    }

    private static void picture(Browser browser, String name) throws Exception {
        String folder = System.getenv("PICTURES");
        if (folder != null) {
            browser.screenshot(Path.of(folder, name + ".png"));
        }
    }
}
