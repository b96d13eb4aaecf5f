package io.hallpulse.gateway.auth;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The check of names and passwords. A password is checked slowly once, by bcrypt, on one thread and with few waiting, so that guessing
 * starves no screen; addresses that failed of late wait in a place of their own, so that a flood of guesses keeps no first login out.
 * Whoever sends the same name and password meanwhile takes part in that one check. After that its keyed digest in memory is enough, as
 * long as the hash stays as it is. Any thread.
 */
public final class Logins {
    private static final int MOST_AT_ONCE = 4;
    private static final int KEY_BYTES = 32;

    private final People people;
    private final FailedLogins failed;
    private final SecureRandom random;
    private final byte[] key = new byte[KEY_BYTES];
    private final Semaphore places = new Semaphore(MOST_AT_ONCE, true);
    private final Semaphore placesOfFailed = new Semaphore(1, true);
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Map<String, Check> running = new HashMap<>();
    private final ThreadPoolExecutor slow =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task, "password");
                thread.setDaemon(true);
                return thread;
            });
    private @Nullable String nobody; // the slow thread's

    /** A password that was right, and the hash that it was right for. */
    private record Known(String hash, byte[] digest) {}

    /** One that runs, for all addresses that sent the same. */
    private record Check(
            String name,
            @Nullable String hash,
            byte[] digest,
            Set<String> addresses,
            CompletableFuture<Answer> answer) {}

    /** The outcome of a login. */
    public sealed interface Answer {
        record Welcome(Person person) implements Answer {}

        record Wrong() implements Answer {}

        /** Not before that time; the password was not checked. */
        record Later(Duration delay) implements Answer {
            /** Whole seconds after which the wait is over, at least one. */
            public long seconds() {
                return Math.max(1, delay.plus(Duration.ofMillis(999)).toSeconds());
            }
        }
    }

    /** @param nanos a clock that never steps */
    public Logins(People people, SecureRandom random, LongSupplier nanos) {
        this.people = people;
        this.random = random;
        this.failed = new FailedLogins(nanos);
        random.nextBytes(key);
        slow.allowCoreThreadTimeOut(true);
    }

    /**
     * Checks a name and its password.
     *
     * @param address where they came from
     * @return the answer, at once where no slow check is needed
     */
    public CompletableFuture<Answer> check(String address, String name, String password) {
        Optional<Person> person = people.named(name);
        byte[] digest = digest(name, password);
        Known before = known.get(name);
        boolean right = before != null
                && person.isPresent()
                && before.hash().equals(person.get().hash())
                && MessageDigest.isEqual(before.digest(), digest);
        Duration delay = failed.delay(address, name);
        boolean mayCompare = delay.isZero() || failed.mayCompareWhileWaiting(address, name); // a wrong one counts too
        if (right && mayCompare) {
            return CompletableFuture.completedFuture(new Answer.Welcome(person.get()));
        }
        if (!delay.isZero()) {
            return CompletableFuture.completedFuture(new Answer.Later(delay));
        }
        return slowly(address, name, password, person.map(Person::hash).orElse(null), digest);
    }

    private CompletableFuture<Answer> slowly(
            String address, String name, String password, @Nullable String hash, byte[] digest) {
        String same = hash + " " + Base64.getEncoder().encodeToString(digest);
        synchronized (running) {
            Check check = running.get(same);
            if (check != null) {
                check.addresses().add(address);
                return check.answer();
            }
            Semaphore place = failed.hasFailed(address) ? placesOfFailed : places;
            if (!place.tryAcquire()) {
                return CompletableFuture.completedFuture(new Answer.Later(Duration.ofSeconds(1)));
            }
            Check begun = new Check(name, hash, digest, new HashSet<>(Set.of(address)), new CompletableFuture<>());
            running.put(same, begun);
            slow.execute(() -> {
                boolean right = false;
                try {
                    right = Bcrypt.matches(hash == null ? hashOfNobody() : hash, password) && hash != null;
                } finally {
                    place.release();
                    settle(same, begun, right);
                }
            });
            return begun.answer();
        }
    }

    private void settle(String same, Check check, boolean right) {
        Set<String> addresses;
        synchronized (running) {
            running.remove(same);
            addresses = Set.copyOf(check.addresses()); // nobody takes part any more
        }
        String hash = check.hash();
        Optional<Person> person =
                people.named(check.name()).filter(now -> now.hash().equals(hash));
        if (!right || hash == null || person.isEmpty()) {
            addresses.forEach(address -> failed.failed(address, check.name()));
            check.answer().complete(new Answer.Wrong());
            return;
        }
        addresses.forEach(address -> failed.succeeded(address, check.name()));
        known.put(check.name(), new Known(hash, check.digest()));
        check.answer().complete(new Answer.Welcome(person.get()));
    }

    /** Of no password. An unknown name takes as long as a known one. */
    private String hashOfNobody() {
        String hash = nobody;
        int cost = people.cost();
        if (hash == null || Bcrypt.cost(hash) != cost) {
            byte[] drawn = new byte[KEY_BYTES];
            random.nextBytes(drawn);
            hash = Bcrypt.hash(new String(drawn, StandardCharsets.ISO_8859_1), cost, random);
            nobody = hash;
        }
        return hash;
    }

    private byte[] digest(String name, String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal((name + "\0" + password).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
