package io.hallpulse.gateway.pages;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Window;
import io.hallpulse.domain.fraud.Parameter;
import io.hallpulse.domain.fraud.Rule;
import io.hallpulse.domain.fraud.RuleSet;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.fraud.Preview;
import io.hallpulse.gateway.fraud.Rules;
import io.hallpulse.gateway.http.Commit;
import io.hallpulse.gateway.http.Form;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import io.hallpulse.gateway.store.RuleReader;
import io.hallpulse.gateway.store.RuleSetRow;
import io.hallpulse.gateway.store.TicketReader.Hour;
import io.hallpulse.web.rules.RulesView;
import io.hallpulse.web.rules.RulesView.Field;
import io.hallpulse.web.rules.RulesView.Figures;
import io.hallpulse.web.rules.RulesView.InForce;
import io.hallpulse.web.rules.RulesView.Line;
import io.hallpulse.web.rules.RulesView.Notice;
import io.hallpulse.web.rules.RulesView.Progress;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The page of a hall's fraud rules: how they stand, what a change would make of last month, and the change. */
final class RulePages implements Routes {
    private static final int MOST_BYTES = 16 * 1024;
    private static final String WINDOWS = "windows";

    private final Frames frames;
    private final Rules rules;
    private final KnownHalls halls;
    private final InstantSource clock;

    /** @param clock the gateway's own, which says what last month is */
    RulePages(Frames frames, Rules rules, KnownHalls halls, InstantSource clock) {
        this.frames = frames;
        this.rules = rules;
        this.halls = halls;
        this.clock = clock;
    }

    /**
     * What the form has.
     *
     * @param values of each parameter as text, by rule and name, such as {@code burst.seconds}
     */
    private record Filled(List<String> on, Map<String, String> values) {
        static Filled of(RuleSet set) {
            List<String> on = new ArrayList<>();
            Map<String, String> values = new LinkedHashMap<>();
            set.rules().forEach((rule, setting) -> {
                if (setting.on()) {
                    on.add(rule.id());
                }
                setting.parameters()
                        .forEach((name, value) -> values.put(rule.id() + '.' + name, value.toPlainString()));
                values.put(rule.id() + '.' + WINDOWS, String.join(" ", setting.windows()));
            });
            return new Filled(on, values);
        }

        static Filled of(Form form) {
            Map<String, String> values = new LinkedHashMap<>();
            for (Rule rule : Rule.values()) {
                for (String name : names(rule)) {
                    values.put(rule.id() + '.' + name, form.text(rule.id() + '.' + name));
                }
            }
            return new Filled(form.texts("on"), values);
        }

        static List<String> names(Rule rule) {
            List<String> names = new ArrayList<>(
                    rule.parameters().stream().map(Parameter::name).toList());
            if (rule == Rule.NO_SESSION) {
                names.add(WINDOWS);
            }
            return names;
        }

        String value(Rule rule, String name) {
            return values.getOrDefault(rule.id() + '.' + name, "");
        }

        /** @throws IllegalArgumentException with one line where it is no set of rules */
        RuleSet set() {
            RuleSet set = RuleSet.NONE;
            for (Rule rule : Rule.values()) {
                Map<String, String> texts = new LinkedHashMap<>();
                names(rule).forEach(name -> texts.put(name, value(rule, name)));
                set = set.with(rule, on.contains(rule.id()), texts);
            }
            return set;
        }
    }

    /** What a page is told beside how the rules stand. */
    private record Told(Filled form, @Nullable Preview preview, String error) {}

    @Override
    public void addTo(RouteTable routes) {
        routes.get("/console/rules", Access.OPERATOR, context -> {
            Hall hall = frames.one(frames.of(context));
            Rules.Standing standing = rules.of(hall.id());
            RuleSet shown = context.queryParam("proposed") == null ? standing.newest() : RuleSet.PROPOSED;
            answer(context, hall, standing, new Told(Filled.of(shown), null, ""));
        });
        routes.post("/console/rules", Access.OPERATOR, MOST_BYTES, this::change);
    }

