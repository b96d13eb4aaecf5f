package io.hallpulse.gateway.pages;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.people.Role;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.SignedIn;
import io.hallpulse.web.Frame;
import io.hallpulse.web.Frame.HallChoice;
import io.hallpulse.web.Frame.Person;
import io.hallpulse.web.Frame.Theme;
import io.hallpulse.web.Html;
import io.hallpulse.web.Words;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.Header;
import io.javalin.http.SameSite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** The frame of each page of the console: language, colours and hall as this person chose them last. Any thread. */
final class Frames {
    /** What a choice is kept as, where an address names it as {@code lang}, {@code theme} or {@code hall}. */
    private static final Map<String, String> COOKIES =
            Map.of("lang", "hallpulse-language", "theme", "hallpulse-theme", "hall", "hallpulse-hall");

    private static final String ALL_HALLS = "*";
    private static final int YEAR_SECONDS = 365 * 24 * 60 * 60;

    private final KnownHalls halls;
    private final IntSupplier openAlarms;

    /** Of pages that are open to everybody. */
    Frames(KnownHalls halls) {
        this(halls, () -> 0);
    }

    /** @param openAlarms how many alarms are open */
    Frames(KnownHalls halls, IntSupplier openAlarms) {
        this.halls = halls;
        this.openAlarms = openAlarms;
    }

    /** The name of a unit or office; empty where the directory has no such one. */
    Optional<Name> unit(String id) {
        return halls.unit(id);
    }

    /** The frame of the page that a request asks for; what it chooses is kept for the next. */
    Frame of(Context context) {
        Words words = Words.ofCode(chosen(context, "lang", Set.of("zh", "en")));
        Theme theme = Theme.ofWord(chosen(context, "theme", Set.of("light", "dark")));
        List<HallChoice> choices = halls.all().stream().map(Frames::choice).toList();
        Map<String, String> parameters = new LinkedHashMap<>();
        context.queryParamMap().forEach((name, values) -> {
            if (!COOKIES.containsKey(name) && !values.isEmpty()) {
                parameters.put(name, values.get(0));
            }
        });
        Optional<SignedIn> by = SignedIn.ifAny(context);
        return new Frame(
                words,
                theme,
                context.path().substring(1),
                parameters,
                by.map(Frames::person).orElse(null),
                by.map(SignedIn::csrf).orElse(""),
                choices,
                hall(context, choices),
                by.isEmpty() ? 0 : openAlarms.getAsInt());
    }

    /** The frame of a page that keeps nothing of who looks at it: no cookie is read or written, and the address alone says the language. */
    static Frame ofNobody(Context context) {
        return new Frame(
                Words.ofCode(context.queryParam("lang")),
                Theme.ofWord(null),
                context.path().substring(1),
                Map.of(),
                null,
                "",
                List.of(),
                null,
                0);
    }

    private static Person person(SignedIn by) {
        return new Person(
                by.caller().name(), by.caller().roles().stream().map(Role::word).toList());
    }

    /** The hall that a page is about, where it cannot be about all of them. */
    Hall one(Frame frame) {
        HallChoice chosen = frame.hall();
        return chosen == null ? halls.all().get(0) : halls.require(chosen.id());
    }

    /** Answers with a page. */
    static void answer(Context context, String template, Frame frame, Object view) {
        context.contentType("text/html; charset=utf-8")
                .header(Header.CACHE_CONTROL, "no-store")
                .header(Header.CONTENT_LANGUAGE, frame.t().tag());
        RouteTable.answer(context, Html.page(template, frame, view));
    }

    private static @Nullable HallChoice hall(Context context, List<HallChoice> choices) {
        if (choices.size() == 1) {
            return choices.get(0);
        }
        String wanted = chosen(context, "hall", null);
        return choices.stream()
                .filter(choice -> choice.id().equals(wanted))
                .findFirst()
                .orElse(null);
    }

    private static HallChoice choice(Hall hall) {
        return new HallChoice(hall.id(), hall.name().zh(), hall.name().en());
    }

    private static @Nullable String chosen(Context context, String name, @Nullable Set<String> words) {
        String cookie = Objects.requireNonNull(COOKIES.get(name));
        String asked = context.queryParam(name);
        if (asked == null || (words != null && !words.contains(asked))) {
            return context.cookie(cookie);
        }
        if (asked.matches("[A-Za-z0-9_*-]{1,32}") && !asked.equals(context.cookie(cookie))) {
            context.cookie(new Cookie(
                    cookie,
                    asked.equals(ALL_HALLS) ? "" : asked,
                    "/",
                    asked.equals(ALL_HALLS) ? 0 : YEAR_SECONDS,
                    false,
                    true,
                    null,
                    SameSite.STRICT));
        }
        return asked;
    }
}
