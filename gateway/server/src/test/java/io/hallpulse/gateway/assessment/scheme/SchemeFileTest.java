package io.hallpulse.gateway.assessment.scheme;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.assessment.scheme.Condition;
import io.hallpulse.domain.assessment.scheme.Effect;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Form;
import io.hallpulse.domain.assessment.scheme.ItemName;
import io.hallpulse.domain.assessment.scheme.Measure;
import io.hallpulse.domain.assessment.scheme.Part;
import io.hallpulse.domain.assessment.scheme.Post;
import io.hallpulse.domain.assessment.scheme.Privacy;
import io.hallpulse.domain.assessment.scheme.Ranking;
import io.hallpulse.domain.assessment.scheme.RoundPeriod;
import io.hallpulse.domain.assessment.scheme.Rule;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.calendar.Limit;
import io.hallpulse.domain.directory.Text;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchemeFileTest {
    static final List<String> GOOD = SchemeTexts.GOOD;

    @TempDir
    private Path folder = Path.of("");

    static List<BrokenScheme> broken() throws IOException {
        return BrokenScheme.all();
    }

    private static Scheme read(String scheme) throws IOException {
        SchemeReading reading = SchemeFile.read(scheme + ".yaml", SchemeTexts.good(scheme));
        assertThat(reading.faults()).isEmpty();
        return Objects.requireNonNull(reading.scheme());
    }

    private static Part part(Scheme scheme, String id) {
        return scheme.score().parts().stream()
                .filter(part -> part.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Rule rule(Scheme scheme, String id) {
        return scheme.rules().stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @FieldSource("GOOD")
    void goodFile_isAccepted(String scheme) throws IOException {
        assertThat(read(scheme).id()).isEqualTo(scheme);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void fileWithOneMistake_isRefusedInOneLineWithFileLineAndMend(BrokenScheme broken) throws IOException {
        SchemeReading reading = SchemeFile.read("scheme.yaml", broken.text());
        assertThat(reading.scheme()).isNull();
        assertThat(reading.faults())
                .singleElement()
                .asString()
                .startsWith("scheme.yaml:" + broken.line() + ": ")
                .contains(broken.words());
    }

    /** The reference of the grammar, in Python, finds the same files at fault, save those where it is said to be less strict. */
    @Test
    void reference_refusesTheSameFiles() throws Exception {
        List<String> expected = new ArrayList<>();
        List<String> command = new ArrayList<>(List.of("python3", "-c", """
                import contextlib, importlib.util, io, sys
                spec = importlib.util.spec_from_file_location('check', sys.argv[1])
                check = importlib.util.module_from_spec(spec)
                spec.loader.exec_module(check)
                for path in sys.argv[2:]:
                    try:
                        with contextlib.redirect_stdout(io.StringIO()):
                            good = check.check(path)
                    except Exception:
                        good = False
                    print(path.split('/')[-1], 'accepted' if good else 'refused')
                """));
        command.add(file("check.py", SchemeTexts.resource("check.py")));
        for (String scheme : GOOD) {
            command.add(file(scheme, SchemeTexts.good(scheme)));
            expected.add(scheme + " accepted");
        }
        for (BrokenScheme broken : broken()) {
            command.add(file(broken.name(), broken.text()));
            expected.add(broken.name() + (broken.isAcceptedByReference() ? " accepted" : " refused"));
        }
        Process python = new ProcessBuilder(command).redirectErrorStream(true).start();
        String found = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(found.lines()).containsExactlyElementsOf(expected);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void severalMistakes_areALineEach_inTheOrderOfTheFile() throws IOException {
        String text = SchemeTexts.good(ShippedSchemes.MONTHLY)
                .replace("every: month", "every: moon")
                .replace("decimals: 2", "decimals: two")
                .replace("persons: consent", "people: consent");
        assertThat(SchemeFile.read("s.yaml", text).faults())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("s.yaml:15: rounds.every: "),
                        second -> assertThat(second).startsWith("s.yaml:57: score.decimals: "),
                        third -> assertThat(third).startsWith("s.yaml:114: privacy.people: "));
    }

    @Test
    void monthlyScheme_isReadAsItIsWritten() throws IOException {
        Scheme scheme = read(ShippedSchemes.MONTHLY);
        assertThat(scheme.rounds().every()).isEqualTo(RoundPeriod.MONTH);
        assertThat(Objects.requireNonNull(scheme.rounds().fieldwork()).after()).isEqualTo(new Limit(0, Limit.Unit.D));
        assertThat(scheme.subjects().categories()).containsOnlyKeys("approval", "public");
        assertThat(part(scheme, "meter").measure()).isEqualTo(new Measure.Levels(Measure.LevelFigure.INDEX));
        assertThat(part(scheme, "stuck").measure())
                .isEqualTo(new Measure.Rate(
                        Set.of("solved"), Set.of("solved", "unsolved"), Measure.Late.FAILS, BigDecimal.valueOf(100)));
        assertThat(((Source.Ledger) Objects.requireNonNull(scheme.sources().get("record")))
                        .items()
                        .get("banner"))
                .extracting(Source.Item::value)
                .isEqualTo(new BigDecimal("0.5"));
        assertThat(scheme.ranking().list())
                .isEqualTo(new Ranking.Listing(
                        new Ranking.Take.ByCategory(Map.of("approval", 6, "public", 2)), Ranking.Edge.BREAK));
        assertThat(scheme.ranking().breakBy())
                .containsExactly(
                        new Ranking.TieBreak.ByPart("meter"),
                        new Ranking.TieBreak.ByPart("patrol"),
                        new Ranking.TieBreak.Services());
        assertThat(scheme.ranking().bar()).containsExactly(new ItemName("record", "breach"));
        assertThat(rule(scheme, "trophy").when())
                .containsExactlyInAnyOrder(new Condition.Listed(), new Condition.RankBetween(1, 1));
        assertThat(rule(scheme, "year").effects())
                .containsExactly(new Effect.Points(
                        "annual-appraisal",
                        List.of(Post.UNIT),
                        new Effect.Amount.Flat(new BigDecimal("0.2")),
                        BigDecimal.valueOf(2)));
        Flow stuck = Objects.requireNonNull(scheme.flows().get("stuck"));
        assertThat(stuck.start()).isEqualTo("new");
        assertThat(stuck.outcomes()).containsExactly("solved", "unsolved");
        assertThat(scheme.privacy()).isEqualTo(new Privacy(5, null, Privacy.Persons.CONSENT));
        assertThat(scheme.isBasisFilled()).isTrue();
        assertThat(scheme.notYetRun()).isEmpty();
    }

    @Test
    void promises_haveALimitOfTheirOwn_andAreScaledToTheTarget() throws IOException {
        Scheme scheme = read(ShippedSchemes.PROMISES);
        Flow promise = Objects.requireNonNull(scheme.flows().get("promise"));
        assertThat(promise.board()).isTrue();
        assertThat(Objects.requireNonNull(promise.states().get("doing")).limit())
                .isEqualTo(new Flow.StateLimit.Own());
        assertThat(part(scheme, "hotline").scaling()).isEqualTo(new Part.Scaling.Target(BigDecimal.valueOf(95)));
        assertThat(scheme.score().grades()).hasSize(5);
        assertThat(scheme.ranking().list())
                .isEqualTo(new Ranking.Listing(new Ranking.Take.Each(20), Ranking.Edge.INCLUDE));
        assertThat(scheme.notYetRun()).isEmpty();
    }

    @Test
    void sealedBallotsRegisterAndDraw_areReadAndSaidNotToRunYet() throws IOException {
        Scheme scheme = read("nanchuan-worst-offices");
        assertThat(scheme.isBasisFilled()).isFalse();
        assertThat(scheme.privacy().seal()).isEqualTo(new Privacy.Seal(3, 2));
        assertThat(scheme.forms().get("hardest")).isInstanceOf(Form.Many.class);
        assertThat(rule(scheme, "remove-head").streak()).isEqualTo(2);
        assertThat(rule(scheme, "remove-head").isProposing()).isTrue();
        assertThat(scheme.notYetRun().stream().map(Text::en))
                .satisfiesExactly(
                        seal -> assertThat(seal).contains("privacy.seal"),
                        register -> assertThat(register).contains("base"),
                        draw -> assertThat(draw).contains("directed"));
    }

    @ParameterizedTest
    @CsvSource({
        "anchor, 'a: &x [1]\nb: *x', scheme.yaml:1: the anchor '&x' is not taken",
        "tag, 'a: !!java.net.URL http://x', scheme.yaml:1: the tag",
        "two documents, 'a: 1\n---\nb: 2', scheme.yaml:2: a second document begins here",
        "empty, '', scheme.yaml:1: keys with their values are wanted here: scheme",
        "a list, '[1]', scheme.yaml:1: keys with their values are wanted here: scheme"
    })
    void strangeYaml_isRefusedInOneLine(String what, String text, String words) {
        assertThat(SchemeFile.read("scheme.yaml", text).faults())
                .as(what)
                .singleElement()
                .asString()
                .startsWith(words);
    }

    @Test
    @Timeout(60)
    void hostileFile_isRefusedInOneLineAndSoon() throws IOException {
        byte[] ten = new byte[10 << 20];
        Arrays.fill(ten, (byte) 'a');
        byte[] nul = SchemeTexts.good(ShippedSchemes.MONTHLY).getBytes(StandardCharsets.UTF_8);
        nul[300] = 0;
        byte[] latin = {'s', ':', ' ', (byte) 0xe4, '\n'};
        String bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n"
                + IntStream.range(1, 20)
                        .mapToObj(i -> "b" + i + ": &b" + i + " [*a,*a,*a,*a]\n")
                        .reduce("", String::concat);
        Map<String, byte[]> files = Map.of(
                "is larger than", ten,
                "special characters are not allowed", nul,
                "is not UTF-8 text; save it as UTF-8", latin,
                "the anchor '&a' is not taken", bomb.getBytes(StandardCharsets.UTF_8),
                "more than 50 deep", ("a: " + "[".repeat(500_000)).getBytes(StandardCharsets.UTF_8),
                "more than 50 deep; close", ("a: " + "{b: ".repeat(200_000)).getBytes(StandardCharsets.UTF_8),
                "stands twice", "a: 1\n".repeat(200_000).getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = Files.write(folder.resolve("hostile.yaml"), file.getValue());
            assertThat(SchemeFile.read(path).faults())
                    .singleElement()
                    .asString()
                    .startsWith(path + ":")
                    .contains(file.getKey())
                    .doesNotContain("\n")
                    .hasSizeLessThan(500);
        }
    }

    @Test
    @Timeout(60)
    void fileFullOfFaults_saysTheFirstHundred() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            text.append("k").append(i).append(": 1\n");
        }
        List<String> faults = SchemeFile.read("s.yaml", text.toString()).faults();
        assertThat(faults).hasSize(101);
        assertThat(faults.get(100)).isEqualTo("s.yaml: there are more faults; mend these first");
        assertThat(faults.get(99)).hasSizeLessThan(500);
    }
}
