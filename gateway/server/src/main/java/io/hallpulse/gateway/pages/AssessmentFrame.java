package io.hallpulse.gateway.pages;

import io.hallpulse.domain.assessment.scheme.AssessmentRole;
import io.hallpulse.domain.directory.Name;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.domain.people.Role;
import io.hallpulse.gateway.assessment.AssessRefused;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.Signer;
import io.hallpulse.gateway.http.Commit;
import io.hallpulse.gateway.http.SignedIn;
import io.hallpulse.web.Frame;
import io.hallpulse.web.assessment.Refusal;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What all pages of assessments have in common: who asks, as somebody who signs; the room; and a refusal told in the page itself. Such a
 * page wants {@link io.hallpulse.domain.people.Access#ASSESSMENT}; what each role may beyond that is said by the room. Any thread.
 */
final class AssessmentFrame {
    /** Those who see figures before they are published. */
    private static final Set<AssessmentRole> SEE_FIGURES = Set.of(
            AssessmentRole.ORGANISER, AssessmentRole.AUDITOR, AssessmentRole.APPROVER, AssessmentRole.DISCIPLINE);

    private final Frames frames;
    private final Assessments assessments;

    AssessmentFrame(Frames frames, Assessments assessments) {
        this.frames = frames;
        this.assessments = assessments;
    }

    Frame of(Context context) {
        return frames.of(context);
    }

    /** By whose clock times are told: that of the chosen hall, else the first one's, as rounds have it. */
    ZoneId zone(Frame frame) {
        return frames.one(frame).zone();
    }

    static Signer signer(Context context) {
        SignedIn who = SignedIn.of(context);
        return Signer.of(
                who.caller().name(),
                who.caller().roles().stream().map(Role::word).toList());
    }

    /** Whether a person sees figures before they are published. */
    static boolean seesFigures(Signer who) {
        return who.roles().stream().anyMatch(SEE_FIGURES::contains);
    }

    /** The name of a unit or office; empty where the directory has no such one. */
    Optional<Name> unit(String id) {
        return frames.unit(id);
    }

    /** The room; empty where no scheme was ever uploaded. */
    Optional<Assessments.Room> room() {
        return assessments.room();
    }

    /**
     * The room, made where there was none: for an upload.
     *
     * @throws IOException where the password of its database cannot be read
     */
    Assessments.Room opened() throws IOException {
        return assessments.opened();
    }

    /** The room of a page that is about something in it. */
    Assessments.Room require() {
        return room().orElseThrow(() -> new HttpResponseException(
                HttpStatus.NOT_FOUND.getCode(), "there are no assessments yet; upload a scheme"));
    }

    /** What the room says, where a refusal has no page to stand in. */
    static <T> T read(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (AssessRefused e) {
            throw new HttpResponseException(status(e).getCode(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * Makes a change.
     *
     * @return why it was refused, for the page that is to be shown again; its status is that of the answer already. Empty where it is done
     * @throws HttpResponseException where the change is about what is not there
     */
    static Optional<Refusal> change(Context context, Supplier<? extends CompletableFuture<?>> change)
            throws IOException, InterruptedException {
        try {
            Commit.of(() -> change.get().thenApply(done -> true));
            return Optional.empty();
        } catch (AssessRefused e) {
            HttpStatus status = status(e);
            if (status == HttpStatus.NOT_FOUND) {
                throw new HttpResponseException(status.getCode(), String.valueOf(e.getMessage()));
            }
            context.status(status);
            Text text = e.text();
            return Optional.of(new Refusal(status.getCode(), text.zh(), text.en()));
        }
    }

    private static HttpStatus status(AssessRefused refusal) {
        return switch (refusal.reason()) {
            case UNKNOWN -> HttpStatus.NOT_FOUND;
            case NOT_ALLOWED -> HttpStatus.FORBIDDEN;
            case NOT_NOW -> HttpStatus.CONFLICT;
            case WRONG -> HttpStatus.UNPROCESSABLE_CONTENT;
        };
    }
}
