package io.hallpulse.domain.assessment.round;

import io.hallpulse.domain.assessment.scheme.Post;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A subject as a round keeps it (design 2, 3).
 *
 * @param unit id of the unit that it belongs to; its own where there is none
 * @param posts who holds a post on the last day of the period
 * @param services how many it gave; they break ties, and are taken at the close of a round whose scheme asks
 * @param contacts how many people dealt with it; they break ties, and are counted with a round whose scheme asks
 * @param held ids of the flows of which it holds a standing
 */
public record FrozenSubject(
        String id,
        String category,
        String unit,
        Map<Post, String> posts,
        long services,
        long contacts,
        Set<String> held) {
    public FrozenSubject {
        posts = Map.copyOf(posts);
        held = Set.copyOf(held);
    }

    /** Who is addressed by a post; empty where nobody holds it. */
    public Optional<String> holder(Post post) {
        return post == Post.UNIT ? Optional.of(unit) : Optional.ofNullable(posts.get(post));
    }
}
