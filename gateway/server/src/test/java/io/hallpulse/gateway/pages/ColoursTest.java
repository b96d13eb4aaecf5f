package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The colours of {@code tokens.css}: read by everybody, told apart by everybody. */
class ColoursTest {
    private static final Pattern TOKEN =
            Pattern.compile("--([a-z0-9-]+): (?:light-dark\\()?(#[0-9a-f]{6})(?:, (#[0-9a-f]{6})\\))?;");

    /** By theme: light, dark, and that of the hall screen, which is dark with colours of its own. */
    private static final Map<String, Map<String, Colour>> THEMES = new HashMap<>();

    @BeforeAll
    static void read() throws Exception {
        String css = sheet("tokens");
        int hall = css.indexOf("/* The hall screen");
        assertThat(hall).isPositive();
        THEMES.put("light", tokens(css.substring(0, hall), 2));
        THEMES.put("dark", tokens(css.substring(0, hall), 3));
        THEMES.put("hall", new HashMap<>(theme("dark")));
        theme("hall").putAll(tokens(css.substring(hall), 2));
    }

    /** Those of a theme, whose colours stand in that group; a colour that stands alone is of both. */
    private static Map<String, Colour> tokens(String css, int group) {
        Map<String, Colour> tokens = new HashMap<>();
        Matcher found = TOKEN.matcher(css);
        while (found.find()) {
            String own = found.group(group);
            tokens.put(found.group(1), Colour.of(own == null ? found.group(2) : own));
        }
        return tokens;
    }

    private static Map<String, Colour> theme(String name) {
        return Objects.requireNonNull(THEMES.get(name));
    }

    private static Colour colour(String theme, String token) {
        return Objects.requireNonNull(theme(theme).get(token), () -> theme + " lacks --" + token);
    }

    @Test
    void colour_ofBothThemes_standsInOnePlace() throws Exception {
        for (String sheet : List.of("tokens", "console", "hall", "manual")) {
            assertThat(sheet(sheet)).as(sheet).doesNotContain("prefers-color-scheme");
        }
        assertThat(theme("dark").keySet()).isEqualTo(theme("light").keySet()).contains("bg", "text", "level-5");
        assertThat(colour("dark", "text").contrast(colour("dark", "bg"))).isGreaterThan(10);
        assertThat(colour("dark", "bg")).isNotEqualTo(colour("light", "bg"));
    }

