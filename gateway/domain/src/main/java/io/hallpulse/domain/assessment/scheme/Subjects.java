package io.hallpulse.domain.assessment.scheme;

import io.hallpulse.domain.directory.Name;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is assessed.
 *
 * @param posts those whose holders a rule may address
 * @param categories by id, at least one: the leagues that subjects are compared in, each with its name
 * @param expectedSubjects how many there should be at freezing; null where the scheme does not say
 * @param expectedUnits how many units they should belong to; null where the scheme does not say
 */
public record Subjects(
        SubjectKind kind,
        Set<Post> posts,
        Map<String, Name> categories,
        @Nullable Integer expectedSubjects,
        @Nullable Integer expectedUnits) {
    public Subjects {
        posts = Copies.of(posts);
        categories = Copies.of(categories);
    }
}
