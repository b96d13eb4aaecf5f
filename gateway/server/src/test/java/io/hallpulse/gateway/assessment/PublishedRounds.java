package io.hallpulse.gateway.assessment;

import static io.hallpulse.gateway.assessment.AssessRig.APPROVER;
import static io.hallpulse.gateway.assessment.AssessRig.AUDITOR;
import static io.hallpulse.gateway.assessment.AssessRig.DISCIPLINE;
import static io.hallpulse.gateway.assessment.AssessRig.ORGANISER;

import io.hallpulse.domain.assessment.publication.PublicCase;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.round.RoundStep;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.scheme.Post;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.gateway.assessment.scheme.SchemeFile;
import io.hallpulse.gateway.assessment.scheme.ShippedSchemes;
import io.hallpulse.gateway.config.DatabaseConfig;
import io.hallpulse.gateway.database.DatabasePart;
import io.hallpulse.gateway.database.OpenDatabase;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Assessments of the past in the folder of a gateway that is yet to start: both shipped schemes with a published round each. */
public final class PublishedRounds {
    /** The honours of October, corrected once. */
    public static final String MONTHLY = "hongjiang-monthly/2026-10";
    /** The promises of the third quarter; its stars were withdrawn. */
    public static final String PROMISES = "jinan-promises/2026-Q3";

    private static final Signer BOTH = new Signer("zhang", Set.of(AssessmentRole.ORGANISER));
    private static final List<Name> WINDOWS = List.of(
            new Name("不动产登记", "Property registration"),
            new Name("企业开办", "Starting a business"),
            new Name("社会保险", "Social insurance"),
            new Name("建设工程规划许可", "Building permits"),
            new Name("婚姻登记", "Marriage registration"),
            new Name("公安户政", "Household register"),
            new Name("供水供电", "Water and power"),
            new Name("税务综合", "Taxes"),
            new Name("医保经办", "Health insurance"),
            new Name("交通运输", "Transport"));

    private PublishedRounds() {}

    /** Makes them. */
    public static void in(Path folder, DatabaseConfig config) throws Exception {
        try (AssessRig rig = new AssessRig(OpenDatabase.open(DatabasePart.ASSESSMENTS, folder, config))) {
            promises(rig);
            rig.directory.clear();
            rig.at("2026-09-20");
            monthly(rig);
        }
    }

    private static void directory(AssessRig rig, String first, String second) {
        Map<String, long[]> tallies = new HashMap<>();
        for (int i = 0; i < WINDOWS.size(); i++) {
            String id = "north/A%02d".formatted(i + 1);
            rig.directory.add(new FrozenSubject(
                    id,
                    i < 7 ? first : second,
                    "unit" + i,
                    Map.of(Post.HEAD, "H" + i, Post.STAFF, "S" + i),
                    0,
                    0,
                    Set.of()));
            rig.names.put(id, WINDOWS.get(i));
            rig.names.put(
                    "unit" + i,
                    new Name(WINDOWS.get(i).zh() + "办", WINDOWS.get(i).en() + " office"));
            tallies.put(id, new long[] {i % 4, 1, 2 * i, 30, 80 - 3 * i});
        }
        rig.tallies.put("meter", tallies);
    }

    private static void inForce(AssessRig rig, String text) throws Exception {
        var scheme = Objects.requireNonNull(SchemeFile.read("scheme.yaml", text).scheme());
        rig.files.put(text, scheme);
        rig.schemes.upload(ORGANISER, "scheme.yaml", text).get();
        rig.schemes.enforce(ORGANISER, scheme.id(), scheme.version()).get();
        rig.schemes.enforce(APPROVER, scheme.id(), scheme.version()).get();
    }

    private static void approved(AssessRig rig, String scheme, String period, String frozen, String counted)
            throws Exception {
        rig.at(frozen);
        rig.rounds.plan(ORGANISER, scheme, period).get();
        rig.rounds.freeze(ORGANISER, scheme, period, "a trial", "").get();
        rig.rounds.freeze(AUDITOR, scheme, period, "", "3-1-4").get();
        rig.at(counted);
        rig.rounds.tick();
        rig.rounds.count(ORGANISER, scheme, period).get();
        rig.rounds.count(AUDITOR, scheme, period).get();
        rig.rounds.confirm(APPROVER, scheme, period, RoundStep.APPROVE).get();
        rig.rounds.confirm(DISCIPLINE, scheme, period, RoundStep.APPROVE).get();
    }

    private static void signed(AssessRig rig, String scheme, String period, String publication, boolean byTwo)
            throws Exception {
        rig.publications.approve(ORGANISER, scheme, period, publication, "").get();
        if (byTwo) {
            rig.publications.approve(APPROVER, scheme, period, publication, "").get();
        }
    }

    private static void monthly(AssessRig rig) throws Exception {
        String scheme = "hongjiang-monthly";
        String period = "2026-10";
        directory(rig, "approval", "public");
        inForce(rig, ShippedSchemes.text(ShippedSchemes.MONTHLY));
        approved(rig, scheme, period, "2026-09-20", "2026-11-12");
        rig.publications.prepare(ORGANISER, scheme, period, "own").get();
        signed(rig, scheme, period, "own", false);
        rig.publications.prepare(ORGANISER, scheme, period, "month").get();
        signed(rig, scheme, period, "month", true);
        rig.rounds.confirm(ORGANISER, scheme, period, RoundStep.PUBLISH).get();
        rig.at("2026-11-16");
        List<PublicCase> opened = new ArrayList<>(rig.store.read(tables -> new StoredCases(rig.work.flows(), rig)
                .of(tables, Rounds.require(tables, scheme, period), List.of("trophy", "diploma"), true)));
        opened.add(new PublicCase("staff-month", "north/A02", "held", "", null, "S1", true));
        rig.cases.put(true, opened);
        rig.names.put("S1", new Name("欧阳晓燕", "Ouyang Xiaoyan"));
        rig.publications
                .correct(ORGANISER, scheme, period, "month", "补上已同意署名的工作人员")
                .get();
        signed(rig, scheme, period, "month", true);
        rig.publications.live(ORGANISER, scheme, period, "month").get();
    }

    private static void promises(AssessRig rig) throws Exception {
        String scheme = "jinan-promises";
        String period = "2026-Q3";
        rig.at("2026-06-10");
        directory(rig, "window", "service");
        inForce(rig, ShippedSchemes.text(ShippedSchemes.PROMISES));
        approved(rig, scheme, period, "2026-06-10", "2026-10-20");
        rig.cases.put(
                false,
                List.of(
                        promise(1, "kept", "企业开办一日办结", LocalDate.of(2026, 9, 30)),
                        promise(2, "doing", "周六上午不休", LocalDate.of(2026, 12, 31)),
                        promise(3, "broken", "图审五日出结果", LocalDate.of(2026, 8, 31)),
                        promise(5, "checking", "户籍证明网上办", LocalDate.of(2026, 10, 15))));
        for (String publication : List.of("board", "stars")) {
            rig.publications.prepare(ORGANISER, scheme, period, publication).get();
            signed(rig, scheme, period, publication, publication.equals("stars"));
        }
        rig.rounds.confirm(BOTH, scheme, period, RoundStep.PUBLISH).get();
        rig.publications.withdraw(APPROVER, scheme, period, "stars", "星级须重新核对").get();
        rig.cases.clear();
    }

    private static PublicCase promise(int window, String state, String text, LocalDate deadline) {
        return new PublicCase("promise", "north/A%02d".formatted(window + 1), state, text, deadline, null, false);
    }
}
