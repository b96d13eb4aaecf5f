package io.hallpulse.gateway.api;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.fraud.Rule;
import io.hallpulse.domain.fraud.RuleSet;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.fraud.Rules;
import io.hallpulse.gateway.http.Commit;
import io.hallpulse.gateway.http.IfMatch;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import io.hallpulse.gateway.store.RuleSetRow;
import io.hallpulse.gateway.store.TicketReader.Hour;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fraud rules of a hall: those in force, a change of them, and how far it is applied. */
public final class RuleRoutes implements Routes {
    private static final String PATH = "/api/v1/halls/{hall}/rules";
    private static final int MOST_BYTES = 16 * 1024;

    private final Rules rules;
    private final KnownHalls halls;

    public RuleRoutes(Rules rules, KnownHalls halls) {
        this.rules = rules;
        this.halls = halls;
    }

    @JsonPropertyOrder({"id", "on", "parameters"})
    private record Entry(
            @Nullable String id,
            @Nullable Boolean on,
            @Nullable Map<String, JsonNode> parameters) {}

    @JsonPropertyOrder({"version", "rules"})
    private record Document(
            @Nullable Long version, @Nullable List<Entry> rules) {}

    @JsonPropertyOrder({"id", "on", "parameters"})
    private record Told(String id, boolean on, Map<String, Object> parameters) {}

    @JsonPropertyOrder({"version", "rules"})
    private record InForce(long version, List<Told> rules) {}

    @JsonPropertyOrder({"rule", "window", "from", "to", "closed", "rated"})
    private record Notice(String rule, String window, Instant from, Instant to, long closed, long rated) {}

    @JsonPropertyOrder({"version", "done", "of"})
    private record Progress(long version, long done, long of) {}

    @Override
    public void addTo(RouteTable routes) {
        routes.get(PATH, Access.OPERATOR, this::get);
        routes.put(PATH, Access.OPERATOR, MOST_BYTES, this::put);
        routes.get(PATH + "/notices", Access.OPERATOR, this::notices);
        routes.get(PATH + "/rescore", Access.OPERATOR, context -> {
            Hall hall = halls.require(context.pathParam("hall"));
            RouteTable.json(context, progress(rules.of(hall.id())));
        });
    }

    private void notices(Context context) {
        Hall hall = halls.require(context.pathParam("hall"));
        RouteTable.json(
                context,
                Map.of(
                        "notices",
                        rules.notices(hall).stream().map(RuleRoutes::notice).toList()));
    }

    private static Notice notice(Hour hour) {
        return new Notice(
                Rule.TICKETS.id(),
                hour.window(),
                hour.from(),
                hour.from().plus(1, ChronoUnit.HOURS),
                hour.feed().services(),
                hour.feed().rated());
    }

    private void get(Context context) {
        Rules.Standing standing =
                rules.of(halls.require(context.pathParam("hall")).id());
        context.header(Header.ETAG, tag(standing.version()));
        Optional<RuleSetRow> inForce = standing.inForce();
        RouteTable.json(
                context,
                new InForce(
                        inForce.map(RuleSetRow::version).orElse(0L),
                        told(inForce.map(RuleSetRow::rules).orElse(RuleSet.NONE))));
    }

    private void put(Context context, byte[] body) throws IOException, InterruptedException {
        Hall hall = halls.require(context.pathParam("hall"));
        IfMatch wanted = IfMatch.of(context);
        RuleSet changed = read(TableDocument.body(body, Document.class));
        Commit.of(() ->
                rules.change(SignedIn.of(context).actor(), hall, version -> wanted.require(tag(version)), changed));
        Rules.Standing standing = rules.of(hall.id());
        context.header(Header.ETAG, tag(standing.version())).status(HttpStatus.ACCEPTED);
        RouteTable.json(context, progress(standing));
    }

    /** Of the newest version; one that is applied is so to all. */
    private static Progress progress(Rules.Standing standing) {
        return standing.building()
                .map(set -> new Progress(set.version(), set.done(), Math.max(set.total(), set.done())))
                .orElseGet(() -> {
                    long done = standing.inForce().map(RuleSetRow::done).orElse(0L);
                    return new Progress(standing.version(), done, done);
                });
    }

    private static String tag(long version) {
        return "\"" + version + '"';
    }

    private static List<Told> told(RuleSet set) {
        List<Told> told = new ArrayList<>();
        set.rules().forEach((rule, setting) -> {
            Map<String, Object> parameters = new LinkedHashMap<>(setting.parameters());
            if (rule == Rule.NO_SESSION) {
                parameters.put("windows", List.copyOf(setting.windows()));
            }
            told.add(new Told(rule.id(), setting.on(), parameters));
        });
        return told;
    }

    /** The set that a document says; a rule that it does not name is off. */
    private static RuleSet read(Document document) {
        RuleSet set = RuleSet.NONE;
        Set<Rule> named = EnumSet.noneOf(Rule.class);
        for (Entry entry : TableDocument.present(document.rules(), "rules")) {
            try {
                Rule rule = RuleSet.require(TableDocument.present(entry.id(), "id"));
                if (!named.add(rule)) {
                    throw new BadRequestResponse("rule " + rule.id() + " stands twice");
                }
                set = set.with(rule, TableDocument.present(entry.on(), "on"), texts(entry.parameters()));
            } catch (IllegalArgumentException e) {
                throw new HttpResponseException(
                        HttpStatus.UNPROCESSABLE_CONTENT.getCode(), String.valueOf(e.getMessage()));
            }
        }
        return set;
    }

    private static Map<String, String> texts(@Nullable Map<String, JsonNode> parameters) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (parameters != null) {
            parameters.forEach((name, value) -> {
                if (value.isArray()) {
                    List<String> words = new ArrayList<>();
                    value.forEach(word -> words.add(word.asText()));
                    texts.put(name, String.join(" ", words));
                } else {
                    texts.put(name, value.asText());
                }
            });
        }
        return texts;
    }
}
