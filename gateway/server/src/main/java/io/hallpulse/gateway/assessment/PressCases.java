package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.matter.BadRatings;
import io.hallpulse.domain.assessment.matter.BadRatings.Count;
import io.hallpulse.domain.assessment.matter.BuiltInFlows;
import io.hallpulse.domain.assessment.scheme.Flow;
import io.hallpulse.domain.directory.SubjectId;
import io.hallpulse.gateway.assessment.WindowRatings.Place;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/**
 * Makes cases of bad ratings (差评), a hall and a day at a time: those of the day, after a Sunday those of the week, and that the day is judged
 * are one transaction, so that each is made once whatever is killed. What was rated before the first turn makes none. Any thread.
 */
public final class PressCases {
    /** A press that came later than so much after it was given is late, and counts in the week in which it came. */
    private static final Duration LATE = Duration.ofMinutes(5);

    private final AssessStore store;
    private final WindowRatings ratings;
    private final BadRatings rule;
    private final Matters matters;
    private final RoundSources sources;
    private final InstantSource clock;

    PressCases(
            AssessStore store,
            WindowRatings ratings,
            BadRatings rule,
            Matters matters,
            RoundSources sources,
            InstantSource clock) {
        this.store = store;
        this.ratings = ratings;
        this.rule = rule;
        this.matters = matters;
        this.sources = sources;
        this.clock = clock;
    }

    /** Judges all days that are over. To be called again and again; two that do so at once judge each day once. */
    public void tick() throws InterruptedException, ExecutionException {
        Instant now = clock.instant().minus(LATE);
        for (Place hall : ratings.halls()) {
            LocalDate today = now.atZone(hall.zone()).toLocalDate();
            Optional<LocalDate> judged =
                    store.read(tables -> tables.badRatings().judged(hall.hall()));
            if (judged.isEmpty()) {
                begin(hall, today);
            } else {
                for (LocalDate day = judged.get().plusDays(1); day.isBefore(today); day = day.plusDays(1)) {
                    judge(hall, day);
                }
            }
        }
    }

    private void begin(Place hall, LocalDate today) throws InterruptedException, ExecutionException {
        Map<String, Count> before = ratings.before(hall, today);
        store.submit(tables -> {
                    tables.badRatings().beforeWeek(hall.hall(), before);
                    tables.badRatings().judged(hall.hall(), today.minusDays(1));
                    return true;
                })
                .get();
    }

    private void judge(Place hall, LocalDate day) throws InterruptedException, ExecutionException {
        Map<String, Count> ofDay = new TreeMap<>(ratings.of(hall, day));
        Map<String, Map<String, Long>> tagsOfDay = ratings.tags(hall, day, day.plusDays(1));
        Map<String, Map<String, Long>> tagsOfWeek = day.getDayOfWeek() == DayOfWeek.SUNDAY
                ? ratings.tags(hall, day.minusDays(6), day.plusDays(1))
                : Map.of();
        Map<String, Count> ever = day.getDayOfWeek() == DayOfWeek.SUNDAY
                ? new TreeMap<>(ratings.before(hall, day.plusDays(1)))
                : Map.of();
        store.submit(tables -> {
                    BadRatingTable table = tables.badRatings();
                    if (!table.judged(hall.hall()).equals(Optional.of(day.minusDays(1)))) {
                        return false; // an earlier try was committed after all
                    }
                    for (Map.Entry<String, Count> window : ofDay.entrySet()) {
                        if (rule.isCase(window.getValue())) {
                            open(tables, hall, window.getKey(), BadRatingTable.DAY, day, window.getValue(), tagsOfDay);
                        }
                    }
                    if (day.getDayOfWeek() == DayOfWeek.SUNDAY) {
                        judgeWeek(tables, hall, day, ever, tagsOfWeek);
                    }
                    table.judged(hall.hall(), day);
                    return true;
                })
                .get();
    }

    private void judgeWeek(
            AssessStore.Tables tables,
            Place hall,
            LocalDate sunday,
            Map<String, Count> ever,
            Map<String, Map<String, Long>> tags)
            throws SQLException {
        BadRatingTable table = tables.badRatings();
        Map<String, Count> before = table.beforeWeek(hall.hall());
        for (Map.Entry<String, Count> window : ever.entrySet()) {
            List<Count> ofCases = table.ofDays(hall.hall(), window.getKey(), sunday.minusDays(6));
            Count arrived =
                    BadRatings.arrived(window.getValue(), before.getOrDefault(window.getKey(), Count.NONE), ofCases);
            if (rule.isCase(arrived)) {
                open(tables, hall, window.getKey(), BadRatingTable.WEEK, sunday, arrived, tags);
            }
        }
        before.putAll(ever);
        table.beforeWeek(hall.hall(), before);
    }

    /** Counts alone: neither a time nor who pressed. */
    private void open(
            AssessStore.Tables tables,
            Place hall,
            String window,
            String span,
            LocalDate day,
            Count count,
            Map<String, Map<String, Long>> tags)
            throws SQLException {
        String subject = hall.hall() + "/" + window;
        if (sources.subject(SubjectId.WINDOW, "", subject, day).isEmpty()) {
            return; // taken out of the directory since
        }
        boolean week = span.equals(BadRatingTable.WEEK);
        String when = week ? day.minusDays(6) + " – " + day : day.toString();
        MatterRow row = matters.open(
                tables,
                Signer.CLOCK.actor(),
                MatterRow.Cause.of(MatterRow.From.CHANNEL, "key " + span + " " + day),
                new MatterDraft(
                        BuiltInFlows.SCHEME,
                        BuiltInFlows.BAD_RATING,
                        subject,
                        (week ? "一周差评 Bad ratings of a week " : "当日差评 Bad ratings of a day ") + when,
                        "非常不满意 very dissatisfied " + count.worst() + "，不满意 dissatisfied " + count.bad()
                                + "，评价总数 ratings " + count.ratings() + told(tags.getOrDefault(window, Map.of())),
                        null,
                        null),
                Flow.Channel.KEY);
        tables.badRatings().add(hall.hall(), window, span, day, count, row.number());
    }

    private static String told(Map<String, Long> tags) {
        return tags.isEmpty()
                ? ""
                : "；扫码评价的标签 tags of the QR page: "
                        + tags.entrySet().stream()
                                .map(tag -> tag.getKey() + " " + tag.getValue())
                                .collect(Collectors.joining("，"));
    }
}
