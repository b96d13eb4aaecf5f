package io.hallpulse.domain.directory;

import io.hallpulse.domain.directory.CellFault.Rule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of whatever the directory has besides halls and windows, of units alone by way of {@link UnitRows}.
 *
 * @param <T> an entry
 */
final class EntryRows<T> implements RowForm {
    private final List<String> columns;
    private final List<String> keys;
    private final Function<Entries, Map<String, T>> entries;
    private final BiFunction<Entries, Map<String, T>, Entries> replacing;
    private final Function<T, Row> row;
    private final BiFunction<Halls, Cells, T> entry;

    EntryRows(
            List<String> columns,
            List<String> keys,
            Function<Entries, Map<String, T>> entries,
            BiFunction<Entries, Map<String, T>, Entries> replacing,
            Function<T, Row> row,
            BiFunction<Halls, Cells, T> entry) {
        this.columns = columns;
        this.keys = keys;
        this.entries = entries;
        this.replacing = replacing;
        this.row = row;
        this.entry = entry;
    }

    static EntryRows<Group> departments() {
        return groups(Entries::departments, Entries::withDepartments);
    }

    static EntryRows<Group> categories() {
        return groups(Entries::categories, Entries::withCategories);
    }

    private static EntryRows<Group> groups(
            Function<Entries, Map<String, Group>> entries, BiFunction<Entries, Map<String, Group>, Entries> replacing) {
        return new EntryRows<>(
                List.of("id", "zh", "en"),
                List.of("id"),
                entries,
                replacing,
                group -> Row.of(
                        "id",
                        group.id(),
                        "zh",
                        group.name().zh(),
                        "en",
                        group.name().en()),
                (halls, cells) -> new Group(cells.identifier("id"), cells.name()));
    }

    static EntryRows<Staff> staff() {
        return new EntryRows<>(
                List.of("id", "zh", "en", "post", "hall", "window", "department", "stars"),
                List.of("id"),
                Entries::staff,
                Entries::withStaff,
                EntryRows::row,
                EntryRows::staff);
    }

    private static Row row(Staff staff) {
        return Row.of(
                "id",
                staff.id(),
                "zh",
                staff.name().zh(),
                "en",
                staff.name().en(),
                "post",
                staff.post(),
                "hall",
                staff.hall(),
                "window",
                staff.window(),
                "department",
                staff.department(),
                "stars",
                text(staff.stars()));
    }

    private static Staff staff(Halls halls, Cells cells) {
        String hall = "";
        String window = "";
        if (!cells.text("window").isEmpty()) {
            Hall of = cells.hall(halls);
            hall = of.id();
            window = cells.known("window", of.windows().keySet());
        } else if (!cells.text("hall").isEmpty()) {
            throw new CellFault("window", "", Rule.PAIR, "hall");
        }
        return new Staff(
                cells.identifier("id"),
                cells.name(),
                cells.text("post"),
                hall,
                window,
                cells.knownOrEmpty("department", halls.entries().departments().keySet()),
                cells.numberOrNull("stars", 0, 5));
    }

    static EntryRows<Notice> notices() {
        return new EntryRows<>(
                List.of("hall", "id", "zh", "en", "from", "to"),
                List.of("hall", "id"),
                Entries::notices,
                Entries::withNotices,
                notice -> Row.of(
                        "hall",
                        notice.hall(),
                        "id",
                        notice.id(),
                        "zh",
                        notice.text().zh(),
                        "en",
                        notice.text().en(),
                        "from",
                        text(notice.from()),
                        "to",
                        text(notice.to())),
                EntryRows::notice);
    }

    private static Notice notice(Halls halls, Cells cells) {
        Instant from = cells.instantOrNull("from");
        Instant to = cells.instantOrNull("to");
        if (from != null && to != null && !from.isBefore(to)) {
            throw new CellFault("to", to.toString(), Rule.PAIR, "from");
        }
        return new Notice(cells.hall(halls).id(), cells.identifier("id"), cells.name(), from, to);
    }

