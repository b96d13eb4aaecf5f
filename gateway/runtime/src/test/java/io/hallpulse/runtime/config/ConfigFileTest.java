package io.hallpulse.runtime.config;

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
import org.junit.jupiter.params.provider.ValueSource;

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
                "hall: n\\nparts:\\n- id: a\\n  pause: 2m| terminal.yaml:4: parts[0]: pause is over a minute; write at most 60s",
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "010",
                "0571",
                "no",
                "on",
                "Yes",
                "1e3",
                "8E1",
                "12:30",
                "0x10",
                "1_000",
                "0b11",
                "+5",
                "-0",
                ".5",
                "5.",
                "1.50",
                "7",
                "true",
                "True",
                "2026-11-28",
                "1.0.0",
                "12345678901234567890",
                "NULL",
                ".inf",
                "Null"
            })
    void read_aPlainScalarForText_isTheTextAsItIsWritten(String written) {
        assertThat(read("hall: " + written + "\nparts:\n- {id: " + written + ", keys: {" + written + ": 5}}\n"))
                .isEqualTo(new Whole(
                        written,
                        null,
                        List.of(new Part(written, Mode.free, Duration.ofSeconds(5), Map.of(written, 5))),
                        3,
                        false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"010", "1_000", "0b11", "+5", "1e3", "12:30", "0o7", "1.0"})
    void read_aNumberThatIsNotWrittenInDecimal_isRefused(String written) {
        assertThat(errorOf("hall: n\ncount: " + written)).startsWith("terminal.yaml:2: count: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "no", "on", "off", "True", "1"})
    void read_aBooleanThatIsNeitherTrueNorFalse_isRefused(String written) {
        assertThat(errorOf("hall: n\ninsecure: " + written)).startsWith("terminal.yaml:2: insecure: ");
    }

    @Test
    void read_aFileThatBeginsWithAByteOrderMark_isReadWithoutIt() {
        assertThat(read("\ufeffhall: north\n").hall()).isEqualTo("north");
        assertThat(errorOf("\ufeffhall: n\ncount: x")).startsWith("terminal.yaml:2: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hall: &h north\\ncount: 3| 1: the anchor '&h'",
                "hall: n\\nparts: *h| 2: the alias '*h'",
                "hall: !!str 5| 1: the tag ",
                "hall: n\\n---\\nhall: m| 2: a second document",
                "hall：north\\ncount: 3| 1: 'hall：north count' runs over several lines; write the colon ':' and a space, not the",
                "count: 3\\nhall：north| 2: ",
                "hall: n\\nparts:\\n  - id: a\\n    mode：free\\n    pause: 5s| 4: ",
                "hall: n\\nparts:\\n  - {id：a}| 3: parts[0].id：a: write the colon",
                "hall: n\\ncount 3\\ninsecure: true| 2: ",
                "hall: n\\nparts: [{id: a}\\ncount: 3\\ninsecure: true| 2: ",
                "hall: n\\nparts:\\n- {id: a\\ncount: 3| 3: ",
                "hall: 'n\\ncount: 3\\ninsecure: true| 1: ",
                "hall: n\\n\\tcount: 3| 2: ",
                "hall: n\\ncount: a\u0007b| 2: ",
                "hall: n\\nmode: 1\\nhall: m| 3: the key 'hall' stands twice",
                "hall: n\\n? [a]\\n: b| 2: "
            })
    void read_aTextThatCouldStandForAnother_isRefusedAtItsLine(String text, String fault) {
        assertThat(errorOf(text.replace("\\n", "\n").replace("\\t", "\t")))
                .startsWith("terminal.yaml:" + fault)
                .doesNotContain("\n");
    }

    @Test
    void read_aNumberForAWord_isNotTakenForItsPlaceInTheList() {
        assertThat(errorOf("hall: n\nparts: [{id: a, mode: 1}]")).startsWith("terminal.yaml:2: parts[0].mode: ");
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
