package io.hallpulse.gateway.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.domain.directory.DaySpan;
import io.hallpulse.domain.directory.Group;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.League;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Post;
import io.hallpulse.domain.directory.SubjectId;
import io.hallpulse.domain.directory.Unit;
import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.RoundReader;
import io.hallpulse.gateway.assessment.scheme.ShippedSchemes;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.store.PersonRow;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A hall whose windows are assessed by the shipped scheme of windows of the month, by a clock that the test moves: eight windows of one
 * category and four of another, people of each role, and a round of the last month that is over. Seven and three of them are ranked with
 * no part missing, one of each is not ranked; two tie at the last place of the list.
 */
public final class AssessedHall implements AutoCloseable {
    public static final String PASSWORD = "a fine password";
    public static final String SCHEME = ShippedSchemes.MONTHLY;
    /** The shipped file, but that a third party asks people, so that no test has to vote four hundred times. */
    public static final String FILE = ShippedSchemes.text(SCHEME)
            .replaceFirst(
                    "kind: ballot, admission: open, form: clean, reach: .web, hall-qr.",
                    "kind: survey, form: clean, by: third-party");

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Id, category, both names, presses of level 5 and 4 of forty, points that each of ten visits deducts, share of good answers. */
    private static final String[][] WINDOWS = {
        {"A01", "approval", "企业开办", "Business registration", "40", "0", "0", "40"},
        {"A02", "approval", "工程建设", "Construction permits", "38", "2", "0", "38"},
        {"A03", "approval", "不动产登记", "Land registry", "37", "3", "10", "37"},
        {"A04", "approval", "食品药品", "Food and drugs", "36", "4", "10", "36"},
        {"A05", "approval", "交通运输", "Transport", "35", "5", "10", "36"},
        {"A06", "approval", "生态环境", "Environment", "34", "6", "20", "30"},
        {"A07", "approval", "农业农村", "Agriculture", "28", "12", "10", "30"},
        {"A08", "approval", "司法公证", "Notary", "0", "0", "-1", "0"},
        {"B01", "public", "供水服务", "Water", "39", "1", "0", "38"},
        {"B02", "public", "供电服务", "Electricity", "38", "2", "0", "38"},
        {"B03", "public", "燃气服务", "Gas", "33", "7", "20", "33"},
        {"B04", "public", "公交卡", "Bus cards", "10", "2", "10", "3"},
    };

    private final HttpClient client = HttpClient.newHttpClient();
    private final AtomicReference<Instant> now;
    private final ServedHall hall;
    private final YearMonth month;

    private AssessedHall(AtomicReference<Instant> now, ServedHall hall, YearMonth month) {
        this.now = now;
        this.hall = hall;
        this.month = month;
    }

    /** Starts it some days before the month, with the scheme in force. */
    public static AssessedHall start(Path data) throws Exception {
        YearMonth month = YearMonth.of(2026, 10); // working days are counted, and differ from month to month
        AtomicReference<Instant> now =
                new AtomicReference<>(morning(month.atDay(1).minusDays(5)));
        StringBuilder windows = new StringBuilder();
        for (String[] window : WINDOWS) {
            windows.append("      - {id: %s, name: {zh: %s, en: %s}%s}\n"
                    .formatted(
                            window[0],
                            window[2],
                            window[3],
                            Set.of("A03", "A08").contains(window[0]) ? ", department: land" : ""));
        }
        ServedHall hall = ServedHall.startHallsBy(
                data,
                "  - id: north\n    name: {zh: 滨海新区政务服务中心, en: Binhai Service Centre}\n    timeZone: Asia/Shanghai\n"
                        + "    screen: {publishStep: 1, privacyDelay: 0s}\n    windows:\n" + windows,
                now::get,
                Limits.SMALL_BOX);
        AssessedHall assessed = new AssessedHall(now, hall, month);
        hall.change(assessed::directory);
        for (Role role : Role.values()) {
            boolean ofUnit = role == Role.CONTACT || role == Role.UNIT;
            hall.people()
                    .add(
                            Actor.command("test"),
                            new PersonRow(
                                    role.word(),
                                    "",
                                    Set.of(role),
                                    ofUnit ? "land" : null,
                                    role == Role.STAFF ? "S-A03" : null,
                                    List.of(),
                                    0),
                            PASSWORD);
        }
        return assessed;
    }

    private static Instant morning(LocalDate day) {
        return day.atTime(9, 0).atZone(ZONE).toInstant();
    }

