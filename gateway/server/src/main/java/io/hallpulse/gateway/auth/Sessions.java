package io.hallpulse.gateway.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of people who have signed in, in memory alone: a restart ends them, and nothing that is stored could be used to take one
 * over. A session ends an hour after its last request, twelve hours after it began, and with the password that it began with. Any thread.
 */
public final class Sessions {
    private static final long IDLE_NANOS = Duration.ofHours(1).toNanos();
    private static final long LONGEST_NANOS = Duration.ofHours(12).toNanos();
    private static final int MOST = 1000;
    private static final int BYTES = 16;

    private final People people;
    private final SecureRandom random;
    private final LongSupplier nanos;
    private final Map<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

    private record Kept(String name, String hash, String csrf, long begunNanos, long usedNanos) {}

    /**
     * A session that is open.
     *
     * @param person as the person is now, roles too
     * @param csrf what every change within it carries
     */
    public record Session(Person person, String csrf) {}

    /** @param nanos a clock that never steps */
    public Sessions(People people, SecureRandom random, LongSupplier nanos) {
        this.people = people;
        this.random = random;
        this.nanos = nanos;
    }

    /** Begins one; the answer is its id, which is kept nowhere here. */
    public synchronized String begin(Person person) {
        long now = nanos.getAsLong();
        String id = draw();
        kept.put(hash(id), new Kept(person.name(), person.hash(), draw(), now, now));
        if (kept.size() > MOST) {
            kept.remove(kept.keySet().iterator().next()); // the one that was used longest ago
        }
        return id;
    }

    /** The session of an id, where it is open, which it then is for another while. */
    public Optional<Session> find(String id) {
        String key = hash(id);
        Kept session = kept(key);
        if (session == null) {
            return Optional.empty();
        }
        long now = nanos.getAsLong();
        Optional<Person> person = people.named(session.name())
                .filter(one -> one.hash().equals(session.hash()))
                .filter(one -> now - session.usedNanos() < IDLE_NANOS && now - session.begunNanos() < LONGEST_NANOS);
        keep(key, person.isPresent() ? now : null);
        return person.map(one -> new Session(one, session.csrf()));
    }

    private synchronized @Nullable Kept kept(String key) {
        return kept.get(key);
    }

    /** For another while, or no more; one that was ended meanwhile stays so. */
    private synchronized void keep(String key, @Nullable Long usedNanos) {
        kept.computeIfPresent(
                key,
                (same, one) -> usedNanos == null
                        ? null
                        : new Kept(one.name(), one.hash(), one.csrf(), one.begunNanos(), usedNanos));
    }

    public synchronized void end(String id) {
        kept.remove(hash(id));
    }

    private String draw() {
        byte[] drawn = new byte[BYTES];
        random.nextBytes(drawn);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
    }

    private static String hash(String id) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
