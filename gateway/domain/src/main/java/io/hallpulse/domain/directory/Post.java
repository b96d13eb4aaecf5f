package io.hallpulse.domain.directory;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody held a post of a subject on these days.
 *
 * @param kind of the subject
 * @param hall of a window, else empty
 * @param id of the subject
 * @param post one of {@link #POSTS}
 * @param person the id of a member of staff, or a name
 * @param from the first day, null for ever since
 * @param to the last day, null while it goes on
 */
public record Post(
        String kind,
        String hall,
        String id,
        String post,
        String person,
        @Nullable LocalDate from,
        @Nullable LocalDate to) {
    /** 负责人. */
    public static final String HEAD = "head";
    /** 分管领导. */
    public static final String DEPUTY = "deputy";
    /** 主要领导. */
    public static final String PRINCIPAL = "principal";
    /** 上级主管. */
    public static final String SUPERIOR = "superior";
    /** Whoever works there: the one post that several hold at once. */
    public static final String STAFF = "staff";

    public static final List<String> POSTS = List.of(HEAD, DEPUTY, PRINCIPAL, SUPERIOR, STAFF);

    public SubjectId subject() {
        return new SubjectId(kind, hall, id);
    }

    /** Its key among the posts. */
    public String key() {
        return String.join("/", kind, hall, id, post, person, from == null ? "" : from.toString());
    }

    Days days() {
        return new Days(from, to);
    }

    /** Whether both cannot stand in one directory. */
    boolean excludes(Post other) {
        return subject().equals(other.subject())
                && post.equals(other.post)
                && (!post.equals(STAFF) || person.equals(other.person))
                && days().meets(other.days());
    }
}
