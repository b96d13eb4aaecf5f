package io.hallpulse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.agent.config.AgentConfig;
import io.hallpulse.contract.config.ConfigReference;
import io.hallpulse.gateway.config.GatewayConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manual says what the code says. */
class ManualTest {
    private static final Path ROOT = Path.of("../..");

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    @ParameterizedTest
    @ValueSource(classes = {AgentConfig.class, GatewayConfig.class})
    void configurationReference_isTheOneThatTheCodePrints(Class<?> config) throws IOException {
        assertThat(readme()).contains(ConfigReference.markdown(config));
    }

    @Test
    void firstTwoShellBlocks_areOneCommandEach() throws IOException {
        List<String> blocks = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
                .matcher(readme())
                .results()
                .map((MatchResult block) -> block.group(1).strip())
                .toList();
        assertThat(blocks).hasSizeGreaterThanOrEqualTo(2);
        assertThat(blocks.get(0)).doesNotContain("\n").endsWith("demo");
        assertThat(blocks.get(1)).doesNotContain("\n").isEqualTo(".ci/test");
    }

    @Test
    void picturesAndPages_thatItLinksTo_areThere() throws IOException {
        List<String> links = Pattern.compile("\\]\\(([^)#:]+)\\)")
                .matcher(readme())
                .results()
                .map(link -> link.group(1))
                .toList();
        assertThat(links)
                .isNotEmpty()
                .allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
    }
}
