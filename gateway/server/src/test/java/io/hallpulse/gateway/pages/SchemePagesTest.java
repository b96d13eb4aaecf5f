package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.gateway.assessment.scheme.ShippedSchemes;
import io.hallpulse.gateway.testkit.AssessedHall;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of schemes: who may read and who may sign, what is told of a file with faults, and what a version would change. */
class SchemePagesTest {
    private static final String FILE = ShippedSchemes.text(ShippedSchemes.MONTHLY);
    private static final String UPLOAD = "/console/schemes/upload";
    private static final String FIRST = "/console/schemes/hongjiang-monthly/1";

    private Path data;
    private AssessedHall hall;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        data = folder;
        hall = AssessedHall.start(folder);
    }

    @AfterEach
    void stop() throws Exception {
        hall.close();
    }

    private static String text(String file) {
        return "text=" + URLEncoder.encode(file, StandardCharsets.UTF_8);
    }

    @Test
    void pages_areForPeopleWithAPartInAssessments_andOnlyAnOrganiserUploads() throws Exception {
        assertThat(hall.get("viewer", "/console/schemes").statusCode()).isEqualTo(403);
        assertThat(hall.get("operator", "/console/schemes").statusCode()).isEqualTo(403);
        assertThat(hall.get("viewer", "/console/terminals").body()).doesNotContain("评议");
        assertThat(hall.get("inspector", "/console/schemes").body()).contains("评议", "还没有方案", "hongjiang-monthly");
        assertThat(hall.get("inspector", "/console/schemes").body())
                .doesNotContain("href=\"../console/schemes/upload\"");
        assertThat(hall.get("organiser", UPLOAD + "?example=hongjiang-monthly").body())
                .contains("流动奖杯", "检查并上传");

        HttpResponse<String> refused = hall.post("approver", UPLOAD, text(FILE));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("没有执行", "上传方案由评议办办理");
        assertThat(Files.exists(data.resolve("assess.db"))).isFalse();
    }

    @Test
    void upload_withFaults_tellsLineAndMend_andKeepsWhatWasSent() throws Exception {
        HttpResponse<String> broken = hall.post("organiser", UPLOAD, text(FILE.replace("seal: none", "seal: noon")));
        int line = FILE.substring(0, FILE.indexOf("seal: none")).split("\n", -1).length;
        assertThat(broken.statusCode()).isEqualTo(422);
        assertThat(broken.body())
                .contains("1 处有错，尚未保存任何内容", "href=\"#L" + line + "\"", "privacy.seal", "seal: noon")
                .contains("id=\"L" + line + "\" class=\"faulty\"");
        assertThat(hall.get("organiser", "/console/schemes").body()).contains("还没有方案");
    }

    @Test
    void scheme_isInForceOnceTwoPersonsSigned_andNeverBySamePersonTwice() throws Exception {
        HttpResponse<String> uploaded = hall.post("organiser", UPLOAD, text(FILE.replace("\n", "\r\n")));
        assertThat(uploaded.statusCode()).isEqualTo(303);
        assertThat(uploaded.headers().firstValue("Location")).hasValue("hongjiang-monthly/1");
        assertThat(hall.get("auditor", "/api/v1/schemes/hongjiang-monthly/1").body())
                .as("as it stands on a disk")
                .isEqualTo(FILE);
        assertThat(hall.get("organiser", FIRST).body()).contains("签署生效", "待评议办签署", "流动奖杯", ">40</b>");
        assertThat(hall.get("approver", FIRST).body())
                .doesNotContain("id=\"sign\"")
                .contains("轮到评议办签署");

        assertThat(hall.post("organiser", FIRST, "do=enforce").statusCode()).isEqualTo(303);
        HttpResponse<String> twice = hall.post("organiser", FIRST, "do=enforce");
        assertThat(twice.statusCode()).isEqualTo(403);
        assertThat(twice.body()).contains("须由另一人或其他角色办理", "organiser 已签署；须由另一人以“领导小组”身份签署");
        assertThat(hall.post("approver", FIRST, "do=enforce").statusCode()).isEqualTo(303);
        assertThat(hall.get("approver", FIRST).body()).contains("现行", "停用须两人签署");

        HttpResponse<String> changed = hall.post(
                "organiser",
                UPLOAD,
                text(FILE.replace("weight: 40", "weight: 50").replace("weight: 20", "weight: 10")));
        assertThat(changed.statusCode()).isEqualTo(409);
        assertThat(changed.body()).contains("and stays as it is; raise");
    }

    /** What cannot be counted is refused before anybody works for it: the page of the file says so, and no round of it is frozen. */
    @Test
    void weightingByStrata_isToldOnThePage_andKeepsARoundFromBeingFrozen() throws Exception {
        String file = FILE.replaceFirst("(?m)^  decimals: 2", "  decimals: 2\n  weighting: strata");
        assertThat(hall.post("organiser", UPLOAD, text(file)).statusCode()).isEqualTo(303);
        assertThat(hall.get("organiser", FIRST).body()).contains("还不能开它的轮次", "按层加权（score.weighting: strata）");
        hall.call("organiser", "/api/v1/schemes/hongjiang-monthly/1/enforce", "");
        hall.call("approver", "/api/v1/schemes/hongjiang-monthly/1/enforce", "");
        String round = "/api/v1/" + hall.round();
        hall.call("organiser", round, "");
        HttpResponse<String> refused = hall.post("organiser", round + "/freeze", "{}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("weighting by strata");
        assertThat(hall.get("organiser", "/console/" + hall.round()).body()).contains("尚不支持按层加权");
    }

    @Test
    void preview_ofANewVersion_tellsWhatDiffers_andCountsTheLastRoundByIt() throws Exception {
        hall.freeze();
        hall.facts();
        hall.count();
        String second = AssessedHall.FILE
                .replace("version: 1", "version: 2")
                .replace("meter,  weight: 40", "meter,  weight: 60")
                .replace("patrol, weight: 30", "patrol, weight: 10");
        assertThat(hall.post("organiser", UPLOAD, text(second)).statusCode()).isEqualTo(303);

        String page = hall.get("approver", FIRST.replace("/1", "/2")).body();
        assertThat(page).contains("与现行第 1 版的差别", "<ins>+ version: 2</ins>", "<del>- version: 1</del>");
        assertThat(page).contains("同一批事实", "农业农村", "企业开办");
        assertThat(page)
                .as("A07, whose visits were better, loses by it")
                .contains("data-key=\"north/A07\" class=\"warning\"");
        assertThat(page).doesNotContain("最差榜能说明多少");
        assertThat(hall.get("approver", FIRST).body()).as("of the one in force").doesNotContain("的差别");
    }
}
