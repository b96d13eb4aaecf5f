package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.ranking.Ticket;
import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.assessment.visit.Visit;
import io.hallpulse.domain.record.Change;
import io.hallpulse.gateway.assessment.AssessRefused.Reason;
import io.hallpulse.gateway.assessment.key.SealingKey;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Photos of visits: without what cameras add, sealed by a key outside the database, looked at by discipline and auditor, each look in the
 * record. They are in no export and no publication. Any thread.
 */
public final class VisitPhotos {
    /** The most bytes of one. */
    static final int MOST_BYTES = 1 << 20;
    /** As many has one visit at most. */
    static final int MOST = 3;

    private final AssessStore store;
    private final Path keyFile;
    private final InstantSource clock;

    VisitPhotos(AssessStore store, Path keyFile, InstantSource clock) {
        this.store = store;
        this.keyFile = keyFile;
        this.clock = clock;
    }

    /**
     * A photo that can be kept.
     *
     * @param digest SHA-256 of the picture
     */
    record Taken(byte[] picture, String digest) {}

    /**
     * The pictures alone of some photos.
     *
     * @throws AssessRefused where there are too many, or one is too large or no JPEG
     */
    List<Taken> taken(List<byte[]> sent) {
        if (sent.size() > MOST) {
            throw new AssessRefused(Reason.WRONG, "a visit has " + MOST + " photos at most");
        }
        List<Taken> taken = new ArrayList<>();
        for (byte[] photo : sent) {
            if (photo.length > MOST_BYTES) {
                throw new AssessRefused(Reason.WRONG, "a photo has " + MOST_BYTES + " bytes at most");
            }
            try {
                byte[] picture = Jpeg.stripped(photo);
                taken.add(new Taken(picture, Ticket.sha256(picture)));
            } catch (IllegalArgumentException e) {
                throw new AssessRefused(Reason.WRONG, String.valueOf(e.getMessage()));
            }
        }
        return taken;
    }

    /** Keeps the photos of a visit, sealed. */
    void add(AssessStore.Tables tables, RoundRow round, Visit visit, List<Taken> taken) throws SQLException {
        long fact = tables.visits().fact(round.id(), visit);
        for (int place = 0; place < taken.size(); place++) {
            VisitPhoto photo =
                    new VisitPhoto(visit, fact, place, taken.get(place).digest());
            tables.visits()
                    .addPhoto(
                            round.id(),
                            photo,
                            toSeal(tables)
                                    .seal(photo.name(round), taken.get(place).picture()));
        }
    }

    /** Read each time: photos are few, and a key that was put back works at once. */
    private SealingKey toSeal(AssessStore.Tables tables) throws SQLException {
        try {
            return SealingKey.toSeal(keyFile, tables.visits()::hasPhotos);
        } catch (IOException e) {
            throw new AssessRefused(Reason.NOT_NOW, String.valueOf(e.getMessage()));
        }
    }

    private record Found(RoundRow round, VisitTable.Sealed sealed) {}

    /**
     * Looks at a photo, which the record keeps.
     *
     * @param digest SHA-256 of the picture
     * @return JPEG, once the look is in the record
     * @throws AssessRefused where this person may not, or there is none
     */
    public CompletableFuture<byte[]> look(Signer by, String scheme, String period, String digest) {
        AssessmentRole role =
                by.require("looking at photos", List.of(AssessmentRole.DISCIPLINE, AssessmentRole.AUDITOR));
        return store.submit(tables -> {
                    RoundRow round = Rounds.require(tables, scheme, period);
                    VisitTable.Sealed sealed = tables.visits()
                            .photo(round.id(), digest)
                            .orElseThrow(
                                    () -> new AssessRefused(Reason.UNKNOWN, "no such photo in round " + round.name()));
                    tables.audit()
                            .add(
                                    new Change(
                                            by.as(role),
                                            "visits.photo.look",
                                            round.object() + "/"
                                                    + sealed.photo().visit().id(),
                                            "",
                                            digest),
                                    clock.millis());
                    return new Found(round, sealed);
                })
                .thenApply(this::opened);
    }

    private byte[] opened(Found found) {
        try {
            return SealingKey.toOpen(keyFile)
                    .open(
                            found.sealed().photo().name(found.round()),
                            found.sealed().bytes());
        } catch (IOException e) {
            throw new AssessRefused(Reason.NOT_NOW, String.valueOf(e.getMessage()));
        }
    }
}