    private Halls directory(Halls halls) {
        Map<String, League> leagues = new LinkedHashMap<>();
        Map<String, Post> posts = new LinkedHashMap<>();
        for (String[] window : WINDOWS) {
            String trade = window[1].equals("approval") ? "window" : "service";
            for (League league : List.of(
                    new League("window", "north", window[0], SCHEME, window[1]),
                    new League("window", "north", window[0], ShippedSchemes.PROMISES, trade))) {
                leagues.put(league.key(), league);
            }
            for (Post post : List.of(
                    new Post("window", "north", window[0], Post.HEAD, "首席" + window[0], null, null),
                    new Post("window", "north", window[0], Post.STAFF, "S-" + window[0], null, null))) {
                posts.put(post.key(), post);
            }
        }
        Map<String, DaySpan> calendar = new LinkedHashMap<>(halls.entries().calendar());
        for (int year = month.getYear() - 1; year <= month.getYear() + 1; year++) {
            LocalDate day = LocalDate.of(year, 1, 1);
            if (calendar.values().stream().noneMatch(span -> span.from().getYear() == day.getYear())) {
                DaySpan span = new DaySpan(day, day, DaySpan.OFF, new Name("元旦", "New Year"), "");
                calendar.put(day.toString(), span);
            }
        }
        Name land = new Name("自然资源局", "Land bureau");
        return halls.with(halls.entries()
                .withDepartments(Map.of("land", new Group("land", land)))
                .withUnits(Map.of("land", new Unit("land", SubjectId.UNIT, "", land, null, null, "")))
                .withLeagues(leagues)
                .withPosts(posts)
                .withCalendar(calendar));
    }

    public ServedHall hall() {
        return hall;
    }

    /** The month that is assessed. */
    public String period() {
        return month.toString();
    }

    /** Where its round is, below {@code /console} or {@code /api/v1}. */
    public String round() {
        return "rounds/" + SCHEME + "/" + month;
    }

    /** Now, by the clock of the test. */
    public Instant now() {
        return Objects.requireNonNull(now.get());
    }

    /** The day that it is there. */
    public LocalDate today() {
        return LocalDate.ofInstant(now(), ZONE);
    }

    /** Moves the clock on, to nine in the morning of a day, and has it do what is due. */
    public void on(LocalDate day) throws Exception {
        now.set(morning(day));
        tick();
    }

    /** The ids of all windows. */
    public static List<String> windows() {
        return Arrays.stream(WINDOWS).map(window -> window[0]).toList();
    }

    /** The levels that are pressed at a window in the month, the best first. */
    public static int[] levels(String id) {
        String[] window = row(id);
        int five = Integer.parseInt(window[4]);
        int[] levels = new int[five + Integer.parseInt(window[5])];
        Arrays.fill(levels, 4);
        Arrays.fill(levels, 0, five, 5);
        return levels;
    }

    /** Moves the clock to nine in the morning so many days after the first of the month, and has it do what is due. */
    public void at(int days) throws Exception {
        on(month.atDay(1).plusDays(days));
    }

    private void tick() throws Exception {
        Optional<Assessments.Room> room = hall.assessments().room();
        if (room.isPresent()) {
            room.get().rounds().tick();
            room.get().visits().tick();
            room.get().pressCases().tick();
            room.get().matters().tick();
        }
    }

    /** Puts the scheme in force, and freezes the round. */
    public void freeze() throws Exception {
        freeze(FILE);
    }

    /** Puts the scheme in force as a file has it, and freezes the round. */
    public void freeze(String file) throws Exception {
        String scheme = "schemes/" + SCHEME + "/1";
        call("organiser", "/api/v1/schemes", file);
        call("organiser", "/api/v1/" + scheme + "/enforce", "");
        call("approver", "/api/v1/" + scheme + "/enforce", "");
        call("organiser", "/api/v1/" + round(), "");
        call("organiser", "/api/v1/" + round() + "/freeze", "{}");
        call("auditor", "/api/v1/" + round() + "/freeze", "{\"seed\":\"2-6-1-4-3-5-6-2\"}");
    }

    /** Presses, visits and answers of the month; A03 is criticised in a notice, and praised for a banner that is stated twice. */
    public void facts() throws Exception {
        at(14);
        press();
        visits();
        List<String> answers = new ArrayList<>();
        for (String window : windows()) {
            for (String answer : answers(window)) {
                answers.add(fact(
                        "clean",
                        window,
                        "\"answers\":{\"duty\":\"" + answer + "\",\"style\":\"" + answer + "\",\"law\":\"none\"}"));
            }
        }
        state("third-party", answers);
        String proof = ",\"proof\":\"" + "ab".repeat(32) + "\"";
        state(
                "recorder",
                List.of(
                        fact("record", "A03", "\"item\":\"criticism\"" + proof),
                        fact("record", "A03", "\"item\":\"banner\"" + proof),
                        fact("record", "A03", "\"item\":\"banner\",\"points\":\"1\"" + proof)));
    }

