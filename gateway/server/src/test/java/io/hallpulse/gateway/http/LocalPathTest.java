package io.hallpulse.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.arbitrary;
import static org.quicktheories.generators.SourceDSL.lists;

import java.net.URI;
import org.junit.jupiter.api.Test;

class LocalPathTest {
    private static final URI SIGN_IN = URI.create("https://portal.example/ratings/login");

    @Test
    void of_anyText_staysOnThisHostAndBelowTheProxysPath() {
        qt().forAll(lists().of(arbitrary()
                                .pick(
                                        "/",
                                        "\\",
                                        "//",
                                        "console",
                                        "evil.example",
                                        ":",
                                        "https",
                                        "?",
                                        "#",
                                        "@",
                                        "..",
                                        "%2f",
                                        "%5c",
                                        "\t",
                                        "\r\n",
                                        "é",
                                        "a=b",
                                        "&"))
                        .ofSizeBetween(0, 8))
                .check(pieces -> {
                    String reference = LocalPath.of(String.join("", pieces)).fromRoot();
                    URI reached = SIGN_IN.resolve(reference);
                    return reference.startsWith("./")
                            && reached.getAuthority().equals("portal.example")
                            && reached.getScheme().equals("https")
                            && !reference.contains("\\")
                            && reference.chars().allMatch(c -> c > ' ' && c < 127);
                });
    }

    @Test
    void of_aPathOfOurs_isKept() {
        assertThat(LocalPath.of("/console/terminals?hall=north&q=a%20b").fromRoot())
                .isEqualTo("./console/terminals?hall=north&q=a%20b");
        assertThat(LocalPath.of("//evil.example").fromRoot()).isEqualTo("./console");
        assertThat(LocalPath.of("/logout").text()).isEqualTo("/console");
        assertThat(LocalPath.of(null).text()).isEqualTo("/console");
    }
}
