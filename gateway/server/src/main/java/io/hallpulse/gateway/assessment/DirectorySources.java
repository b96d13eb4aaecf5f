package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.card.CanonicalJson;
import io.hallpulse.domain.assessment.matter.Business;
import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.domain.assessment.round.AssessedPeriod;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.scheme.Post;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.assessment.scheme.SubjectKind;
import io.hallpulse.domain.assessment.visit.Inspector;
import io.hallpulse.domain.calendar.WorkingCalendar;
import io.hallpulse.domain.directory.DaySpan;
import io.hallpulse.domain.directory.Entries;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Staff;
import io.hallpulse.domain.directory.SubjectId;
import io.hallpulse.domain.directory.Subjects;
import io.hallpulse.domain.directory.Unit;
import io.hallpulse.domain.people.Caller;
import io.hallpulse.domain.people.Role;
import io.hallpulse.gateway.store.TallyReader;
import io.hallpulse.gateway.store.TicketReader;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What rounds take over from the directory and from the tallies of a gateway. Any thread. */
public final class DirectorySources implements RoundSources {
    /** Where nobody said when a hall closes. */
    private static final LocalTime CLOSE = LocalTime.of(17, 30);

    private static final int DAY_MINUTES = 24 * 60;
    private static final int LEVELS = 5;
    private static final List<Post> HELD =
            Stream.of(Post.values()).filter(Post::isHeld).toList();

    private final Supplier<Halls> directory;
    private final TallyReader tallies;
    private final TicketReader tickets;
    private final Supplier<List<Caller>> people;

    /** @param people who may sign in */
    public DirectorySources(
            Supplier<Halls> directory, TallyReader tallies, TicketReader tickets, Supplier<List<Caller>> people) {
        this.directory = directory;
        this.tallies = tallies;
        this.tickets = tickets;
        this.people = people;
    }

    /** The id of a subject in a scheme, whose subjects are all of one kind: that of a window with its hall. */
    private static String id(SubjectId subject) {
        return subject.hall().isEmpty() ? subject.id() : subject.hall() + "/" + subject.id();
    }

    @Override
    public List<Planned> subjects(Scheme scheme, AssessedPeriod period) {
        Subjects subjects = new Subjects(directory.get());
        List<Planned> planned = new ArrayList<>();
        for (Subjects.Subject subject : subjects.of(scheme.subjects().kind().word(), scheme.id(), period.to())) {
            planned.add(planned(subjects, subject, scheme.subjects().posts(), period.from(), period.to()));
        }
        return planned;
    }

    private static Planned planned(
            Subjects subjects, Subjects.Subject subject, Collection<Post> wanted, LocalDate from, LocalDate to) {
        Map<Post, String> posts = new EnumMap<>(Post.class);
        for (Post post : wanted) {
            subjects.holders(subject.id(), post.word(), from, to).stream()
                    .findFirst()
                    .ifPresent(holder -> posts.put(post, holder.person()));
        }
        return new Planned(
                new FrozenSubject(
                        id(subject.id()), subject.category(), unit(subjects, subject.id()), posts, 0, 0, Set.of()),
                subject.name());
    }

    @Override
    public Optional<Planned> subject(String kind, String scheme, String id, LocalDate day) {
        Subjects subjects = new Subjects(directory.get());
        return subjects.of(kind, scheme, day).stream()
                .filter(subject -> id(subject.id()).equals(id))
                .findFirst()
                .map(subject -> planned(subjects, subject, HELD, day, day));
    }

    @Override
    public List<SubjectId> lineage(String kind, String id) {
        if (id.isEmpty()) {
            return List.of();
        }
        SubjectId own = named(kind, id);
        List<SubjectId> lineage = new ArrayList<>(List.of(own));
        lineage.addAll(new Subjects(directory.get()).parents(own));
        return lineage;
    }

    private static SubjectId named(String kind, String id) {
        int slash = id.indexOf('/');
        return kind.equals(SubjectId.WINDOW)
                ? SubjectId.window(id.substring(0, Math.max(slash, 0)), id.substring(slash + 1))
                : SubjectId.of(kind, id);
    }

    @Override
    public Business business(String kind, String id) {
        Halls halls = directory.get();
        Hall hall = hall(halls, kind, id);
        return hall == null
                ? new Business(WorkingCalendar.of(halls), zone(), CLOSE)
                : business(WorkingCalendar.of(halls), hall);
    }

    /** The hall of a subject: its own, that of the window or of the staff, the first in which a department has windows. */
    private static @Nullable Hall hall(Halls halls, String kind, String id) {
        return switch (kind) {
            case SubjectId.HALL -> halls.hall(id);
            case SubjectId.WINDOW ->
                halls.hall(id.substring(0, Math.max(id.indexOf('/'), 0))); // a case may be about nobody
            case SubjectId.STAFF -> {
                Staff staff = halls.entries().staff().get(id);
                yield staff == null ? null : halls.hall(staff.hall());
            }
            case SubjectId.DEPARTMENT -> {
                Hall with = null;
                for (Hall hall : halls.all()) {
                    if (with == null
                            && hall.windows().values().stream()
                                    .anyMatch(window -> window.department().equals(id))) {
                        with = hall;
                    }
                }
                yield with;
            }
            default -> null;
        };
    }

