package io.hallpulse.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Base;
import io.hallpulse.domain.assessment.scheme.Evaluators;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Measure;
import io.hallpulse.domain.assessment.scheme.Privacy;
import io.hallpulse.domain.assessment.scheme.Publication;
import io.hallpulse.domain.assessment.scheme.Ranking;
import io.hallpulse.domain.assessment.scheme.RoundPeriod;
import io.hallpulse.domain.assessment.scheme.Rule;
import io.hallpulse.domain.assessment.scheme.Score;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.assessment.scheme.SourceKind;
import io.hallpulse.domain.assessment.scheme.SubjectKind;
import io.hallpulse.domain.assessment.scheme.Word;
import io.hallpulse.gateway.assessment.scheme.SchemeFile;
import io.hallpulse.gateway.assessment.scheme.ShippedSchemes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the manual says of assessments is what the program takes and prints. */
class AssessmentManualTest {
    private static final Path MANUAL = Path.of("../manual");

    private static final List<Class<? extends Word>> LISTS = List.of(
            AssessmentRole.class,
            Base.Exclusion.class,
            Evaluators.Conflict.class,
            Flow.Channel.class,
            Flow.Need.class,
            Flow.Rotation.class,
            Measure.Among.class,
            Measure.Kind.class,
            Measure.Late.class,
            Measure.LevelFigure.class,
            Privacy.Persons.class,
            Publication.Audience.class,
            Publication.Column.class,
            Publication.Show.class,
            Ranking.Edge.class,
            Ranking.Order.class,
            Ranking.Then.class,
            Ranking.Within.class,
            RoundPeriod.class,
            Rule.At.class,
            Score.Good.class,
            Score.MissingDo.class,
            Score.Weighting.class,
            Source.Admission.class,
            Source.Allocation.class,
            SourceKind.class,
            SubjectKind.class);

    @ParameterizedTest
    @CsvSource({
        "en/scheme-monthly.md, hongjiang-monthly",
        "zh/scheme-monthly.md, hongjiang-monthly",
        "en/scheme-promises.md, jinan-promises",
        "zh/scheme-promises.md, jinan-promises"
    })
    void pageOfAShippedScheme_hasTheWholeFile(String page, String scheme) throws IOException {
        assertThat(Files.readString(MANUAL.resolve(page)))
                .contains("```yaml\n" + ShippedSchemes.text(scheme) + "```\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void grammar_namesEveryWordOfEveryList(String language) throws IOException {
        String page = Files.readString(MANUAL.resolve(language + "/assessments.md"));
        for (Class<? extends Word> list : LISTS) {
            Stream.of(list.getEnumConstants())
                    .map(Word::word)
                    .forEach(word -> assertThat(page)
                            .as("%s has the word %s of %s", language, word, list.getSimpleName())
                            .containsPattern("(?<![a-z-])" + Pattern.quote(word) + "(?![a-z-])"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh"})
    void faultsThatThePageShows_areThoseThatTheProgramPrints(String language) throws IOException {
        String good = ShippedSchemes.text(ShippedSchemes.MONTHLY);
        String page = Files.readString(MANUAL.resolve(language + "/assessments.md"));
        String weights = good.replace("{id: meter,  weight: 40", "{id: meter,  weight: 45");
        String edge = good.replace("edge: break", "edge: cut");
        for (String text : Arrays.asList(weights, edge)) {
            assertThat(SchemeFile.read("scheme.yaml", text).faults())
                    .singleElement()
                    .satisfies(fault -> assertThat(page).contains("\n" + fault + "\n"));
        }
    }
}
