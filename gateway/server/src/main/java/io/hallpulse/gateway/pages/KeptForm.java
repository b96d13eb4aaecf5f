package io.hallpulse.gateway.pages;

import io.hallpulse.gateway.http.Form;
import io.hallpulse.web.people.AgainView.Field;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What somebody sent while the session was over: it waits in the sign-in page, and nowhere on the gateway. Without what is secret. */
record KeptForm(List<Field> fields) {
    private static final Set<String> LEFT_OUT = Set.of("csrf", "password", "old", "new", "again");

    static KeptForm of(Form form) {
        List<Field> fields = new ArrayList<>();
        for (String name : form.names()) {
            if (!LEFT_OUT.contains(name)) {
                form.texts(name).forEach(value -> fields.add(new Field(name, value)));
            }
        }
        return new KeptForm(List.copyOf(fields));
    }

    /** As {@link Form#ofText} reads it again. */
    String text() {
        return fields.stream()
                .map(field -> URLEncoder.encode(field.name(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.value(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
