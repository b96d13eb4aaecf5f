package io.hallpulse.web.people;

import java.util.List;

/**
 * The page after a sign-in that came between a form and its sending: what was typed, to be sent once more.
 *
 * @param to where it goes, relative to the page
 */
public record AgainView(String to, List<Field> fields) {
    public AgainView {
        fields = List.copyOf(fields);
    }

    /** A field as it was sent. */
    public record Field(String name, String value) {}

    /** Those that somebody can read; the others are the page's own. */
    public List<Field> typed() {
        return fields.stream()
                .filter(field -> !field.value().isBlank() && !field.name().equals("do"))
                .toList();
    }
}
