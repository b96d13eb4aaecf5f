package io.hallpulse.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeyMapTextTest {
    private static final String FILE = """
            # 北区 first floor
            hall: north   # the hall
            inputs:
              - id: panel
                window: A03            # by the door
                keys: {"1": 5, "2": 4} # left to right
                gpio: {chip: auto, pins: {"1": 17, "2": 27}}
              - {id: flow, window: A04, serial: {port: /dev/ttyS0, protocol: ascii}}
              - id: lines
                keys:
                  # from the left
                  "1": 5   # green
                  "2": 1   # red
                  "3": 3   # the dead one

                # below
                window: A05
              - id: bare
                window: A06
                keys:
                keyboard: {}
              - window: A07    # last
                id: missing
            """;

    private final Map<String, Integer> keys = new LinkedHashMap<>();

    private static String with(String text, String input, Map<String, Integer> keys) {
        return new KeyMapText(text).with(input, keys);
    }

    @Test
    void with_aMapInBraces_changesNothingElse() {
        keys.put("a", 5);
        keys.put("\"", 1);
        assertThat(with(FILE, "panel", keys))
                .isEqualTo(FILE.replace("{\"1\": 5, \"2\": 4}", "{\"a\": 5, \"\\\"\": 1}"));
    }

    @Test
    void with_keysThatAreNoLevels_keepsThem() {
        keys.put("1", 5);
        keys.put("7", 4);
        assertThat(with(FILE.replace("\"2\": 4", "\"7\": 4, \"8\": open"), "panel", keys))
                .contains("keys: {\"1\": 5, \"7\": 4, \"8\": open} #");
        assertThat(with(FILE.replace("\"3\": 3 ", "\"3\": open "), "lines", keys))
                .contains("      \"3\": open   # the dead one\n      \"7\": 4\n");
    }

    @Test
    void with_aMapOfLines_keepsTheLinesAndCommentsOfKeysThatStay() {
        keys.put("2", 5);
        keys.put("9", 4);
        keys.put("1", 1);
        assertThat(with(FILE, "lines", keys))
                .isEqualTo(FILE.replace("\"1\": 5   #", "\"1\": 1   #")
                        .replace("\"2\": 1   #", "\"2\": 5   #")
                        .replace("      \"3\": 3   # the dead one\n", "      \"9\": 4\n"));
    }

    @Test
    void with_aMapOfLinesAtTheEndOfAFileWithoutALineBreak_addsBelow() {
        keys.put("1", 5);
        keys.put("2", 4);
        assertThat(with("inputs:\n- id: x\n  keys:\n    '1': 3", "x", keys))
                .isEqualTo("inputs:\n- id: x\n  keys:\n    '1': 5\n    \"2\": 4\n");
    }

    @Test
    void with_anEmptyOrMissingMap_putsItWhereItBelongs() {
        keys.put("0", 5);
        assertThat(with(FILE, "bare", keys))
                .isEqualTo(FILE.replace("keys:\n    keyboard", "keys: {\"0\": 5}\n    keyboard"));
        assertThat(with(FILE, "flow", keys)).isEqualTo(FILE.replace("- {id: flow", "- {keys: {\"0\": 5}, id: flow"));
        assertThat(with(FILE, "missing", keys))
                .isEqualTo(FILE.replace("A07    # last\n", "A07    # last\n    keys: {\"0\": 5}\n"));
    }

    @Test
    void with_linesOfWindows_keepsTheirBreaks() {
        keys.put("0", 5);
        String file = FILE.replace("\n", "\r\n");
        assertThat(with(file, "missing", keys))
                .isEqualTo(file.replace("# last\r\n", "# last\r\n    keys: {\"0\": 5}\r\n"));
    }

    @Test
    void with_anUnknownInput_saysWhichThereAre() {
        assertThatThrownBy(() -> with(FILE, "nobody", keys))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no input 'nobody'; it has: panel, flow, lines, bare, missing");
        assertThat(new KeyMapText("inputs: [").inputs()).isEmpty();
        assertThat(new KeyMapText("").inputs()).isEmpty();
    }

    @Test
    void input_ofPinsOrASerialLine_isTold() {
        KeyMapText text = new KeyMapText(FILE);
        assertThat(text.pinKeys("panel")).containsExactly("1", "2");
        assertThat(text.pinKeys("flow")).isEmpty();
        assertThat(text.protocol("flow")).isEqualTo("ascii");
        assertThat(text.protocol("panel")).isEmpty();
    }
}