    static EntryRows<DaySpan> calendar() {
        return new EntryRows<>(
                List.of("from", "to", "kind", "zh", "en", "source"),
                List.of("from"),
                Entries::calendar,
                Entries::withCalendar,
                span -> Row.of(
                        "from",
                        span.from().toString(),
                        "to",
                        span.to().toString(),
                        "kind",
                        span.kind(),
                        "zh",
                        span.name().zh(),
                        "en",
                        span.name().en(),
                        "source",
                        span.source()),
                EntryRows::daySpan);
    }

    private static DaySpan daySpan(Halls halls, Cells cells) {
        LocalDate from = cells.date("from");
        LocalDate to = cells.date("to");
        if (to.isBefore(from) || to.getYear() != from.getYear()) {
            throw new CellFault("to", to.toString(), Rule.PAIR, "from");
        }
        String kind = cells.known("kind", List.of(DaySpan.OFF, DaySpan.WORK));
        DaySpan span = new DaySpan(from, to, kind, cells.name(), cells.text("source"));
        for (DaySpan other : halls.entries().calendar().values()) {
            if (span.meets(other) && !other.from().equals(from)) {
                throw new CellFault("from", from.toString(), Rule.OVERLAP, other.from() + " to " + other.to());
            }
        }
        return span;
    }

    static EntryRows<Post> posts() {
        return new EntryRows<>(
                List.of("kind", "hall", "id", "post", "person", "from", "to"),
                List.of("kind", "hall", "id", "post", "person", "from"),
                Entries::posts,
                Entries::withPosts,
                post -> Row.of(
                        "kind",
                        post.kind(),
                        "hall",
                        post.hall(),
                        "id",
                        post.id(),
                        "post",
                        post.post(),
                        "person",
                        post.person(),
                        "from",
                        text(post.from()),
                        "to",
                        text(post.to())),
                EntryRows::post);
    }

    /** One of which no other in the directory has the same days. */
    private static Post post(Halls halls, Cells cells) {
        SubjectId subject = cells.subject(halls);
        Days days = cells.days();
        Post post = new Post(
                subject.kind(),
                subject.hall(),
                subject.id(),
                cells.oneOf("post", Post.POSTS),
                cells.wanted("person"),
                days.from(),
                days.to());
        for (Post other : halls.entries().posts().values()) {
            if (post.excludes(other) && !post.key().equals(other.key())) {
                throw new CellFault("from", text(post.from()), Rule.HELD, other.person() + ", " + other.days());
            }
        }
        return post;
    }

    static EntryRows<League> leagues() {
        return new EntryRows<>(
                List.of("kind", "hall", "id", "scheme", "category"),
                List.of("kind", "hall", "id", "scheme"),
                Entries::leagues,
                Entries::withLeagues,
                league -> Row.of(
                        "kind",
                        league.kind(),
                        "hall",
                        league.hall(),
                        "id",
                        league.id(),
                        "scheme",
                        league.scheme(),
                        "category",
                        league.category()),
                (halls, cells) -> {
                    SubjectId subject = cells.subject(halls);
                    return new League(
                            subject.kind(),
                            subject.hall(),
                            subject.id(),
                            cells.identifier("scheme"),
                            cells.identifier("category"));
                });
    }

    static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public List<String> keys() {
        return keys;
    }

    @Override
    public Map<String, Row> rows(Halls halls) {
        Map<String, Row> rows = new LinkedHashMap<>();
        entries.apply(halls.entries()).forEach((key, one) -> rows.put(key, row.apply(one)));
        return rows;
    }

    @Override
    public Halls put(Halls halls, Row with) {
        T one = entry.apply(halls, new Cells(with));
        Map<String, T> changed = new LinkedHashMap<>(entries.apply(halls.entries()));
        changed.put(DirectoryTable.key(keys, row.apply(one)), one);
        return halls.with(replacing.apply(halls.entries(), changed));
    }

    @Override
    public Halls remove(Halls halls, String key) {
        Map<String, T> left = new LinkedHashMap<>(entries.apply(halls.entries()));
        left.remove(key);
        return halls.with(replacing.apply(halls.entries(), left));
    }
}
