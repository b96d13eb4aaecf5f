package io.hallpulse.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.hallpulse.domain.assessment.round.RoundState;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.directory.League;
import io.hallpulse.domain.directory.Post;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.Signer;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** A hall whose windows are assessed by an open call and a box, in a month that the test's clock is in. */
final class OpenCall implements AutoCloseable {
    static final String ROUND = "clean-windows/2026-10";
    private static final String SCHEME = """
            scheme: clean-windows
            version: 1
            name: {zh: 清廉窗口评议, en: Clean windows}
            authority: {zh: 市政务服务中心, en: City service centre}
            basis: {zh: 试行办法第一号, en: provisional rules one}
            subjects: {kind: window, posts: [head], categories: {all: {zh: 全部窗口, en: All windows}}}
            rounds: {every: month, fieldwork: {after: 0d, for: 3d}, late: 2wd}
            scales:
              grade: [{id: good, zh: 好, en: good, value: 100}, {id: fair, zh: 一般, en: fair, value: 60}, {id: poor, zh: 差, en: poor, value: 0}, {id: unknown, zh: 不了解, en: do not know, exclude: true}]
              breach: [{id: none, zh: 未发现, en: none seen, value: 100}, {id: seen, zh: 发现, en: seen, value: 0, asks: tip}, {id: unknown, zh: 不了解, en: do not know, exclude: true}]
            forms:
              clean: {about: one, questions: [{id: duty, zh: 责任落实, en: Duty, scale: grade}, {id: law, zh: 违纪违法, en: Breach, scale: breach}]}
              hard: {about: many, contact: {zh: "您在哪些窗口办过事？", en: "Which windows have you dealt with?"}, nominate: {most: 2}, marks: [{id: cold, zh: 冷, en: cold, help: {zh: 对人冷淡, en: indifferent}}, {id: shift, zh: 推, en: evasive}], remark: {most: 200}}
            sources:
              meter: {kind: presses, rollUp: window}
              web: {kind: ballot, admission: open, form: clean, reach: [web]}
              box: {kind: ballot, admission: box, form: hard, reach: [hall-qr]}
            score:
              good: high
              decimals: 2
              parts:
                - {id: meter, weight: 80, from: meter, measure: levels, as: index, minimum: 1}
                - {id: web, weight: 20, from: web, measure: choice, minimum: 1}
              missing: {do: redistribute, most: 80}
            ranking: {within: scheme, order: best-first, ties: share, list: {take: 1, edge: include}}
            publish: [{id: own, show: table, rows: {own: true}, columns: [rank, subject], audience: [units], approve: [organiser]}]
            privacy: {minimum: 5, seal: none, persons: never}
            """;
    private static final Signer ORGANISER = new Signer("zhang", Set.of(AssessmentRole.ORGANISER));
    private static final Signer AUDITOR = new Signer("wu", Set.of(AssessmentRole.AUDITOR));
    private static final Signer DISCIPLINE = new Signer("sun", Set.of(AssessmentRole.DISCIPLINE));
    private static final Signer APPROVER = new Signer("zhao", Set.of(AssessmentRole.APPROVER));

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-09-20T01:00:00Z"));
    final ServedHall hall;

    OpenCall(Path data, int windows) throws Exception {
        hall = ServedHall.startBy(data, windows, now::get, Limits.SMALL_BOX);
        hall.change(halls -> {
            Map<String, League> leagues = new LinkedHashMap<>();
            Map<String, Post> posts = new LinkedHashMap<>();
            halls.all().iterator().next().windows().keySet().forEach(window -> {
                League league = new League("window", "north", window, "clean-windows", "all");
                leagues.put(league.key(), league);
                Post head = new Post("window", "north", window, Post.HEAD, "韩立新", LocalDate.of(2026, 1, 1), null);
                posts.put(head.key(), head);
            });
            return halls.with(halls.entries().withLeagues(leagues).withPosts(posts));
        });
        Assessments.Room room = room();
        room.schemes().upload(ORGANISER, "clean.yaml", SCHEME).get();
        room.schemes().enforce(ORGANISER, "clean-windows", 1).get();
        room.schemes().enforce(APPROVER, "clean-windows", 1).get();
        room.rounds().plan(ORGANISER, "clean-windows", "2026-10").get();
        room.rounds().freeze(ORGANISER, "clean-windows", "2026-10", "", "").get();
        room.rounds().freeze(AUDITOR, "clean-windows", "2026-10", "", "").get();
    }

    Assessments.Room room() throws Exception {
        return hall.assessments().opened();
    }

    /** The second day of three on which votes are taken. */
    void open() throws Exception {
        at("2026-11-02T01:00:00Z");
        assertThat(state()).isEqualTo(RoundState.OPEN);
    }

    void close(String instant) throws Exception {
        at(instant);
        assertThat(state()).isEqualTo(RoundState.CLOSED);
    }

    /** The hints of the closed round. */
    List<String> tips() throws Exception {
        return room().ballots().tips(DISCIPLINE, "clean-windows", "2026-10").get();
    }

    private void at(String instant) throws Exception {
        now.set(Instant.parse(instant));
        room().rounds().tick();
    }

    private RoundState state() throws Exception {
        return room().rounds().standing("clean-windows", "2026-10").round().state();
    }

    @Override
    public void close() throws Exception {
        hall.close();
    }
}
