package io.hallpulse.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.domain.alarm.AlarmKind;
import io.hallpulse.domain.fraud.Rule;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.runtime.config.ConfigReference;
import io.hallpulse.web.Words;
import io.hallpulse.web.rules.RulesView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** README and manual say what the code says, and link to what is there. */
class ManualTest {
    private static final Path ROOT = Path.of("../..");
    private static final Path MANUAL = ROOT.resolve("gateway/manual");

    @Test
    void configurationReference_isTheOneThatTheCodePrints() throws IOException {
        Path page = MANUAL.resolve("en/reference.md");
        String printed = """
                # Configuration reference

                Printed from the code by `.ci/reference`; a test compares. Unknown keys, wrong types and impossible values stop the start. Durations are `250ms`, `5s`,
                `2m`, `24h`.

                ## terminal.yaml

                %s
                ## gateway.yaml

                %s""".formatted(
                        ConfigReference.markdown(AgentConfig.class), ConfigReference.markdown(GatewayConfig.class));
        if (Boolean.getBoolean("reference.write")) {
            Files.writeString(page, printed);
        }
        assertThat(page).as("run .ci/reference after a change of a setting").hasContent(printed);
    }

    @Test
    void readme_isShort_andItsFirstTwoShellBlocksAreOneCommandEach() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        assertThat(readme.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(12 * 1024);
        List<String> blocks = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
                .matcher(readme)
                .results()
                .map((MatchResult block) -> block.group(1).strip())
                .toList();
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(2);
        assertThat(blocks.get(0)).doesNotContain("\n").endsWith("demo");
        assertThat(blocks.get(1)).doesNotContain("\n").isEqualTo(".ci/test");
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> manual = Files.walk(MANUAL)) {
            return Stream.concat(
                            manual.filter(page -> !page.toString().contains("target")),
                            Stream.of(
                                            "README.md",
                                            ".github/CONTRIBUTING.md",
                                            "hardware/README.md",
                                            "terminal-agent/README.md",
                                            "gateway/contract/README.md",
                                            "gateway/server/README.md",
                                            "gateway/system-tests/README.md")
                                    .map(ROOT::resolve))
                    .filter(page -> page.toString().endsWith(".md"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_linksTo_filesAndHeadingsThatAreThere(Path page) throws IOException {
        List<String> links = Pattern.compile("\\]\\(([^):]+)\\)")
                .matcher(Files.readString(page))
                .results()
                .map(link -> link.group(1))
                .toList();
        for (String link : links) {
            String[] parts = link.split("#", 2);
            Path target =
                    parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
            assertThat(target).as(page + " links to " + link).exists();
            if (parts.length == 2) {
                assertThat(anchors(target)).as(page + " links to " + link).contains(parts[1]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Words.class)
    void fraudPage_explainsEachRule_byTheNameThatTheConsoleShows(Words words) throws IOException {
        for (Rule rule : Rule.values()) {
            RulesView.Line line = new RulesView.Line(rule.id(), false, List.of(), null);
            requireExplained(words, "fraud.md", line.name(words), rule.id());
        }
    }

    @ParameterizedTest
    @EnumSource(Words.class)
    void alarmsPage_explainsEachKind_byTheNameThatTheConsoleShows(Words words) throws IOException {
        for (AlarmKind kind : AlarmKind.values()) {
            requireExplained(words, "alarms.md", words.of(kind.zh(), kind.en()), kind.word());
        }
    }

    /** It has a heading of its own, and under it a paragraph with an example. */
    private static void requireExplained(Words words, String file, String name, String id) throws IOException {
        Path page = MANUAL.resolve(words.code()).resolve(file);
        Matcher section = Pattern.compile("\n### ([^\n]*) `" + id + "`\n\n(.*?)\n\n", Pattern.DOTALL)
                .matcher(Files.readString(page));
        assertThat(section.find()).as(page + " has a heading for " + id).isTrue();
        assertThat(section.group(1)).as(page + ", heading of " + id).isEqualTo(name);
        assertThat(section.group(2))
                .as(page + ", " + id)
                .doesNotStartWith("#")
                .hasSizeGreaterThan(words == Words.ZH ? 60 : 150)
                .contains(words.of("例：", "Example: "));
    }

    /** As the gateway's pages and most readers of Markdown make them. */
    private static List<String> anchors(Path page) throws IOException {
        return Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
