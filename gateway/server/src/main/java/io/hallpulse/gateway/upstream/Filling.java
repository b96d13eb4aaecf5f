package io.hallpulse.gateway.upstream;

import io.hallpulse.contract.message.Json;
import io.hallpulse.domain.calendar.WorkingCalendar;
import io.hallpulse.domain.channel.ChannelRating;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Window;
import io.hallpulse.domain.upstream.Form;
import io.hallpulse.domain.upstream.Profile;
import io.hallpulse.domain.upstream.Profile.DefaultRating;
import io.hallpulse.domain.upstream.RatingFact;
import io.hallpulse.domain.upstream.Settling;
import io.hallpulse.gateway.store.UpstreamReader;
import io.hallpulse.gateway.store.UpstreamReader.Candidate;
import io.hallpulse.gateway.store.UpstreamReader.ChannelCandidate;
import io.hallpulse.gateway.store.UpstreamRow;
import io.hallpulse.gateway.store.UpstreamRow.State;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes rows of the queue from ratings that count, and from services that nobody rated. What a row says is written once, so that all tries to post it say the same. */
final class Filling {
    private final UpstreamReader reader;
    private final Halls halls;
    private final WorkingCalendar calendar;
    private final Profile profile;
    private final String area;
    private final Instant now;

    /** @param halls whose names are told, and whose days are counted */
    Filling(UpstreamReader reader, Halls halls, Profile profile, String area, Instant now) {
        this.reader = reader;
        this.halls = halls;
        this.calendar = WorkingCalendar.of(halls);
        this.profile = profile;
        this.area = area;
        this.now = now;
    }

    /** What records are written for: one for another form or area is another record. */
    static String target(Profile profile, String area) {
        return profile.name() + " " + area;
    }

    /** The row of a press, nothing where it is too early for one. */
    Optional<UpstreamRow> press(Candidate press) {
        Hall hall = halls.hall(press.terminal().hall());
        Settling settling = settling(press);
        if (hall == null || !settling.isOver(now, hall.zone())) {
            return Optional.empty();
        }
        return Optional.of(row(
                press.terminal() + "/" + press.run() + "/" + press.key().seq(),
                press.key(),
                hall,
                fact(
                        hall,
                        press.caseNumber(),
                        RatingFact.KEYS,
                        press.level(),
                        reader.reasons(press.key()),
                        settling.at(),
                        press.window(),
                        press.staff())));
    }

    /** The row of a rating of another channel, likewise. It cannot change, so that its day alone is to be over. */
    Optional<UpstreamRow> channel(ChannelCandidate candidate) {
        ChannelRating rating = candidate.row().rating();
        Hall hall = halls.hall(rating.hall());
        String caseNumber = rating.caseNumber();
        if (hall == null || caseNumber == null || !Settling.isDayOver(rating.at(), now, hall.zone())) {
            return Optional.empty();
        }
        String channel = rating.channel().word();
        return Optional.of(row(
                String.join(
                        "/",
                        hall.id(),
                        channel,
                        candidate.row().sender(),
                        candidate.row().key()),
                candidate.key(),
                hall,
                fact(hall, caseNumber, channel, rating.level(), rating.reasons(), rating.at(), rating.window(), null)));
    }

    /**
     * The row of a service that nobody rated: an event of its own, once the province takes that for a rating. Nothing before, where a
     * province has no such rule, or where nobody knows when the service ended.
     */
    Optional<UpstreamRow> unrated(Candidate end) {
        DefaultRating rule = profile.defaultRating().orElse(null);
        Hall hall = halls.hall(end.terminal().hall());
        Settling settling = settling(end);
        Instant ended = settling.at();
        if (rule == null || hall == null || ended == null || !settling.isOver(now, hall.zone())) {
            return Optional.empty();
        }
        Instant due =
                calendar.due(ended, rule.after(), hall.zone(), LocalTime.MAX).at();
        if (!due.isBefore(now)) {
            return Optional.empty();
        }
        return Optional.of(row(
                String.join("/", hall.id(), RatingFact.DEFAULT, end.caseNumber()),
                end.key(),
                hall,
                fact(
                        hall,
                        end.caseNumber(),
                        RatingFact.DEFAULT,
                        rule.level(),
                        List.of(),
                        due,
                        end.window(),
                        end.staff())));
    }

    private static Settling settling(Candidate press) {
        return new Settling(press.time(), press.receivedMillis(), press.complete(), press.heardMillis());
    }

    private RatingFact fact(
            Hall hall,
            String caseNumber,
            String channel,
            int level,
            List<Integer> reasons,
            @Nullable Instant at,
            String windowId,
            @Nullable String staff) {
        Window window = hall.windows().get(windowId);
        return new RatingFact(
                area,
                caseNumber,
                channel,
                level,
                reasons,
                at == null ? null : LocalDateTime.ofInstant(at, hall.zone()),
                window,
                window == null ? null : halls.entries().departments().get(window.department()),
                staff == null ? null : halls.entries().staff().get(staff));
    }

    private UpstreamRow row(String id, UpstreamRow.Source source, Hall hall, RatingFact fact) {
        Form form = profile.form(fact);
        String refusal = form instanceof Form.Refused refused ? refused.reason() : null;
        return new UpstreamRow(
                0,
                id,
                source,
                hall.id(),
                fact.caseNumber(),
                target(profile, area),
                form instanceof Form.Filled filled ? record(id, filled) : null,
                refusal == null ? State.QUEUED : State.REFUSED,
                refusal,
                now.toEpochMilli());
    }

    private static String record(String id, Form.Filled form) {
        Map<String, String> record = new LinkedHashMap<>(Map.of("id", id));
        record.putAll(form.fields());
        return new String(Json.write(record), StandardCharsets.UTF_8);
    }
}
