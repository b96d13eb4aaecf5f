package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.card.CanonicalJson;
import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.domain.assessment.round.AssessedPeriod;
import io.hallpulse.domain.assessment.round.FrozenSubject;
import io.hallpulse.domain.assessment.scheme.Post;
import io.hallpulse.domain.assessment.scheme.Scheme;
import io.hallpulse.domain.assessment.scheme.Source;
import io.hallpulse.domain.assessment.scheme.SubjectKind;
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
import io.hallpulse.gateway.store.TallyReader;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What rounds take over from the directory and from the tallies of a gateway. Any thread. */
public final class DirectorySources implements RoundSources {
    private final Supplier<Halls> directory;
    private final TallyReader tallies;

    public DirectorySources(Supplier<Halls> directory, TallyReader tallies) {
        this.directory = directory;
        this.tallies = tallies;
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
            Map<Post, String> posts = new EnumMap<>(Post.class);
            for (Post post : scheme.subjects().posts()) {
                subjects.holders(subject.id(), post.word(), period.from(), period.to()).stream()
                        .findFirst()
                        .ifPresent(holder -> posts.put(post, holder.person()));
            }
            planned.add(new Planned(
                    new FrozenSubject(
                            id(subject.id()), subject.category(), unit(subjects, subject.id()), posts, 0, 0, Set.of()),
                    subject.name()));
        }
        return planned;
    }

    /** The outermost unit that a subject belongs to; its own id where there is none. */
    private static String unit(Subjects subjects, SubjectId subject) {
        List<SubjectId> parents = subjects.parents(subject);
        for (int i = parents.size() - 1; i >= 0; i--) {
            if (parents.get(i).kind().equals(SubjectId.UNIT)) {
                return parents.get(i).id();
            }
        }
        return id(subject);
    }

    /** Ratings of each window, added up for whatever it belongs to. A window is counted where it stands on the day of the closing. */
    @Override
    public Map<String, long[]> presses(
            Scheme scheme, Source.Presses source, List<String> ids, Instant from, Instant to) {
        Halls halls = directory.get();
        Subjects subjects = new Subjects(halls);
        String kind = scheme.subjects().kind().word();
        Set<String> wanted = new HashSet<>(ids);
        Map<String, long[]> sums = new HashMap<>();
        for (Hall hall : halls.all()) {
            TallyReader.Figures figures = TallyReader.Figures.COUNTED;
            tallies.sums(figures, hall.id(), hall.windows().keySet(), from.toEpochMilli(), to.toEpochMilli())
                    .forEach((window, n) -> {
                        SubjectId at = SubjectId.window(hall.id(), window);
                        if (scheme.subjects().kind() == SubjectKind.WINDOW) {
                            add(sums, wanted, id(at), n);
                        } else {
                            subjects.parents(at).stream()
                                    .filter(parent -> parent.kind().equals(kind))
                                    .findFirst()
                                    .ifPresent(parent -> add(sums, wanted, id(parent), n));
                        }
                    });
        }
        return sums;
    }

    private static void add(Map<String, long[]> sums, Set<String> wanted, String subject, long[] n) {
        if (wanted.contains(subject)) {
            long[] sum = sums.computeIfAbsent(subject, id -> new long[n.length]);
            for (int i = 0; i < n.length; i++) {
                sum[i] += n[i];
            }
        }
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
