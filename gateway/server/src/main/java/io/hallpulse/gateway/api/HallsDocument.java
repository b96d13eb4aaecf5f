package io.hallpulse.gateway.api;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.hallpulse.domain.channel.Channel;
import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.ScreenRules;
import io.hallpulse.domain.directory.Viewing;
import io.hallpulse.domain.directory.WeeklyHours;
import io.javalin.http.BadRequestResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The halls without their windows, as JSON. */
final class HallsDocument implements TableDocument {
    /** A hall without its windows. */
    @JsonPropertyOrder({
        "id",
        "name",
        "timeZone",
        "minimumRatings",
        "publishStep",
        "privacyDelayMillis",
        "staleAfterMillis",
        "diagonalInches",
        "distanceMetres",
        "neutral",
        "hours",
        "channels"
    })
    record HallEntry(
            String id,
            Name name,
            String timeZone,
            int minimumRatings,
            int publishStep,
            @Nullable Long privacyDelayMillis,
            long staleAfterMillis,
            @Nullable Double diagonalInches,
            @Nullable Double distanceMetres,
            @Nullable List<Integer> neutral,
            @Nullable String hours,
            @Nullable List<String> channels) {}

    /** What a new hall may leave out. */
    private static final ScreenRules NEW =
            new ScreenRules(5, 5, Duration.ofSeconds(30), Duration.ofSeconds(60), new Viewing(75, 10));

    record HallList(List<HallEntry> halls) {}

    @Override
    public Object of(Halls halls) {
        return new HallList(halls.all().stream()
                .map(hall -> new HallEntry(
                        hall.id(),
                        hall.name(),
                        hall.zone().getId(),
                        hall.screen().minimumRatings(),
                        hall.screen().publishStep(),
                        hall.screen().privacyDelay().toMillis(),
                        hall.screen().staleAfter().toMillis(),
                        hall.screen().viewing().diagonalInches(),
                        hall.screen().viewing().distanceMetres(),
                        hall.neutral(),
                        hall.hours().toString(),
                        hall.channels().stream().map(Channel::word).toList()))
                .toList());
    }

    @Override
    public Halls read(Halls halls, byte[] body) {
        HallList wanted = TableDocument.body(body, HallList.class);
        List<Hall> changed = new ArrayList<>();
        for (HallEntry entry : TableDocument.present(wanted.halls(), "halls")) {
            Hall known = entry.id() == null ? null : halls.hall(entry.id());
            String id = TableDocument.present(entry.id(), "id");
            changed.add(Hall.of(
                            id,
                            TableDocument.present(entry.name(), "name"),
                            TableDocument.present(entry.timeZone(), "timeZone"),
                            screen(entry, known == null ? NEW : known.screen()),
                            entry.neutral() == null ? List.of() : entry.neutral(),
                            hours(entry, known),
                            known == null ? List.of() : known.windows().values())
                    .withChannels(
                            entry.channels() != null
                                    ? Channel.ofWords(entry.channels())
                                    : known == null ? Set.of() : known.channels()));
        }
        if (changed.isEmpty()) {
            throw new BadRequestResponse("a gateway serves at least one hall");
        }
        return halls.with(changed);
    }

    private static WeeklyHours hours(HallEntry entry, @Nullable Hall known) {
        String hours = entry.hours();
        if (hours == null) {
            return known == null ? WeeklyHours.UNSAID : known.hours();
        }
        try {
            return WeeklyHours.parse(hours);
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse("hall " + entry.id() + ": hours: " + e.getMessage());
        }
    }

    /** What an earlier version of this document did not name stays as it is where it is left out. */
    private static ScreenRules screen(HallEntry entry, ScreenRules known) {
        Long delay = entry.privacyDelayMillis();
        return new ScreenRules(
                entry.minimumRatings(),
                entry.publishStep(),
                delay == null ? known.privacyDelay() : Duration.ofMillis(delay),
                Duration.ofMillis(entry.staleAfterMillis()),
                new Viewing(
                        Objects.requireNonNullElse(
                                entry.diagonalInches(), known.viewing().diagonalInches()),
                        Objects.requireNonNullElse(
                                entry.distanceMetres(), known.viewing().distanceMetres())));
    }
}
