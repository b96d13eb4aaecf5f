package io.hallpulse.domain.directory;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is assessed, as one directory has them: halls, windows, departments and staff as they stand there, units and offices with their days. */
public final class Subjects {
    private final Halls halls;

    public Subjects(Halls halls) {
        this.halls = halls;
    }

    /**
     * A subject on a day.
     *
     * @param category in the scheme that was asked for, empty where it has none there
     * @param successorOf the unit or office whose streaks it continues, empty for none
     */
    public record Subject(SubjectId id, Name name, String category, String successorOf) {}

    /**
     * Who holds a post on a period's last day.
     *
     * @param person the id of a member of staff, or a name
     * @param name of that member of staff, null where the person is none
     * @param from since when, null for ever since
     * @param isNew whether they came within the second half of the period; the middle day of an odd number of days is in the first
     */
    public record Holder(
            String person, @Nullable Name name, @Nullable LocalDate from, boolean isNew) {}

    /** The subjects of a kind that are there on a day, in the directory's order. */
    public List<Subject> of(String kind, String scheme, LocalDate day) {
        Map<SubjectId, String> categories = new LinkedHashMap<>();
        for (League league : halls.entries().leagues().values()) {
            if (league.scheme().equals(scheme)) {
                categories.put(league.subject(), league.category());
            }
        }
        List<Subject> found = new ArrayList<>();
        names(kind).forEach((id, name) -> {
            Unit unit = unit(id);
            if (unit == null || unit.days().has(day)) {
                found.add(
                        new Subject(id, name, categories.getOrDefault(id, ""), unit == null ? "" : unit.successorOf()));
            }
        });
        return found;
    }

    /** What a subject is called, null where the directory has none of that name. */
    public @Nullable Name name(SubjectId subject) {
        return names(subject.kind()).get(subject);
    }

    /** The ids of all of a kind, those that have ended among them; of windows with their halls, such as {@code north/A03}. */
    Collection<String> ids(String kind) {
        return names(kind).keySet().stream()
                .map(each -> each.hall().isEmpty() ? each.id() : each.hall() + '/' + each.id())
                .toList();
    }

    private Map<SubjectId, Name> names(String kind) {
        Map<SubjectId, Name> names = new LinkedHashMap<>();
        Entries entries = halls.entries();
        switch (kind) {
            case SubjectId.UNIT, SubjectId.OFFICE ->
                entries.units().values().stream()
                        .filter(unit -> unit.kind().equals(kind))
                        .forEach(unit -> names.put(unit.subject(), unit.name()));
            case SubjectId.DEPARTMENT -> {
                entries.departments().forEach((id, group) -> names.put(SubjectId.of(kind, id), group.name()));
                for (Hall hall : halls.all()) { // gateway.yaml may name one that the table has not
                    for (Window window : hall.windows().values()) {
                        String department = window.department();
                        if (!department.isBlank()) {
                            names.putIfAbsent(SubjectId.of(kind, department), new Name(department, department));
                        }
                    }
                }
            }
            case SubjectId.HALL -> halls.all().forEach(hall -> names.put(SubjectId.of(kind, hall.id()), hall.name()));
            case SubjectId.WINDOW -> {
                for (Hall hall : halls.all()) {
                    for (Window window : hall.windows().values()) {
                        names.put(SubjectId.window(hall.id(), window.id()), window.name());
                    }
                }
            }
            case SubjectId.STAFF ->
                entries.staff().values().forEach(staff -> names.put(SubjectId.of(kind, staff.id()), staff.name()));
            default -> throw new IllegalArgumentException(kind + " is no kind of subject");
        }
        return names;
    }

    private @Nullable Unit unit(SubjectId id) {
        Unit unit = halls.entries().units().get(id.id());
        return unit != null && unit.kind().equals(id.kind()) ? unit : null;
    }

    /**
     * Who holds a post of a subject on the last day of a period: nobody, one, or several where the post is {@link Post#STAFF}.
     *
     * @param first day of the period
     * @param last day of the period
     */
    public List<Holder> holders(SubjectId subject, String post, LocalDate first, LocalDate last) {
        LocalDate second = first.plusDays((ChronoUnit.DAYS.between(first, last) + 2) / 2);
        return halls.entries().posts().values().stream()
                .filter(held -> held.subject().equals(subject)
                        && held.post().equals(post)
                        && held.days().has(last))
                .map(held -> new Holder(
                        held.person(),
                        Optional.ofNullable(halls.entries().staff().get(held.person()))
                                .map(Staff::name)
                                .orElse(null),
                        held.from(),
                        held.from() != null && !held.from().isBefore(second)))
                .toList();
    }

    /**
     * What a subject belongs to, the nearest first: a window to its department, else to its hall; one of the staff to the window, else to the
     * department; a department to the unit of the same id, where there is one.
     */
    public List<SubjectId> parents(SubjectId subject) {
        List<SubjectId> parents = new ArrayList<>();
        for (SubjectId at = parent(subject); at != null; at = parent(at)) {
            parents.add(at);
        }
        return parents;
    }

    private @Nullable SubjectId parent(SubjectId of) {
        return switch (of.kind()) {
            case SubjectId.WINDOW -> {
                Hall hall = halls.hall(of.hall());
                Window window = hall == null ? null : hall.windows().get(of.id());
                yield window == null
                        ? null
                        : window.department().isEmpty()
                                ? SubjectId.of(SubjectId.HALL, of.hall())
                                : SubjectId.of(SubjectId.DEPARTMENT, window.department());
            }
            case SubjectId.STAFF -> {
                Staff staff = halls.entries().staff().get(of.id());
                yield staff == null
                                || (staff.window().isEmpty()
                                        && staff.department().isEmpty())
                        ? null
                        : staff.window().isEmpty()
                                ? SubjectId.of(SubjectId.DEPARTMENT, staff.department())
                                : SubjectId.window(staff.hall(), staff.window());
            }
            case SubjectId.DEPARTMENT -> unitOf(of.id());
            case SubjectId.UNIT, SubjectId.OFFICE -> {
                Unit unit = unit(of);
                yield unit == null ? null : unitOf(unit.parent());
            }
            default -> null;
        };
    }

    private @Nullable SubjectId unitOf(String id) {
        Unit unit = halls.entries().units().get(id);
        return unit == null ? null : unit.subject();
    }
}
