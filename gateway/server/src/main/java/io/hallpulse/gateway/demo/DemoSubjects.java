package io.hallpulse.gateway.demo;

import io.hallpulse.domain.directory.DaySpan;
import io.hallpulse.domain.directory.Entries;
import io.hallpulse.domain.directory.Group;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.League;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Post;
import io.hallpulse.domain.directory.Staff;
import io.hallpulse.domain.directory.SubjectId;
import io.hallpulse.domain.directory.Unit;
import io.hallpulse.gateway.assessment.scheme.ShippedSchemes;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who is assessed in the demo: the units behind its departments with two offices, who works at each window, and in which category it is. */
final class DemoSubjects {
    private static final String SCHEME = ShippedSchemes.MONTHLY;
    private static final String CITY = "city";
    private static final Set<String> APPROVE =
            Set.of("land", "market", "construction", "transport", "agriculture", "environment", "justice");
    private static final LocalDate SINCE = LocalDate.of(2025, 1, 1);

    private DemoSubjects() {}

    /** The same directory with all of it. */
    static Halls completed(Halls halls, LocalDate today) {
        Entries entries = halls.entries();
        return halls.with(entries.withUnits(units(entries.departments()))
                .withPosts(posts(entries))
                .withLeagues(leagues(halls))
                .withCalendar(calendar(entries, today.getYear())));
    }

    /** So that dates can be counted in years whose working days nobody has decreed yet: with New Year's Day off, and weekends. */
    private static Map<String, DaySpan> calendar(Entries entries, int year) {
        Map<String, DaySpan> calendar = new LinkedHashMap<>(entries.calendar());
        for (int one = year - 1; one <= year + 1; one++) {
            LocalDate day = LocalDate.of(one, 1, 1);
            if (calendar.values().stream().noneMatch(span -> span.from().getYear() == day.getYear())) {
                calendar.put(
                        day.toString(), new DaySpan(day, day, DaySpan.OFF, new Name("元旦", "New Year's Day"), "demo"));
            }
        }
        return calendar;
    }

    private static Map<String, Unit> units(Map<String, Group> departments) {
        Map<String, Unit> units = new LinkedHashMap<>();
        units.put(CITY, unit(CITY, SubjectId.UNIT, "", new Name("市人民政府", "City government")));
        departments.forEach((id, group) -> units.put(id, unit(id, SubjectId.UNIT, CITY, group.name())));
        units.put(
                "land-registry",
                unit("land-registry", SubjectId.OFFICE, "land", new Name("不动产登记科", "Land registry office")));
        units.put(
                "social-claims", unit("social-claims", SubjectId.OFFICE, "social", new Name("待遇核定科", "Claims office")));
        return units;
    }

    private static Unit unit(String id, String kind, String parent, Name name) {
        return new Unit(id, kind, parent, name, null, null, "");
    }

    private static Map<String, Post> posts(Entries entries) {
        Map<String, Post> posts = new LinkedHashMap<>();
        for (Staff staff : entries.staff().values()) {
            add(posts, new Post("window", staff.hall(), staff.window(), Post.HEAD, staff.id(), SINCE, null));
            add(posts, new Post("window", staff.hall(), staff.window(), Post.STAFF, staff.id(), SINCE, null));
        }
        for (Post held : List.of(
                new Post("office", "", "land-registry", Post.HEAD, "许文静", SINCE, LocalDate.of(2025, 9, 30)),
                new Post("office", "", "land-registry", Post.HEAD, "谢海波", LocalDate.of(2025, 10, 1), null),
                new Post("office", "", "social-claims", Post.HEAD, "邓秀英", SINCE, null),
                new Post("unit", "", "land", Post.PRINCIPAL, "韩立新", SINCE, null))) {
            add(posts, held);
        }
        return posts;
    }

    private static void add(Map<String, Post> posts, Post post) {
        posts.put(post.key(), post);
    }

    private static Map<String, League> leagues(Halls halls) {
        Map<String, League> leagues = new LinkedHashMap<>();
        halls.all()
                .forEach(hall -> hall.windows().values().forEach(window -> {
                    String category = APPROVE.contains(window.department()) ? "approval" : "public";
                    League league = new League("window", hall.id(), window.id(), SCHEME, category);
                    leagues.put(league.key(), league);
                }));
        return leagues;
    }
}
