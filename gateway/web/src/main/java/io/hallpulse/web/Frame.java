package io.hallpulse.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What every page of the console is framed by, whatever it shows.
 *
 * @param t its language
 * @param theme its colours
 * @param path where it stands, without the slash before it, such as {@code console/terminals}
 * @param parameters its own parameters, by name, without language, theme and hall
 * @param person who has signed in, null before that
 * @param csrf what each form of this person's session carries, empty before signing in
 * @param halls those of the gateway
 * @param hall the one that the page is about, null where it is about all of them
 * @param openAlarms how many alarms are open, in all halls
 */
public record Frame(
        Words t,
        Theme theme,
        String path,
        Map<String, String> parameters,
        @Nullable Person person,
        String csrf,
        List<HallChoice> halls,
        @Nullable HallChoice hall,
        int openAlarms) {
    private static final List<String> HALL_ROLES = List.of("viewer", "technician", "operator", "auditor", "organiser");
    private static final List<String> NO_PART = List.of("viewer", "technician", "operator");

    public Frame {
        parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        halls = List.copyOf(halls);
    }

    /** Light, dark, or as the system of the person's device has it. */
    public enum Theme {
        SYSTEM,
        LIGHT,
        DARK;

        /** That of a word, the system's where it is none of ours. */
        public static Theme ofWord(@Nullable String word) {
            return "light".equals(word) ? LIGHT : "dark".equals(word) ? DARK : SYSTEM;
        }

        /** Its word in addresses, cookies and styles. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * Who has signed in.
     *
     * @param name as it is signed in with
     * @param roles words of the roles, which decide what the page offers
     */
    public record Person(String name, List<String> roles) {
        public Person {
            roles = List.copyOf(roles);
        }

        public boolean is(String role) {
            return roles.contains(role);
        }
    }

    /** A hall that can be chosen. */
    public record HallChoice(String id, String zh, String en) {
        /** Its name in a language. */
        public String name(Words t) {
            return t.of(zh, en);
        }
    }

    /** A path of the gateway as this page reaches it, also behind a proxy that puts a path of its own before: relative to the page. */
    public String to(String target) {
        return "../".repeat((int) path.chars().filter(c -> c == '/').count()) + target;
    }

    /** This page with its parameters, but for one, which has another value; null takes it out. */
    public String with(String name, @Nullable String value) {
        Map<String, String> changed = new LinkedHashMap<>(parameters);
        changed.remove(name);
        if (value != null) {
            changed.put(name, value);
        }
        return to(path) + (changed.isEmpty() ? "" : "?" + query(changed));
    }

    /** Another page of the console about the same hall. */
    public String page(String name) {
        return to("console/" + name);
    }

    /** Where a page hears what happens in its hall. */
    public String events() {
        return to("api/v1/events") + (hall == null ? "" : "?" + query(Map.of("hall", hall.id())));
    }

    /** Whether the hall's pages may be open: not to a person who has roles of assessments alone. */
    public boolean isOfHall() {
        return person == null || person.roles().stream().anyMatch(HALL_ROLES::contains);
    }

    /** Whether the person has a part in assessments; all others see publications only. */
    public boolean isOfAssessments() {
        return person != null && !NO_PART.containsAll(person.roles());
    }

    /** Whether the person may what a role may. */
    public boolean may(String role) {
        return person != null && person.is(role);
    }

    private static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