    private void change(Context context, byte[] body) throws IOException, InterruptedException {
        Form form = Form.of(context, body);
        Hall hall = halls.require(form.text("hall"));
        Filled filled = Filled.of(form);
        try {
            RuleSet set = filled.set();
            if (!form.text("do").equals("save")) {
                Preview preview = rules.preview(hall, set, millis(hall, month(hall)), millis(hall, nextMonth(hall)));
                answer(context, hall, rules.of(hall.id()), new Told(filled, preview, ""));
                return;
            }
            Commit.of(() -> rules.change(
                    SignedIn.of(context).actor(), hall, version -> requireSame(form.text("version"), version), set));
            context.redirect("rules?hall=" + hall.id() + "&done=1", HttpStatus.SEE_OTHER);
        } catch (IllegalArgumentException e) {
            context.status(HttpStatus.UNPROCESSABLE_CONTENT);
            answer(
                    context,
                    hall,
                    rules.of(hall.id()),
                    new Told(filled, null, Objects.requireNonNullElse(e.getMessage(), "")));
        }
    }

    private static void requireSame(String seen, long version) {
        if (!seen.equals(String.valueOf(version))) {
            throw new IllegalArgumentException(
                    "somebody changed the rules meanwhile: look at version " + version + " and change that");
        }
    }

    private LocalDate month(Hall hall) {
        return nextMonth(hall).minusMonths(1);
    }

    private LocalDate nextMonth(Hall hall) {
        return clock.instant().atZone(hall.zone()).toLocalDate().withDayOfMonth(1);
    }

    private static long millis(Hall hall, LocalDate day) {
        return day.atStartOfDay(hall.zone()).toInstant().toEpochMilli();
    }

    private void answer(Context context, Hall hall, Rules.Standing standing, Told told) {
        InForce inForce = standing.inForce()
                .map(set -> new InForce(
                        set.version(),
                        set.who(),
                        Instant.ofEpochMilli(Objects.requireNonNullElse(set.fromMillis(), set.enteredMillis()))))
                .orElse(null);
        Progress progress = standing.building()
                .map(set -> new Progress(set.version(), set.done(), Math.max(set.total(), set.done())))
                .orElse(null);
        Frames.answer(
                context,
                "rules/page",
                frames.of(context),
                new RulesView(
                        hall.id(),
                        hall.zone(),
                        standing.version(),
                        inForce,
                        progress,
                        lines(told),
                        month(hall),
                        figures(hall, standing, told.preview()),
                        rules.notices(hall).stream()
                                .map(hour -> notice(hall, hour))
                                .toList(),
                        told.preview() != null,
                        told.error(),
                        context.queryParam("done") != null));
    }

    private static Notice notice(Hall hall, Hour hour) {
        Window window = hall.windows().get(hour.window());
        return new Notice(
                hour.window(),
                window == null ? "" : window.name().zh(),
                window == null ? "" : window.name().en(),
                hour.from(),
                hour.feed().services(),
                hour.feed().rated());
    }

    private static List<Line> lines(Told told) {
        List<Line> lines = new ArrayList<>();
        Preview preview = told.preview();
        for (Rule rule : Rule.values()) {
            List<Field> fields = new ArrayList<>();
            for (Parameter parameter : rule.parameters()) {
                fields.add(new Field(
                        parameter.name(),
                        told.form().value(rule, parameter.name()),
                        parameter.least().toPlainString(),
                        parameter.most().toPlainString(),
                        parameter.whole()));
            }
            if (rule == Rule.NO_SESSION) {
                fields.add(new Field(WINDOWS, told.form().value(rule, WINDOWS), "", "", false));
            }
            lines.add(new Line(
                    rule.id(),
                    told.form().on().contains(rule.id()),
                    fields,
                    preview == null ? null : preview.met(rule)));
        }
        return lines;
    }

    private List<Figures> figures(Hall hall, Rules.Standing standing, @Nullable Preview preview) {
        RuleReader.Figures known = rules.figures(hall.id(), millis(hall, month(hall)), millis(hall, nextMonth(hall)));
        List<Figures> figures = new ArrayList<>();
        figures.add(new Figures("raw", 0, levels(known.raw())));
        standing.past().ifPresent(set -> add(figures, "past", set, known));
        standing.inForce().ifPresent(set -> add(figures, "force", set, known));
        if (preview != null) {
            figures.add(new Figures("form", 0, levels(preview.counted())));
        }
        return figures;
    }

    private static void add(List<Figures> figures, String kind, RuleSetRow set, RuleReader.Figures known) {
        long[] levels = known.versions().get(set.version());
        if (levels != null) {
            figures.add(new Figures(kind, set.version(), levels(levels)));
        }
    }

    private static List<Long> levels(long[] counts) {
        return Arrays.stream(counts).boxed().toList();
    }
}