    private static String sheet(String name) throws IOException {
        try (InputStream file = ColoursTest.class.getResourceAsStream("/io/hallpulse/web/" + name + ".css")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource({"light, surface", "light, bg", "light, sunken", "dark, surface", "dark, bg", "dark, sunken"})
    void text_onEveryGroundOfTheConsole_hasContrast(String theme, String ground) {
        for (String text : List.of("text", "soft", "accent", "good", "warn", "bad")) {
            assertContrast(theme, text, ground, 4.5);
        }
        assertContrast(theme, "control", ground, 3);
    }

    @ParameterizedTest
    @CsvSource({
        "on-accent, accent",
        "good, good-tint",
        "warn, warn-tint",
        "bad, bad-tint",
        "text, info-tint",
        "soft, idle-tint",
        "heat-text-low, heat-1",
        "heat-text-low, heat-2",
        "heat-text-low, heat-3",
        "heat-text-low, heat-4",
        "heat-text-5, heat-5",
        "heat-text-high, heat-6"
    })
    void textOnItsOwnColour_hasContrast(String text, String ground) {
        assertContrast("light", text, ground, 4.5);
        assertContrast("dark", text, ground, 4.5);
    }

    @ParameterizedTest
    @CsvSource({
        "hall-ink, hall-ground, 7",
        "hall-ink, hall-row, 7",
        "hall-ink, hall-row-alt, 7",
        "hall-dim, hall-ground, 7",
        "hall-dim, hall-row, 7",
        "hall-gold, hall-ground, 7",
        "hall-gold, hall-row, 7",
        "hall-ground, hall-gold, 7",
        "hall-ground, hall-late, 7",
        "hall-ground, hall-grey-ink, 7",
        "hall-late, hall-grey, 7",
        "hall-late, hall-grey-alt, 7",
        "hall-grey-ink, hall-grey, 4.5",
        "hall-grey-ink, hall-grey-alt, 4.5",
        "hall-dim, hall-grey-alt, 4.5",
        "hall-edge, hall-row, 3",
        "hall-edge, hall-ground, 3",
        "hall-live, hall-ground, 3",
        "level-1, hall-ground, 3"
    })
    void hallScreen_hasContrast(String text, String ground, double least) {
        assertContrast("hall", text, ground, least);
    }

    @ParameterizedTest
    @CsvSource({"light, surface", "dark, surface", "hall, hall-row"})
    void levels_areToldApart_byEverybody(String theme, String ground) {
        List<Colour> levels = IntStream.rangeClosed(1, 5)
                .mapToObj(i -> colour(theme, "level-" + i))
                .toList();
        for (int level = 1; level <= 5; level++) {
            assertContrast(theme, "level-" + level, ground, 3);
        }
        for (Colour.Sight sight : Colour.Sight.values()) {
            double[] least = least(levels, sight);
            assertThat(least[0])
                    .as("any two, %s, %s", theme, sight)
                    .isGreaterThanOrEqualTo(sight == Colour.Sight.GREY ? 6 : 14);
            if (sight != Colour.Sight.GREY) {
                assertThat(least[1]).as("good and bad, %s, %s", theme, sight).isGreaterThanOrEqualTo(30);
            }
        }
    }

    @Test
    void numbersOfLevels_onTheirColour_haveContrast() {
        for (int level = 1; level <= 5; level++) {
            assertContrast("dark", "key-ink", "level-" + level, 4.5);
            if (level != 3) {
                assertContrast("light", "key-ink", "level-" + level, 4.5);
            }
        }
        assertContrast("light", "text", "level-3", 4.5);
    }

    /** The least distance of any two levels, and that of a good and a bad one. */
    private static double[] least(List<Colour> levels, Colour.Sight sight) {
        List<Colour> seen = levels.stream().map(level -> level.seenBy(sight)).toList();
        List<Double> all = new ArrayList<>();
        List<Double> goodAndBad = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            for (int j = i + 1; j < 5; j++) {
                double distance = seen.get(i).distance(seen.get(j));
                all.add(distance);
                if (i < 2 && j > 2) {
                    goodAndBad.add(distance);
                }
            }
        }
        return new double[] {min(all), min(goodAndBad)};
    }

    private static double min(List<Double> values) {
        return values.stream().mapToDouble(value -> value).min().orElseThrow();
    }

    private static void assertContrast(String theme, String text, String ground, double least) {
        assertThat(colour(theme, text).contrast(colour(theme, ground)))
                .as("--%s on --%s, %s", text, ground, theme)
                .isGreaterThanOrEqualTo(least);
    }

    /** Pairs 1, 4, 17, 24 and 34 of the published test data, and two colours of the design. */
    @ParameterizedTest
    @CsvSource({
        "50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425",
        "50, -1.3802, -84.2814, 50, 0, -82.7485, 1.0000",
        "50, 2.5, 0, 73, 25, -18, 27.1492",
        "50, 2.5, 0, 50, 3.2592, 0.3350, 1.0000",
        "2.0776, 0.0795, -1.1350, 0.9033, -0.0636, -0.5514, 0.9082"
    })
    void distance_isThatOfThePublishedPairs(
            double l1, double a1, double b1, double l2, double a2, double b2, double distance) {
        assertThat(Colour.distance(new double[] {l1, a1, b1}, new double[] {l2, a2, b2}))
                .isCloseTo(distance, within(0.0001));
    }
}
