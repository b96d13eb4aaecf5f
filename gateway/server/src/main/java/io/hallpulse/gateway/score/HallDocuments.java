package io.hallpulse.gateway.score;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Notice;
import io.hallpulse.domain.directory.Staff;
import io.hallpulse.domain.time.Period;
import io.hallpulse.gateway.fault.Fault;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Scores as documents, completed with what the configuration says of their hall. Any thread. */
public final class HallDocuments {
    private final Supplier<Halls> halls;
    private final Scoreboard scoreboard;
    private final Fault fault = new Fault(LoggerFactory.getLogger(HallDocuments.class), "scores for the screens");

    public HallDocuments(Supplier<Halls> halls, Scoreboard scoreboard) {
        this.halls = halls;
        this.scoreboard = scoreboard;
    }

    /** The document of this moment; none while the scores cannot be read, which is logged. */
    public Optional<HallDocument> of(String hall, Period period) {
        return read(() -> scoreboard.scores(hall, period));
    }

    /** The same with all that is counted, published or not: for auditors alone, and each reading an entry of the record. */
    public Optional<HallDocument> counted(String hall, Period period) {
        return read(() -> scoreboard.counted(hall, period));
    }

    private Optional<HallDocument> read(Supplier<Optional<HallScores>> scores) {
        try {
            HallDocument document = of(scores.get().orElseThrow());
            fault.over();
            return Optional.of(document);
        } catch (RuntimeException e) {
            fault.occurred(Fault.oneLine(e));
            return Optional.empty();
        }
    }

    public HallDocument of(HallScores scores) {
        Halls directory = halls.get();
        Hall hall = directory.hall(scores.hall());
        if (hall == null) {
            throw new IllegalArgumentException("scores of an unknown hall: " + scores.hall());
        }
        return new HallDocument(
                hall.id(),
                hall.name(),
                hall.zone().getId(),
                scores.asOf(),
                scores.period(),
                hall.screen().minimumRatings(),
                hall.screen().viewing().sizes(),
                hall.neutral(),
                Overall.of(scores.windows(), hall.neutral()),
                scores.curve(),
                directory.notices(hall.id(), scores.asOf()).stream()
                        .map(Notice::text)
                        .toList(),
                scores.windows().stream()
                        .map(window -> window.servedBy(server(directory.staffAt(hall.id(), window.window()))))
                        .toList());
    }

    private static WindowScore.@Nullable Server server(@Nullable Staff staff) {
        return staff == null ? null : new WindowScore.Server(staff.name(), staff.stars());
    }
}
