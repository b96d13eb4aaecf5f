package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.gateway.testkit.AssessedHall;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of rounds, their facts, ranking and scorecards: what each role sees and may do, and what is told of it. */
class RoundPagesTest {
    private static final String PROOF = "cd".repeat(32);
    /** The shipped file with grades, and with a table of all scores for the public. */
    private static final String WITH_SCORES = AssessedHall.FILE
            .replaceFirst(
                    "(?m)^publish:",
                    "publish:\n  - {id: scores, show: table, rows: {all: true}, columns: [rank, subject, score],"
                            + " audience: [site], approve: [organiser, approver]}")
            .replaceFirst(
                    "(?m)^score:",
                    "score:\n  grades: [{id: best, zh: 五星, en: five stars, from: 98}, {id: good, zh: 四星, en: four stars, from: 90}]");

    private AssessedHall hall;
    private String round;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        hall = AssessedHall.start(folder);
        round = "/console/" + hall.round();
    }

    @AfterEach
    void stop() throws Exception {
        hall.close();
    }

    private String page(String who, String path) throws Exception {
        HttpResponse<String> answer = hall.get(who, path);
        assertThat(answer.statusCode()).as(path + " of " + who).isEqualTo(200);
        return answer.body();
    }

    private String card(String window) {
        return round + "/card?subject=north/" + window;
    }

    @Test
    void cockpit_tellsWhoIsAwaited_andHasTheButtonForThatPersonAlone() throws Exception {
        hall.freeze();
        String next = YearMonth.parse(hall.period()).plusMonths(1).toString();
        String later = round.replace(hall.period(), next);
        assertThat(hall.post("recorder", "/console/rounds", "scheme=" + AssessedHall.SCHEME + "&period=" + next)
                        .statusCode())
                .isEqualTo(403);
        HttpResponse<String> wrong =
                hall.post("organiser", "/console/rounds", "scheme=" + AssessedHall.SCHEME + "&period=2026-Q1");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("没有执行", "value=\"2026-Q1\"");
        assertThat(hall.post("organiser", "/console/rounds", "scheme=" + AssessedHall.SCHEME + "&period=" + next)
                        .statusCode())
                .isEqualTo(303);

        assertThat(page("organiser", later)).contains("冻结对象并签署", "第一位签署人");
        assertThat(page("auditor", later)).doesNotContain("id=\"step\"").contains("轮到评议办签署");
        assertThat(hall.post("organiser", later, "do=freeze").statusCode()).isEqualTo(303);
        HttpResponse<String> twice = hall.post("organiser", later, "do=freeze");
        assertThat(twice.statusCode()).isEqualTo(403);
        assertThat(twice.body()).contains("须由另一人或其他角色办理", "organiser 已签署；须由另一人以“审计员”身份签署");
        assertThat(page("auditor", later)).contains("掷种子并签署", "name=\"seed\"", "评议对象", "企业开办");
        assertThat(hall.post("auditor", later, "do=freeze&seed=1-2-3").statusCode())
                .isEqualTo(303);
        assertThat(page("auditor", later)).contains("已冻结", "1-2-3", "到时由时钟自动执行");
        assertThat(page("inspector", "/console/rounds")).contains(next, "到时自动").doesNotContain("计划一轮");

        assertThat(hall.post("auditor", later, "do=annul&reason=x").statusCode())
                .as("the approver first")
                .isEqualTo(403);
        assertThat(hall.post("approver", later, "do=annul&reason=").statusCode())
                .isEqualTo(409);
        assertThat(hall.post("approver", later, "do=annul&reason=wrong").statusCode())
                .isEqualTo(303);
        assertThat(page("auditor", later)).contains("领导小组 已签署作废");
        assertThat(hall.post("auditor", later, "do=annul&reason=wrong").statusCode())
                .isEqualTo(303);
        assertThat(page("auditor", later)).contains("已作废", "作废原因");
    }

    @Test
    void open_round_hasCountsAlone_andNobodySeesAFigure() throws Exception {
        hall.freeze();
        hall.facts();
        String cockpit = page("organiser", round);
        assertThat(cockpit).contains("谁都看不到中间结果", "截止时抄录", "3 条待核实");
        assertThat(hall.get("organiser", round + "/ranking").statusCode()).isEqualTo(409);
        assertThat(hall.get("contact", card("A03")).statusCode()).isEqualTo(409);
        assertThat(page("inspector", round + "/facts"))
                .contains("慢作为", "你看到自己录入的")
                .doesNotContain("recorder</bdi>");
        assertThat(page("recorder", round + "/facts")).contains("通报").doesNotContain("慢作为 × ");
        assertThat(page("organiser", round + "/facts?which=unverified"))
                .contains("通报", "锦旗表扬", "核实</button>")
                .doesNotContain("慢作为 × ");
        assertThat(page("contact", round + "/facts")).doesNotContain("通报（", "慢作为 × ");
    }

    @Test
    void visits_areCovert_untilTheRoundIsCounted() throws Exception {
        hall.freeze();
        hall.at(14);
        String document = "/api/v1/" + hall.round();
        String told = hall.get("contact", document).body();
        String shown = incoming("contact");
        hall.visits();
        assertThat(hall.get("contact", document).body()).isEqualTo(told);
        assertThat(incoming("contact")).isEqualTo(shown).contains("计分后可见");
        assertThat(page("recorder", round + "/facts")).contains("name=\"once\" value=\"0\"");
        assertThat(hall.get("auditor", document).body()).contains("\"facts\":110");
        assertThat(incoming("auditor")).contains("<td class=\"num\">110</td>");
    }

    /** What the cockpit tells somebody of what came in. */
    private String incoming(String who) throws Exception {
        String cockpit = page(who, round);
        return cockpit.substring(cockpit.indexOf("id=\"incoming\""), cockpit.indexOf("id=\"digests\""));
    }

    @Test
    void ownCard_tellsNothingThatTooFewPeopleSaid_norWhatItIsFoundByFrom() throws Exception {
        hall.freeze(AssessedHall.FILE.replace("{minimum: 5, seal", "{minimum: 41, seal"));
        hall.facts();
        hall.count();
        assertThat(page("auditor", card("A03"))).contains("96.55", "n 40", "id=\"sum\"");
        assertThat(page("contact", card("A03")))
                .contains("id=\"score\">--", "<b>--</b>", "n --", "n 10")
                .doesNotContain("96.55", "97.55", "id=\"sum\"", "id=\"unstruck\"", "前面是第", "n 40");
    }

    @Test
    void fact_isStatedByOne_verifiedByAnother_andStruckWithAReason() throws Exception {
        hall.freeze();
        hall.facts();
        String facts = round + "/facts";
        String entry = "do=state&item=record.banner&subject=north/B02&day=" + hall.period() + "-12&once=7";
        HttpResponse<String> unproven = hall.post("recorder", facts, entry);
        assertThat(unproven.statusCode()).isEqualTo(422);
        assertThat(unproven.body()).contains("wants a proof", "value=\"north/B02\"");
        assertThat(hall.post("inspector", facts, entry + "&proof=" + PROOF).statusCode())
                .isEqualTo(403);
        assertThat(hall.post("organiser", facts, entry + "&proof=" + PROOF).statusCode())
                .isEqualTo(303);
        assertThat(hall.post("organiser", facts, entry + "&proof=" + PROOF).statusCode())
                .as("sent twice is one")
                .isEqualTo(303);
        String own = page("organiser", facts + "?which=unverified&subject=north/B02");
        assertThat(own.split("<tr id=\"f", -1)).hasSize(2);
        assertThat(own).as("who stated it does not verify it").doesNotContain("value=\"verify\"");

        long banner = hall.factOf("B02", "banner");
        HttpResponse<String> himself = hall.post("organiser", facts, "do=verify&fact=" + banner);
        assertThat(himself.statusCode()).isEqualTo(403);
        assertThat(himself.body()).contains("another person verifies it");
        assertThat(hall.post("recorder", facts, "do=strike&fact=" + banner + "&reason=x")
                        .statusCode())
                .isEqualTo(403);
        assertThat(hall.post("auditor", facts, "do=strike&fact=" + banner).statusCode())
                .as("without a reason")
                .isEqualTo(422);
        assertThat(hall.post("auditor", facts, "do=strike&fact=" + banner + "&reason=no+such+banner")
                        .statusCode())
                .isEqualTo(303);
        assertThat(page("auditor", facts + "?which=struck")).contains("no such banner", "已剔除");
    }

    @Test
    void file_isPreviewed_andTakenAsAWholeOrNot() throws Exception {
        hall.freeze();
        hall.facts();
        String file =
                "source,subject,day,item,proof\nrecord,north/B01,%1$s-11,banner,%2$s\nrecord,north/Z9,%1$s-11,banner,%2$s\n"
                        .formatted(hall.period(), PROOF);
        String wrong = answered(hall.post("recorder", round + "/facts/import", "do=import&text=" + encoded(file)));
        assertThat(wrong).contains("1 行有错，尚未保存任何内容", "north/Z9").doesNotContain("value=\"import\"");
        String right = encoded(file.replace("Z9", "B02"));
        assertThat(answered(hall.post("recorder", round + "/facts/import", "text=" + right)))
                .contains("导入 2 行");
        assertThat(hall.post("recorder", round + "/facts/import", "do=import&text=" + right)
                        .statusCode())
                .isEqualTo(303);
        assertThat(page("organiser", round + "/facts?subject=north/B02")).contains("锦旗表扬");
        for (String other : List.of(
                "a,b\n", "source,subject,day,item,item\n", "source,subject,day,item\n" + "x\n".repeat(10_001))) {
            assertThat(hall.post("recorder", round + "/facts/import", "text=" + encoded(other))
                            .statusCode())
                    .isEqualTo(422);
        }
    }

    private static String answered(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static String encoded(String file) {
        return URLEncoder.encode(
                Base64.getEncoder().encodeToString(file.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    /** A06 has more satisfied presses, and both as many; the queue machine tells of more services at A07. */
    @Test
    void tie_isSettledByTheTicketsThatWereClosed() throws Exception {
        hall.freeze(AssessedHall.FILE.replace("breakBy: [meter, patrol, services]", "breakBy: [services]"));
        hall.facts();
        Instant hour = hall.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(1));
        hall.call(
                "technician",
                "/api/v1/halls/north/tickets",
                "{\"window\":\"A07\",\"closed\":41,\"from\":\"" + hour + "\",\"to\":\"" + hour.plus(Duration.ofHours(1))
                        + "\"}");
        hall.count();
        assertThat(page("approver", round + "/ranking")).contains("农业农村 上榜，生态环境 未上榜，由办理件数决定");
    }

    @Test
    void ownCard_tellsTheScoreBefore_onceItIsPublished_andTheNextGradeAtOnce() throws Exception {
        hall.freeze(WITH_SCORES);
        hall.facts();
        hall.count();
        assertThat(page("contact", card("A03"))).contains("达到“五星”（98 分起）").doesNotContain("前面是第");
        String api = "/api/v1/" + hall.round();
        for (String publication : List.of("scores", "month", "own")) {
            hall.call("organiser", api + "/publications/" + publication + "/prepare", "");
            hall.call("organiser", api + "/publications/" + publication + "/approve", "{}");
            if (!publication.equals("own")) {
                hall.call("approver", api + "/publications/" + publication + "/approve", "{}");
            }
        }
        hall.at(60);
        hall.call("approver", api + "/approve", "");
        hall.call("discipline", api + "/approve", "");
        assertThat(page("contact", card("A03"))).doesNotContain("前面是第");
        hall.call("organiser", api + "/publish", "");
        assertThat(page("contact", card("A03"))).contains("前面是第 2 名");
    }

    @Test
    void counted_round_isRanked_andACardOpensDownToTheFacts() throws Exception {
        hall.freeze();
        hall.facts();
        hall.count();
        assertThat(page("organiser", round)).contains("已计分", "✓ 已截止", "排名</a>");

        String ranking = page("approver", round + "/ranking");
        assertThat(ranking).contains("行政审批单位", "公共服务机构", "企业开办", "不排名", "只有 0，至少要 30", "榜尾并列");
        assertThat(ranking).as("A06 is listed for its presses").contains("生态环境 上榜，农业农村 未上榜，由计分项 meter 决定");
        assertThat(ranking).contains("公布后规则将做什么", "发起“流动奖杯”", "≈");
        assertThat(hall.get("recorder", round + "/ranking").statusCode()).isEqualTo(403);
        assertThat(hall.get("unit", round + "/ranking").statusCode()).isEqualTo(403);

        String card = page("discipline", card("A03"));
        assertThat(card).contains("为什么是这个分", "25 ×（4×5分", "满意 3", "慢作为 × 1", "recorder</bdi>", "通报");
        assertThat(card)
                .as("a struck fact, and both figures")
                .contains("若不剔除任何事实", "通报已撤销", "同一面锦旗重复登记", "<del>97.55</del>", "<del>97.55</del> → <b>96.55</b>");
        assertThat(card).contains("前面是第 2 名", "锦旗表扬");

        assertThat(card).contains("按键评价 40 次", "data-level=\"5\"", "责任落实");
        for (String own : List.of("contact", "unit", "staff")) {
            assertThat(page(own, card("A03")))
                    .as("neither levels nor ballots")
                    .contains("为什么是这个分", "96.55", "n 40", "慢作为 × 1", "锦旗表扬")
                    .doesNotContain("recorder</bdi>", "按键评价 40 次", "data-level", "责任落实");
            assertThat(page(own, card("A03")))
                    .as("nor what another subject came to, which nobody has published")
                    .contains("前一名的得分随公布可见")
                    .doesNotContain("前面是第");
        }
        assertThat(page("contact", card("A08"))).contains("只有 --，满 30 才计分").doesNotContain("只有 0，满 30");
        assertThat(incoming("contact")).as("counted, so no more covert").contains("<td class=\"num\">110</td>");
        assertThat(hall.get("contact", card("A01")).statusCode()).isEqualTo(403);
        assertThat(hall.get("recorder", card("A03")).statusCode()).isEqualTo(403);
        assertThat(page("auditor", card("A08"))).contains("不排名", "满 30 才计分");
        assertThat(page("auditor", round + "/facts?which=struck").split("<del>97.55</del>", -1))
                .as("what nobody verified had counted nowhere")
                .hasSize(2);
        assertThat(page("auditor", round + "/facts?which=struck"))
                .contains("同一面锦旗重复登记", "<del>97.55</del> → <b>96.55</b>");
    }
}
