package io.hallpulse.gateway.assessment.scheme;

import io.hallpulse.domain.assessment.scheme.Base;
import io.hallpulse.domain.assessment.scheme.Checklist;
import io.hallpulse.domain.assessment.scheme.Evaluators;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.assessment.scheme.Form;
import io.hallpulse.domain.assessment.scheme.Privacy;
import io.hallpulse.domain.assessment.scheme.Publication;
import io.hallpulse.domain.assessment.scheme.Ranking;
import io.hallpulse.domain.assessment.scheme.Rounds;
import io.hallpulse.domain.assessment.scheme.Rule;
import io.hallpulse.domain.assessment.scheme.Scale;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.SchemeCheck;
import io.hallpulse.domain.assessment.scheme.Score;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.assessment.scheme.SubjectKind;
import io.hallpulse.domain.assessment.scheme.Subjects;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.runtime.config.ConfigError;
import io.hallpulse.runtime.config.YamlValue;
import io.hallpulse.runtime.disk.FileFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a scheme file and checks it: the whole grammar, and whether its sections fit together. Any thread. */
public final class SchemeFile {
    /** In bytes; the largest that we know has 15,000. */
    public static final int LARGEST = 1 << 20;

    private static final String KEYS =
            "scheme version name authority basis subjects rounds sources score ranking publish privacy";

    private final Values values;

    private SchemeFile(Values values) {
        this.values = values;
    }

    /**
     * Reads a file.
     *
     * @throws IOException with one line that names the file and the mend, where it cannot be read at all
     */
    public static SchemeReading read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST + 1);
        } catch (IOException e) {
            throw FileFault.of(file, e);
        }
        if (bytes.length > LARGEST) {
            return new SchemeReading(
                    null,
                    List.of(file + ":1: is larger than " + LARGEST
                            + " bytes, which no scheme is; name the right file"));
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return read(file.toString(), text);
        } catch (CharacterCodingException e) {
            return new SchemeReading(null, List.of(file + ":1: is not UTF-8 text; save it as UTF-8"));
        }
    }

    /**
     * Reads the text of a file.
     *
     * @param name how faults call it
     */
    public static SchemeReading read(String name, String text) {
        YamlValue root;
        try {
            root = YamlValue.read(name, text);
        } catch (ConfigError e) {
            return new SchemeReading(null, List.of(String.valueOf(e.getMessage())));
        }
        ReadingFaults faults = new ReadingFaults(name);
        Values values = new Values(faults);
        values.refuseTraps(root);
        Scheme scheme = new SchemeFile(values).scheme(root, faults);
        if (scheme != null) {
            SchemeCheck.of(scheme).forEach(fault -> faults.add(root.at(fault.at()), fault.problem()));
        }
        List<String> lines = faults.lines();
        return new SchemeReading(lines.isEmpty() ? scheme : null, lines);
    }

    /** Null where a section was not as it should be, so that comparing it with others would find what is none. */
    private @Nullable Scheme scheme(YamlValue root, ReadingFaults faults) {
        Section top = values.section(root, KEYS, "base evaluators scales forms checklists rules flows");
        HeadReader head = new HeadReader(values);
        SourceReader sources = new SourceReader(values);
        ScoreReader scores = new ScoreReader(values);
        FlowReader flows = new FlowReader(values);
        RuleReader rules = new RuleReader(values);
        PublicationReader publications = new PublicationReader(values);
        String id = top.read("scheme", values::id, "");
        int version = top.read("version", value -> values.whole(value, 1, 1_000_000), 1);
        Name name = top.readOrNull("name", values::name);
        Name authority = top.readOrNull("authority", values::name);
        Name basis = top.readOrNull("basis", head::basis);
        Subjects subjects = top.readOrNull("subjects", head::subjects);
        Rounds rounds = top.readOrNull("rounds", head::rounds);
        Base base = top.readOrNull("base", head::base);
        Evaluators evaluators = top.readOrNull("evaluators", head::evaluators);
        Map<String, Scale> scales = top.read("scales", value -> values.eachNamed(value, sources::scale), Map.of());
        Map<String, Form> forms = top.read("forms", value -> values.eachNamed(value, sources::form), Map.of());
        Map<String, Checklist> checklists =
                top.read("checklists", value -> values.eachNamed(value, sources::checklist), Map.of());
        SubjectKind kind = subjects == null ? SubjectKind.WINDOW : subjects.kind();
        Map<String, Source> all =
                top.read("sources", value -> values.eachNamed(value, one -> sources.source(one, kind)), Map.of());
        Score score = top.readOrNull("score", scores::score);
        Ranking ranking = top.readOrNull("ranking", new RankingReader(values)::ranking);
        List<Rule> rule = top.read("rules", value -> values.each(value, rules::rule), List.of());
        Map<String, Flow> flow = top.read("flows", value -> values.eachNamed(value, flows::flow), Map.of());
        List<Publication> publish =
                top.read("publish", value -> values.each(value, publications::publication), List.of());
        Privacy privacy = top.readOrNull("privacy", head::privacy);
        if (faults.isLacking()
                || name == null
                || authority == null
                || basis == null
                || subjects == null
                || rounds == null
                || score == null
                || ranking == null
                || privacy == null) {
            return null;
        }
        return new Scheme(
                id,
                version,
                name,
                authority,
                basis,
                subjects,
                rounds,
                base,
                evaluators,
                scales,
                forms,
                all,
                checklists,
                score,
                ranking,
                rule,
                flow,
                publish,
                privacy);
    }
}
