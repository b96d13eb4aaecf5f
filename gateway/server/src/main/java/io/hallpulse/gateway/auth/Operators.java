package io.hallpulse.gateway.auth;

import io.hallpulse.gateway.config.OperatorsFile;
import io.hallpulse.gateway.fault.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The operators and their passwords, as their file has them at this moment: a change of the file counts from the next login on, and one that cannot be read
 * leaves the old ones. A password is checked slowly once, by bcrypt, one at a time and with few waiting, so that guessing starves no
 * screen; addresses that failed of late wait in a place of their own, so that a flood of
 * guesses keeps no first login out. After that its keyed digest in memory is enough, as long as the line in the file stays as it is. Any
 * thread.
 */
public final class Operators {
    private static final int MOST_AT_ONCE = 4;
    private static final int CHEAP = 6;
    private static final int KEY_BYTES = 32;

    private final @Nullable Path file;
    private final FailedLogins failed;
    private final SecureRandom random;
    private final byte[] key = new byte[KEY_BYTES];
    private final Semaphore places = new Semaphore(MOST_AT_ONCE, true);
    private final Semaphore placesOfFailed = new Semaphore(1, true);
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Fault fault = new Fault(LoggerFactory.getLogger(Operators.class), "operators");
    private final Object slow = new Object();
    private volatile Map<String, String> hashes;
    private @Nullable FileTime readTime;
    private volatile @Nullable String nobody;

    /** A password that was right, and the hash that it was right for. */
    private record Known(String hash, byte[] digest) {}

    private Operators(@Nullable Path file, Map<String, String> hashes, SecureRandom random, LongSupplier nanos) {
        this.file = file;
        this.hashes = Map.copyOf(hashes);
        this.random = random;
        this.failed = new FailedLogins(nanos);
        random.nextBytes(key);
    }

    /** The outcome of a login. */
    public sealed interface Answer {
        record Welcome(String name) implements Answer {}

        record Wrong() implements Answer {}

        /** Not before that time; the password was not checked. */
        record Later(Duration delay) implements Answer {}
    }

    /**
     * Those of a file, nobody where none is configured.
     *
     * @param nanos a clock that never steps
     * @throws IOException as {@link OperatorsFile#read}
     */
    public static Operators of(Optional<Path> file, SecureRandom random, LongSupplier nanos) throws IOException {
        if (file.isEmpty()) {
            return new Operators(null, Map.of(), random, nanos);
        }
        FileTime time = Files.getLastModifiedTime(file.get());
        Operators operators = new Operators(file.get(), OperatorsFile.read(file.get()), random, nanos);
        operators.readTime = time;
        return operators;
    }

    /** One alone, for as long as this process runs. */
    public static Operators of(String name, String password, SecureRandom random, LongSupplier nanos) {
        return new Operators(null, Map.of(name, Bcrypt.hash(password, CHEAP, random)), random, nanos);
    }

    /** Whether there is anyone who could log in. */
    public boolean areThere() {
        return !hashes.isEmpty();
    }

    /**
     * Checks a name and its password.
     *
     * @param address where they came from
     */
    public Answer check(String address, String name, String password) {
        Duration delay = failed.delay(address, name);
        if (!delay.isZero()) {
            return new Answer.Later(delay);
        }
        reload();
        String hash = hashes.get(name);
        byte[] digest = digest(name, password);
        Known before = known.get(name);
        if (before != null && before.hash().equals(hash) && MessageDigest.isEqual(before.digest(), digest)) {
            return new Answer.Welcome(name);
        }
        Semaphore place = failed.hasFailed(address) ? placesOfFailed : places;
        if (!place.tryAcquire()) {
            return new Answer.Later(Duration.ofSeconds(1));
        }
        boolean right;
        try {
            synchronized (slow) {
                right = Bcrypt.matches(hash == null ? hashOfNobody() : hash, password) && hash != null;
            }
        } finally {
            place.release();
        }
        if (!right || hash == null) {
            failed.failed(address, name);
            return new Answer.Wrong();
        }
        failed.succeeded(address, name);
        known.put(name, new Known(hash, digest));
        return new Answer.Welcome(name);
    }

    /** Of no password. An unknown name takes as long as a known one. */
    private String hashOfNobody() {
        String hash = nobody;
        if (hash == null) {
            String any = hashes.values().iterator().next();
            byte[] drawn = new byte[KEY_BYTES];
            random.nextBytes(drawn);
            hash = Bcrypt.hash(
                    new String(drawn, StandardCharsets.ISO_8859_1), Integer.parseInt(any.substring(4, 6)), random);
            nobody = hash;
        }
        return hash;
    }

    private void reload() {
        Path named = file;
        if (named == null) {
            return;
        }
        synchronized (this) {
            try {
                FileTime time = Files.getLastModifiedTime(named);
                if (!time.equals(readTime)) {
                    hashes = Map.copyOf(OperatorsFile.read(named));
                    known.keySet().retainAll(hashes.keySet());
                    nobody = null;
                    readTime = time;
                }
                fault.over();
            } catch (IOException e) {
                fault.occurred(Fault.oneLine(e) + "; those read before stay");
            }
        }
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
