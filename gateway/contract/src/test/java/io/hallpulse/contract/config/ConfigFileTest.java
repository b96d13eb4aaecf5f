package io.hallpulse.contract.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class ConfigFileTest {
    enum Mode {
        free,
        triggered
    }

    record Part(
            @Setting("what it is called") String id,

            @Setting(value = "how it works", byDefault = "free")
            Mode mode,

            @Setting(value = "how long it waits", byDefault = "5s")
            Duration pause,

            @Setting(value = "raw key to level", byDefault = "{}")
            Map<String, Integer> keys) {
        Part {
            if (pause.toSeconds() > 60) {
                throw new IllegalArgumentException("pause is over a minute; write at most 60s");
            }
        }
    }

    record Whole(
            @Setting("the hall") String hall,

            @Setting(value = "where it listens", optional = true) @Nullable
            HostPort listen,

            @Setting(value = "the parts", byDefault = "[]") List<Part> parts,
            @Setting(value = "how many", byDefault = "3") int count,
            @Setting(value = "or not", byDefault = "false") boolean insecure) {}

    private static Whole read(String text) {
        return new ConfigFile("terminal.yaml", text).read(Whole.class);
    }

    private static String errorOf(String text) {
        try {
            read(text);
            return "no error";
        } catch (ConfigError e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void read_onlyWhatIsRequired_takesDefaultsFromTheAnnotations() {
        assertThat(read("hall: north\nparts:\n  - {id: a}\n"))
                .isEqualTo(new Whole(
                        "north", null, List.of(new Part("a", Mode.free, Duration.ofSeconds(5), Map.of())), 3, false));
    }

    @Test
    void read_everything_bindsEveryKind() {
        String text = "hall: north\nlisten: '[::1]:80'\ncount: 7\ninsecure: true\n"
                + "parts:\n  - {id: a, mode: triggered, pause: 250ms, keys: {\"1\": 5, '2': 4}}\n";
        assertThat(read(text))
                .isEqualTo(new Whole(
                        "north",
                        new HostPort("::1", 80),
                        List.of(new Part("a", Mode.triggered, Duration.ofMillis(250), Map.of("1", 5, "2", 4))),
                        7,
                        true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hall: north\\ncolour: red| terminal.yaml:2: colour: unknown key; known here: hall, listen, parts, count, insecure",
                "count: 1| terminal.yaml:1: 'hall' is missing: the hall",
                "hall: n\\nparts:\\n  - {id: a}\\n  - {mode: free}| terminal.yaml:4: parts[1]: 'id' is missing: what it is called",
                "hall: n\\ncount: many| terminal.yaml:2: count: 'many' is no whole number",
                "hall: n\\ncount: 1.5| terminal.yaml:2: count: ",
                "hall: n\\ncount: '5'| terminal.yaml:2: count: ",
                "hall: n\\ninsecure: yes please| terminal.yaml:2: insecure: ",
                "hall: n\\nlisten: nowhere| terminal.yaml:2: listen: 'nowhere' is no address; write host:port",
                "hall: n\\nparts:\\n- id: a\\n  pause: soon| terminal.yaml:4: parts[0].pause: 'soon' is no duration; write 250ms, 5s, 2m or 24h",
                "hall: n\\nparts:\\n- id: a\\n  pause: 2m| terminal.yaml:3: parts[0]: pause is over a minute; write at most 60s",
                "hall: n\\nparts:\\n- id: a\\n  mode: loose| terminal.yaml:4: parts[0].mode: 'loose' is no known word; use one of free, triggered",
                "hall: n\\nparts: a| terminal.yaml:2: parts: a list is wanted",
                "hall: n\\nparts: [a]| terminal.yaml:2: parts[0]: a mapping of keys is wanted",
                "hall: n\\nhall: m| terminal.yaml:2: ",
                "hall: [n| terminal.yaml:",
                "hall:\\n| terminal.yaml:1: hall: 'hall' is missing",
                "''| terminal.yaml:1: a mapping of keys is wanted"
            })
    void read_somethingWrong_saysInOneLineWhereAndWhat(String text, String start) {
        assertThat(errorOf(text.replace("\\n", "\n"))).startsWith(start).doesNotContain("\n");
    }

    @Test
    void error_atAPath_namesItsLine() {
        ConfigFile file = new ConfigFile("f.yaml", "hall: n\nparts:\n  - id: a\n\n  - id: b\n    mode: free\n");
        assertThat(file.error("parts[1].mode", "no").getMessage()).isEqualTo("f.yaml:6: parts[1].mode: no");
        assertThat(file.error("parts[1].pause", "no").getMessage()).isEqualTo("f.yaml:5: parts[1].pause: no");
    }

    @Test
    void markdown_ofARecord_listsEveryKeyWithItsDefault() {
        assertThat(ConfigReference.markdown(Whole.class).lines())
                .containsExactly(
                        "| key | kind | default | what it does |",
                        "| --- | --- | --- | --- |",
                        "| `hall` | text | required | the hall |",
                        "| `listen` | host:port |  | where it listens |",
                        "| `parts[]` | list | `[]` | the parts |",
                        "| `parts[].id` | text | required | what it is called |",
                        "| `parts[].mode` | `free` or `triggered` | `free` | how it works |",
                        "| `parts[].pause` | duration | `5s` | how long it waits |",
                        "| `parts[].keys` | mapping | `{}` | raw key to level |",
                        "| `count` | number | `3` | how many |",
                        "| `insecure` | boolean | `false` | or not |");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1:80, true", "'[::1]:80', true", "localhost:80, true", "0.0.0.0:80, false"})
    void isLoopback_ofAnAddress_holdsOnlyForThisMachine(String address, boolean loopback) {
        assertThat(HostPort.parse(address).isLoopback()).isEqualTo(loopback);
        assertThat(HostPort.parse(address)).hasToString(address);
    }

    @ParameterizedTest
    @CsvSource({"80", "':80'", "a:b", "a:65536", "::1:80", "a:"})
    void parse_ofNoAddress_isRefused(String address) {
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> HostPort.parse(address));
    }
}
