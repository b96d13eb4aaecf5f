package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.Browser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** The sheet with a counter's QR code, from the directory to the printer. */
class PosterPageTest {
    /** 148 by 210 mm in points. */
    private static final Pattern A5 = Pattern.compile("/MediaBox ?\\[ ?0 0 (419|420)[.0-9]* 59[4-6][.0-9]* ?]");

    private static final Pattern PAGE = Pattern.compile("/Type ?/Page\\b");

    @TempDir
    Path data;

    @Test
    void operator_findsTheCodeAtTheWindowsRow_andPrintsItOnOnePageOfA5() throws Exception {
        try (ServedHall hall = ServedHall.start(data, 1, "{}", Limits.SMALL_BOX);
                Browser browser = Browser.open(1440, 900)) {
            ServedHallPages pages = new ServedHallPages(hall, browser);
            pages.signIn();
            pages.visit("/console/directory/windows/row?key=north/W1");
            assertThat(pages.all("svg.qr")).hasSize(1);
            assertThat(pages.main()).contains(hall.uri("/r/north/W1").toString());
            pages.requireGood();
            browser.follow(browser.driver().findElement(By.linkText("打印（A5）")));
            assertThat(pages.all(".poster p"))
                    .contains(
                            "北区政务大厅",
                            "North Hall",
                            "W1",
                            "综合受理 1",
                            "General counter 1",
                            "扫码评价本次服务",
                            "Scan to rate this service");
            assertThat(pages.all("[data-print]")).containsExactly("打印");
            pages.requireGood();

            Object pdf = browser.driver()
                    .executeCdpCommand("Page.printToPDF", Map.of("preferCSSPageSize", true))
                    .get("data");
            String text = new String(Base64.getDecoder().decode(String.valueOf(pdf)), StandardCharsets.ISO_8859_1);
            assertThat(PAGE.matcher(text).results()).hasSize(1);
            assertThat(text).containsPattern(A5);

            pages.visit("/console/directory/departments/row");
            assertThat(pages.all("svg.qr")).isEmpty();
            pages.visit("/console/poster/north/W9");
            assertThat(browser.driver().findElements(By.cssSelector("svg.qr"))).isEmpty();
        }
    }
}
