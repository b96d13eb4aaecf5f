package io.hallpulse.gateway.pages;

import io.hallpulse.domain.calendar.OpeningHours;
import io.hallpulse.domain.calendar.WorkingCalendar;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Staff;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.domain.directory.WeeklyHours;
import io.hallpulse.domain.directory.Window;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.duty.OnDuty;
import io.hallpulse.gateway.duty.Pauses;
import io.hallpulse.gateway.http.ClientAddress;
import io.hallpulse.gateway.http.EntityTag;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.web.Html;
import io.hallpulse.web.Words;
import io.hallpulse.web.counter.CounterPage;
import io.hallpulse.web.counter.CounterView;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.NotFoundResponse;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The page for the small screen at a counter, open to everybody who stands there. */
public final class CounterPages implements Routes {
    /** Surnames of two characters, as they are met. */
    private static final Set<String> COMPOUND = Set.of(
            "欧阳", "上官", "司马", "诸葛", "司徒", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文", "端木", "东方", "南宫", "独孤", "轩辕");

    private final KnownHalls halls;
    private final OnDuty onDuty;
    private final Pauses pauses;
    private final Supplier<Halls> directory;
    private final RateCodes codes;
    private final InstantSource clock;

    /** @param clock the gateway's own, by which a hall is open or closed */
    public CounterPages(
            KnownHalls halls,
            OnDuty onDuty,
            Pauses pauses,
            Supplier<Halls> directory,
            ClientAddress clients,
            InstantSource clock) {
        this.halls = halls;
        this.onDuty = onDuty;
        this.pauses = pauses;
        this.directory = directory;
        this.codes = new RateCodes(clients);
        this.clock = clock;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/counter/{hall}/{window}", Access.ANYONE, this::answer);
    }

    private void answer(Context context) {
        Hall hall = halls.require(context.pathParam("hall"));
        Window window = hall.windows().get(context.pathParam("window"));
        if (window == null) {
            throw new NotFoundResponse("hall " + hall.id() + " has no window '" + context.pathParam("window") + "'");
        }
        if (PageAddress.sentOn(context)) {
            return;
        }
        CounterView view = view(context, hall, window);
        String tag = EntityTag.of(view.toString().getBytes(StandardCharsets.UTF_8));
        context.contentType("text/html; charset=utf-8")
                .header(Header.CACHE_CONTROL, "no-store")
                .header(Header.CONTENT_LANGUAGE, view.t().tag())
                .header(Header.ETAG, tag);
        RouteTable.answer(context, Html.page("counter/page", new CounterPage(view, tag.replace("\"", ""))));
    }

    private CounterView view(Context context, Hall hall, Window window) {
        Words t = Words.ofCode(context.queryParam("lang"));
        Optional<OpeningHours> hours = OpeningHours.of(hall, WorkingCalendar.of(directory.get()));
        Instant now = clock.instant();
        boolean closed = hours.isPresent() && !hours.get().at(now).open();
        Optional<OpeningHours.Next> next = closed ? hours.flatMap(known -> known.next(now)) : Optional.empty();
        return new CounterView(
                t,
                hall.id(),
                t.of(hall.name().zh(), hall.name().en()),
                window.id(),
                t.of(window.name().zh(), window.name().en()),
                onDuty.at(hall.id(), window.id())
                        .filter(duty -> pauses.at(hall.id(), window.id()).isEmpty())
                        .map(duty -> directory.get().entries().staff().get(String.valueOf(duty.staff())))
                        .map(staff -> person(t, staff))
                        .orElse(null),
                sentences(t, window.promises()),
                sentences(t, window.duties()),
                hours(hall.hours()),
                closed,
                next.map(change -> t.minute(change.at(), hall.zone())).orElse(""),
                next.isPresent() && next.get().provisional(),
                codes.of(context, hall.id() + "/" + window.id()));
    }

    private static CounterView.Person person(Words t, Staff staff) {
        String zh = staff.name().zh();
        String surname = zh.length() > 2 && COMPOUND.contains(zh.substring(0, 2))
                ? zh.substring(0, 2)
                : zh.substring(0, zh.offsetByCodePoints(0, 1));
        String en = staff.name().en();
        return new CounterView.Person(
                t.of(zh, en), t.of(surname, en.substring(0, en.offsetByCodePoints(0, 1))), staff.post(), staff.stars());
    }

    /** One a line; what nobody wrote in this language stands in the other. */
    private static List<String> sentences(Words t, Text text) {
        String wanted = t.of(text.zh(), text.en());
        String written = wanted.isBlank() ? t.of(text.en(), text.zh()) : wanted;
        return Arrays.stream(written.split("[;；\\n]"))
                .map(String::strip)
                .filter(sentence -> !sentence.isEmpty())
                .toList();
    }

    /** Days of like hours together. */
    private static List<CounterView.Hours> hours(WeeklyHours week) {
        List<CounterView.Hours> all = new ArrayList<>();
        for (DayOfWeek day : DayOfWeek.values()) {
            List<String> spans =
                    week.of(day).stream().map(WeeklyHours.Span::toString).toList();
            CounterView.@Nullable Hours before = all.isEmpty() ? null : all.get(all.size() - 1);
            int number = day.getValue();
            if (before != null && before.last() == number - 1 && before.spans().equals(spans)) {
                all.set(all.size() - 1, new CounterView.Hours(before.first(), number, spans));
            } else if (!spans.isEmpty()) {
                all.add(new CounterView.Hours(number, number, spans));
            }
        }
        return all;
    }
}
