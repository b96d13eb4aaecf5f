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
 */
public record Entries(
        Map<String, Group> departments,
        Map<String, Group> categories,
        Map<String, Staff> staff,
        Map<String, Notice> notices,
        Map<String, DaySpan> calendar) {
    public static final Entries NONE = new Entries(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    public Entries {
        departments = copy(departments);
        categories = copy(categories);
        staff = copy(staff);
        notices = copy(notices);
        calendar = copy(new TreeMap<>(calendar));
    }

    private static <T> Map<String, T> copy(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    public Entries withDepartments(Map<String, Group> others) {
        return new Entries(others, categories, staff, notices, calendar);
    }

    public Entries withCategories(Map<String, Group> others) {
        return new Entries(departments, others, staff, notices, calendar);
    }

    public Entries withStaff(Map<String, Staff> others) {
        return new Entries(departments, categories, others, notices, calendar);
    }

    public Entries withNotices(Map<String, Notice> others) {
        return new Entries(departments, categories, staff, others, calendar);
    }

    public Entries withCalendar(Map<String, DaySpan> others) {
        return new Entries(departments, categories, staff, notices, others);
    }

    /** Whether both have the same, in the same order. */
    boolean isLike(Entries other) {
        return isLike(departments, other.departments)
                && isLike(categories, other.categories)
                && isLike(staff, other.staff)
                && isLike(notices, other.notices)
                && isLike(calendar, other.calendar);
    }

    private static <T> boolean isLike(Map<String, T> one, Map<String, T> other) {
        return List.copyOf(one.entrySet()).equals(List.copyOf(other.entrySet()));
    }
}