    /** Ten visits of each window but one. */
    public void visits() throws Exception {
        List<String> visits = new ArrayList<>();
        for (String[] window : WINDOWS) {
            int deducted = Integer.parseInt(window[6]);
            for (int i = 0; deducted >= 0 && i < 10; i++) {
                visits.add(fact("patrol", window[0], "\"times\":{\"slow\":" + slow(window[0], deducted, i) + "}"));
            }
        }
        state("inspector", visits);
    }

    /** What people answer who are asked about a window: {@code good} or {@code fair}. */
    public static List<String> answers(String id) {
        int good = Integer.parseInt(row(id)[7]);
        List<String> answers = new ArrayList<>(Collections.nCopies(good, "good"));
        answers.addAll(Collections.nCopies(good < 10 ? 0 : 40 - good, "fair"));
        return answers;
    }

    private static String[] row(String id) {
        return Arrays.stream(WINDOWS)
                .filter(one -> one[0].equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** A06 and A07 come to the same total, by more satisfied presses and by better visits. */
    private static int slow(String window, int deducted, int i) {
        return window.equals("A06") && i % 2 == 1 ? 1 : deducted / 10;
    }

    private String fact(String source, String window, String value) {
        return "{\"source\":\"%s\",\"subject\":\"north/%s\",\"day\":\"%s\",%s}"
                .formatted(source, window, month.atDay(10), value);
    }

    private void state(String who, List<String> facts) throws Exception {
        call(
                who,
                "/api/v1/facts",
                "{\"round\":\"" + SCHEME + "/" + month + "\",\"facts\":[" + String.join(",", facts) + "]}");
    }

    /** Has a window rated now: so often very dissatisfied, and so often very satisfied. */
    public void pressBad(String window, int bad, int good) throws Exception {
        int[] levels = new int[bad + good];
        Arrays.fill(levels, 5);
        Arrays.fill(levels, 0, bad, 1);
        long before = counted();
        hall.pressBefore(Duration.between(now.get(), Instant.now()), window, levels);
        await().atMost(PATIENCE).until(() -> counted() == before + levels.length);
    }

    /** How many presses of the hall are counted, as its account says. */
    private long counted() throws Exception {
        String account = get("auditor", "/api/v1/account").body();
        Matcher sums = Pattern.compile("\"counted\":([0-9]+)").matcher(account);
        return sums.results()
                .mapToLong(sum -> Long.parseLong(sum.group(1)))
                .max()
                .orElse(0);
    }

    private void press() throws Exception {
        int all = 0;
        for (String[] window : WINDOWS) {
            int[] levels = levels(window[0]);
            if (levels.length > 0) {
                hall.pressBefore(Duration.between(now.get(), Instant.now()), window[0], levels);
                all += levels.length;
            }
        }
        int counted = all;
        await().atMost(PATIENCE)
                .until(() -> get("auditor", "/api/v1/account").body().contains("\"counted\":" + counted));
    }

    /** The number of a fact about a window, by what it says. */
    public long factOf(String window, String value) {
        RoundReader reader = hall.assessments().room().orElseThrow().reader();
        return reader.facts(SCHEME, period(), RoundReader.Which.ALL, null, "north/" + window, 0, 500).stream()
                .filter(fact -> fact.value().toString().contains(value))
                .findFirst()
                .orElseThrow()
                .n();
    }

    /** Verifies the banners of A03, strikes one of them and its criticism, which nobody verified, and counts the round some days after its end. */
    public void count() throws Exception {
        String facts = "/api/v1/" + round() + "/facts/f";
        long twice = factOf("A03", "banner");
        call("organiser", facts + twice + "/verify", "");
        call("organiser", facts + (twice - 1) + "/verify", "");
        call("auditor", facts + twice + "/strike", "{\"reason\":\"同一面锦旗重复登记\"}");
        call("auditor", facts + factOf("A03", "criticism") + "/strike", "{\"reason\":\"通报已撤销\"}");
        at(45);
        call("organiser", "/api/v1/" + round() + "/count", "");
        call("auditor", "/api/v1/" + round() + "/count", "");
    }

    /** Has a person do something by the interface, which must go well. */
    public void call(String who, String path, String body) throws Exception {
        HttpResponse<String> answer =
                client.send(asked(who, path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isBetween(200, 201);
    }

    /** A page, or a document, as somebody sees it who is called as the role. */
    public HttpResponse<String> get(String who, String path) throws Exception {
        return client.send(asked(who, path).build(), BodyHandlers.ofString());
    }

    /** A form that somebody sends. */
    public HttpResponse<String> post(String who, String path, String form) throws Exception {
        return client.send(
                asked(who, path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder asked(String who, String path) {
        return HttpRequest.newBuilder(hall.uri(path)).header("Authorization", ServedHall.basic(who, PASSWORD));
    }

    @Override
    public void close() throws Exception {
        hall.close();
    }
}