    /** A hall that is closed on a day of the week, which the calendar has worked all the same, closes then as on the first day of its week. */
    private static Business business(WorkingCalendar calendar, Hall hall) {
        Map<DayOfWeek, LocalTime> close = new EnumMap<>(DayOfWeek.class);
        hall.hours().days().forEach((day, spans) -> {
            int minutes = spans.get(spans.size() - 1).to();
            close.put(day, minutes >= DAY_MINUTES ? LocalTime.of(23, 59) : LocalTime.of(minutes / 60, minutes % 60));
        });
        LocalTime first = close.isEmpty() ? CLOSE : close.values().iterator().next();
        return new Business(calendar, hall.zone(), first, close);
    }

    /** The nearest unit that a subject belongs to, such as the authority behind a window; its own id where there is none. */
    private static String unit(Subjects subjects, SubjectId subject) {
        return subjects.parents(subject).stream()
                .filter(parent -> parent.kind().equals(SubjectId.UNIT))
                .findFirst()
                .map(SubjectId::id)
                .orElse(id(subject));
    }

    /** Ratings of each window, added up for whatever it belongs to. A window is counted where it stands on the day of the closing. */
    @Override
    public Map<String, long[]> presses(
            Scheme scheme, Source.Presses source, List<String> ids, Instant from, Instant to) {
        Map<String, long[]> sums = new HashMap<>();
        Set<String> wanted = new HashSet<>(ids);
        Subjects subjects = new Subjects(directory.get());
        for (Hall hall : directory.get().all()) {
            rated(hall, from, to)
                    .forEach((window, n) -> counted(subjects, scheme, hall, window)
                            .filter(wanted::contains)
                            .ifPresent(subject -> add(sums, subject, n)));
        }
        return sums;
    }

    @Override
    public Map<String, Long> services(Scheme scheme, List<String> ids, Instant from, Instant to) {
        Map<String, Long> sums = new HashMap<>();
        Set<String> wanted = new HashSet<>(ids);
        Subjects subjects = new Subjects(directory.get());
        for (Hall hall : directory.get().all()) {
            Map<String, Long> given = new HashMap<>();
            tickets.sums(true, hall.id(), hall.zone(), from.toEpochMilli(), to.toEpochMilli(), to)
                    .forEach((window, feed) -> given.put(window, feed.services()));
            rated(hall, from, to)
                    .forEach((window, n) -> given.merge(window, Arrays.stream(n).sum(), Math::max));
            given.forEach((window, n) -> counted(subjects, scheme, hall, window)
                    .filter(wanted::contains)
                    .ifPresent(subject -> sums.merge(subject, n, Long::sum)));
        }
        return sums;
    }

    private Map<String, long[]> rated(Hall hall, Instant from, Instant to) {
        return tallies.sums(
                TallyReader.Figures.COUNTED,
                hall.id(),
                hall.windows().keySet(),
                from.toEpochMilli(),
                to.toEpochMilli());
    }

    /** The subject of a scheme to which what is known of a window counts. */
    private static Optional<String> counted(Subjects subjects, Scheme scheme, Hall hall, String window) {
        SubjectId at = SubjectId.window(hall.id(), window);
        String kind = scheme.subjects().kind().word();
        return scheme.subjects().kind() == SubjectKind.WINDOW
                ? Optional.of(id(at))
                : subjects.parents(at).stream()
                        .filter(parent -> parent.kind().equals(kind))
                        .findFirst()
                        .map(DirectorySources::id);
    }

    @Override
    public long[] presses(String window, LocalDate day) {
        SubjectId at = named(SubjectId.WINDOW, window);
        Hall hall = directory.get().hall(at.hall());
        if (hall == null) {
            return new long[LEVELS];
        }
        return tallies.sums(
                        TallyReader.Figures.COUNTED,
                        hall.id(),
                        Set.of(at.id()),
                        day.atStartOfDay(hall.zone()).toInstant().toEpochMilli(),
                        day.plusDays(1).atStartOfDay(hall.zone()).toInstant().toEpochMilli())
                .getOrDefault(at.id(), new long[LEVELS]);
    }

    private static void add(Map<String, long[]> sums, String subject, long[] n) {
        long[] sum = sums.computeIfAbsent(subject, id -> new long[n.length]);
        for (int i = 0; i < n.length; i++) {
            sum[i] += n[i];
        }
    }

    @Override
    public List<Inspector> inspectors() {
        return people.get().stream()
                .map(person -> new Inspector(
                        person.name(),
                        Signer.of(
                                        person.name(),
                                        person.roles().stream().map(Role::word).toList())
                                .roles(),
                        person.ties()))
                .filter(inspector -> !inspector.roles().isEmpty())
                .toList();
    }

    @Override
    public WorkingCalendar calendar() {
        return WorkingCalendar.of(directory.get());
    }

    @Override
    public String calendarVersion() {
        List<Object> spans = new ArrayList<>();
        for (DaySpan span : directory.get().entries().calendar().values()) {
            spans.add(List.of(span.from().toString(), span.to().toString(), span.kind()));
        }
        return Ticket.sha256(CanonicalJson.text(spans));
    }

    @Override
    public Name called(String id) {
        Entries entries = directory.get().entries();
        Unit unit = entries.units().get(id);
        Staff staff = entries.staff().get(id);
        return unit != null ? unit.name() : staff != null ? staff.name() : new Name(id, id);
    }

    /** That of the first hall. */
    @Override
    public ZoneId zone() {
        return directory.get().all().iterator().next().zone();
    }
}
