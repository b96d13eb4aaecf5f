package io.hallpulse.gateway.pages;

import io.hallpulse.domain.people.Access;
import io.hallpulse.domain.people.Role;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.auth.People;
import io.hallpulse.gateway.auth.PeopleRefused;
import io.hallpulse.gateway.auth.Person;
import io.hallpulse.gateway.http.Form;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import io.hallpulse.gateway.store.PersonRow;
import io.hallpulse.web.people.PeopleView;
import io.hallpulse.web.people.PeopleView.Outcome;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The page of the people who may sign in. */
final class PeoplePages implements Routes {
    private static final int MOST_BYTES = 16 * 1024;

    private final Frames frames;
    private final People people;

    PeoplePages(Frames frames, People people) {
        this.frames = frames;
        this.people = people;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/console/people", Access.OPERATOR, this::list);
        routes.post("/console/people", Access.OPERATOR, MOST_BYTES, this::change);
    }

    private void list(Context context) {
        String done = context.queryParam("done");
        Outcome outcome = Arrays.stream(Outcome.values())
                .filter(one -> !one.isFault() && word(one).equals(done))
                .findFirst()
                .orElse(Outcome.NONE);
        String about = context.queryParam("name");
        answer(context, outcome, about == null ? "" : about);
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    private void answer(Context context, Outcome outcome, String about) {
        boolean mayChange = SignedIn.of(context).caller().may(Access.OPERATOR, true);
        List<PeopleView.Row> rows = people.all().stream().map(PeoplePages::row).toList();
        Frames.answer(context, "people/page", frames.of(context), new PeopleView(rows, mayChange, outcome, about));
    }

    private static PeopleView.Row row(Person person) {
        return new PeopleView.Row(
                person.name(),
                person.roles().stream().sorted().map(Role::word).toList(),
                ties(person.row()),
                person.isInFile());
    }

    private static List<PeopleView.Tie> ties(PersonRow row) {
        List<PeopleView.Tie> ties = new ArrayList<>();
        if (row.unit() != null) {
            ties.add(new PeopleView.Tie("unit", row.unit()));
        }
        if (row.staff() != null) {
            ties.add(new PeopleView.Tie("staff", row.staff()));
        }
        for (String interest : row.interests()) {
            String[] sides = interest.split(":", 2);
            ties.add(new PeopleView.Tie(sides[0], sides.length == 1 ? "" : sides[1]));
        }
        return ties;
    }

    private void change(Context context, byte[] body) throws InterruptedException {
        Form form = Form.of(context, body);
        String name = form.text("name").strip();
        try {
            Outcome outcome = changed(SignedIn.of(context).actor(), name, form);
            context.redirect(
                    "people?done=" + word(outcome) + "&name=" + URLEncoder.encode(name, StandardCharsets.UTF_8),
                    HttpStatus.SEE_OTHER);
        } catch (PeopleRefused e) {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            answer(context, Outcome.valueOf(e.reason().name()), name);
        }
    }

    private Outcome changed(Actor by, String name, Form form) throws InterruptedException {
        switch (form.text("do")) {
            case "add" -> {
                people.add(by, added(name, form), form.text("password"));
                return Outcome.ADDED;
            }
            case "roles" -> {
                people.giveRoles(by, name, roles(form));
                return Outcome.ROLES_GIVEN;
            }
            case "password" -> {
                people.givePassword(by, name, form.text("password"));
                return Outcome.PASSWORD_GIVEN;
            }
            case "remove" -> {
                people.remove(by, name);
                return Outcome.REMOVED;
            }
            default -> throw new BadRequestResponse("'do' is add, roles, password or remove");
        }
    }

    private static PersonRow added(String name, Form form) {
        String interests = form.text("interests").strip();
        return new PersonRow(
                name,
                "",
                roles(form),
                orNull(form.text("unit").strip()),
                orNull(form.text("staff").strip()),
                interests.isEmpty() ? List.of() : List.of(interests.split("[\\s,，、]+")),
                0);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** Those that are ticked; none is refused by the people themselves. */
    private static Set<Role> roles(Form form) {
        List<String> words = form.texts("role");
        try {
            return words.isEmpty() ? Set.of() : Role.ofWords(words);
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse(String.valueOf(e.getMessage()));
        }
    }
}
