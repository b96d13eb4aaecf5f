package io.hallpulse.systemtests.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.gateway.assessment.ShippedSchemes;
import io.hallpulse.gateway.testkit.AssessedHall;
import io.hallpulse.testkit.Browser;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
            assessed.at(14);
            press(assessed);
        }
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
        assertThat(pages.main()).contains("生效");
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
            int all = presses;
            await().atMost(PATIENCE)
                    .until(() ->
                            assessed.get("auditor", "/api/v1/account").body().contains("\"counted\":" + all));
        }
    }
}
