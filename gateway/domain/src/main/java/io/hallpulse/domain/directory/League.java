package io.hallpulse.domain.directory;

/**
 * The category (类别) in which a subject is compared by a scheme of assessment.
 *
 * @param kind of the subject
 * @param hall of a window, else empty
 * @param id of the subject
 * @param scheme the scheme's id
 * @param category one that the scheme names
 */
public record League(String kind, String hall, String id, String scheme, String category) {
    /** Its key among the leagues. */
    public String key() {
        return String.join("/", kind, hall, id, scheme);
    }

    public SubjectId subject() {
        return new SubjectId(kind, hall, id);
    }
}
