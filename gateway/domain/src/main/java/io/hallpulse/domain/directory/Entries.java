package io.hallpulse.domain.directory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the directory has besides halls and windows, each in the order in which it is shown.
 *
 * @param departments by their ids
 * @param categories of service, by their ids
 * @param staff by their ids
 * @param notices by hall and id, such as {@code north/n1}
 * @param calendar days off and days worked by their first day, in order
 * @param units and their offices, by their ids
 * @param posts who holds which post of which subject, by the subject, the post, the person and the first day
 * @param leagues the category of a subject in a scheme of assessment, by the subject and the scheme
 */
public record Entries(
        Map<String, Group> departments,
        Map<String, Group> categories,
        Map<String, Staff> staff,
        Map<String, Notice> notices,
        Map<String, DaySpan> calendar,
        Map<String, Unit> units,
        Map<String, Post> posts,
        Map<String, League> leagues) {
    public static final Entries NONE =
            new Entries(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    public Entries {
        departments = copy(departments);
        categories = copy(categories);
        staff = copy(staff);
        notices = copy(notices);
        calendar = copy(new TreeMap<>(calendar));
        units = copy(units);
        posts = copy(posts);
        leagues = copy(leagues);
    }

    private static <T> Map<String, T> copy(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    public Entries withDepartments(Map<String, Group> others) {
        return new Entries(others, categories, staff, notices, calendar, units, posts, leagues);
    }

    public Entries withCategories(Map<String, Group> others) {
        return new Entries(departments, others, staff, notices, calendar, units, posts, leagues);
    }

    public Entries withStaff(Map<String, Staff> others) {
        return new Entries(departments, categories, others, notices, calendar, units, posts, leagues);
    }

    public Entries withNotices(Map<String, Notice> others) {
        return new Entries(departments, categories, staff, others, calendar, units, posts, leagues);
    }

    public Entries withCalendar(Map<String, DaySpan> others) {
        return new Entries(departments, categories, staff, notices, others, units, posts, leagues);
    }

    public Entries withUnits(Map<String, Unit> others) {
        return new Entries(departments, categories, staff, notices, calendar, others, posts, leagues);
    }

    public Entries withPosts(Map<String, Post> others) {
        return new Entries(departments, categories, staff, notices, calendar, units, others, leagues);
    }

    public Entries withLeagues(Map<String, League> others) {
        return new Entries(departments, categories, staff, notices, calendar, units, posts, others);
    }

    /** Whether both have the same, in the same order. */
    boolean isLike(Entries other) {
        return isLike(departments, other.departments)
                && isLike(categories, other.categories)
                && isLike(staff, other.staff)
                && isLike(notices, other.notices)
                && isLike(calendar, other.calendar)
                && isLike(units, other.units)
                && isLike(posts, other.posts)
                && isLike(leagues, other.leagues);
    }

    private static <T> boolean isLike(Map<String, T> one, Map<String, T> other) {
        return List.copyOf(one.entrySet()).equals(List.copyOf(other.entrySet()));
    }
}
