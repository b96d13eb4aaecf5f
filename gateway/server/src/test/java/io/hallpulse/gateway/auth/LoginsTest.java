package io.hallpulse.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.gateway.auth.Logins.Answer;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names and passwords of the operators' file, right, wrong and guessed. */
class LoginsTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static Store store;
    private static StoreWriter writer;

    private final AtomicLong nanos = new AtomicLong(1);

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void open(@TempDir Path data) {
        store = Store.open(data);
        writer = store.writer();
    }

    @AfterAll
    static void close() throws Exception {
        writer.close();
        store.close();
    }

    private record Welcomed(String name) {}

    private record Checks(Logins logins) {
        Object check(String address, String name, String password) {
            Answer answer = logins.check(address, name, password).join();
            return answer instanceof Answer.Welcome welcome
                    ? new Welcomed(welcome.person().name())
                    : answer;
        }
    }

    @Test
    void check_right_isWelcomeAgainAndAgain() throws Exception {
        Checks operators = of("chen:" + hash("open sesame"));

        assertThat(operators.check("1.1.1.1", "chen", "open sesame")).isEqualTo(new Welcomed("chen"));
        assertThat(operators.check("1.1.1.1", "chen", "open sesame")).isEqualTo(new Welcomed("chen"));
    }

    @Test
    void check_wrongNameOrPassword_isWrong() throws Exception {
        Checks operators = of("# those of the day shift", "", "chen:" + hash("open sesame"));
        operators.check("1.1.1.1", "chen", "open sesame");

        assertThat(operators.check("1.1.1.1", "chen", "open sesam")).isEqualTo(new Answer.Wrong());
        assertThat(operators.check("1.1.1.1", "li", "open sesame")).isEqualTo(new Answer.Wrong());
        assertThat(operators.check("1.1.1.1", "chen", "")).isEqualTo(new Answer.Wrong());
    }

    @Test
    void check_wrongFiveTimes_waitsLongerEachTimeAndNoOtherAddressDoes() throws Exception {
        Checks operators = of("chen:" + hash("open sesame"));
        for (int i = 0; i < 5; i++) {
            assertThat(operators.check("1.1.1.1", "chen", "guess " + i)).isEqualTo(new Answer.Wrong());
        }

        assertThat(operators.check("1.1.1.1", "chen", "open sesame"))
                .isEqualTo(new Answer.Later(Duration.ofSeconds(1)));
        assertThat(operators.check("2.2.2.2", "chen", "open sesame")).isEqualTo(new Welcomed("chen"));
        pass(Duration.ofSeconds(1));
        assertThat(operators.check("1.1.1.1", "chen", "guess 5")).isEqualTo(new Answer.Wrong());
        pass(Duration.ofMillis(1500));
        assertThat(operators.check("1.1.1.1", "chen", "open sesame"))
                .isEqualTo(new Answer.Later(Duration.ofMillis(500)));
        pass(Duration.ofMillis(500));
        assertThat(operators.check("1.1.1.1", "chen", "open sesame")).isEqualTo(new Welcomed("chen"));
        assertThat(operators.check("1.1.1.1", "chen", "slip")).isEqualTo(new Answer.Wrong());
    }

    @Test
    void check_guessesAtOneName_keepNoOtherNameOut_notEvenFromTheSameAddress() throws Exception {
        Checks operators = of("chen:" + hash("open sesame"), "li:" + hash("another one"));
        for (int i = 0; i < 20; i++) {
            operators.check("1.1.1.1", "chen", "guess " + i);
        }

        assertThat(operators.check("1.1.1.1", "li", "another one")).isEqualTo(new Welcomed("li"));
        assertThat(operators.check("2.2.2.2", "chen", "open sesame")).isEqualTo(new Welcomed("chen"));
    }

    @Test
    void check_firstLoginDuringAFloodOfGuesses_isHeard() throws Exception {
        Checks operators = of("chen:" + Bcrypt.hash("open sesame", 10, RANDOM));
        for (int address = 0; address < 20; address++) {
            operators.check("3.3.3." + address, "chen", "guess");
        }
        ExecutorService guessers = Executors.newFixedThreadPool(20);
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(20);
        for (int address = 0; address < 20; address++) {
            String from = "3.3.3." + address;
            guessers.execute(() -> {
                for (int guess = 0; !over.get(); guess++) {
                    operators.check(from, "name" + guess, "guess");
                    begun.countDown();
                }
            });
        }
        begun.await();
        assertThat(operators.check("2.2.2.2", "chen", "open sesame")).isEqualTo(new Welcomed("chen"));
        over.set(true);
        guessers.shutdown();
        assertThat(guessers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void check_theSameFirstLoginManyTimesAtOnce_isCheckedOnceForAll() throws Exception {
        Checks operators = of("chen:" + Bcrypt.hash("open sesame", 10, RANDOM));
        List<CompletableFuture<Answer>> answers = IntStream.range(0, 100)
                .mapToObj(i -> operators.logins().check("1.1.1." + i, "chen", "open sesame"))
                .toList();
        assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isInstanceOf(Answer.Welcome.class));

        List<CompletableFuture<Answer>> guesses = IntStream.range(0, 100)
                .mapToObj(i -> operators.logins().check("2.2.2.2", "chen", "guess"))
                .toList();
        assertThat(guesses).allSatisfy(answer -> assertThat(answer.join()).isEqualTo(new Answer.Wrong()));
        assertThat(operators.check("2.2.2.2", "chen", "open sesame"))
                .as("it was one guess")
                .isEqualTo(new Welcomed("chen"));
    }

    @Test
    void check_guessesFromAnAddressThatIsKnown_keepItsRightPasswordIn_butCompareFew() throws Exception {
        Checks operators = of("chen:" + hash("open sesame"));
        operators.check("1.1.1.1", "chen", "open sesame");
        for (int i = 0; i < 40; i++) {
            operators.check("1.1.1.1", "chen", "guess " + i);
        }
        assertThat(operators.check("1.1.1.1", "chen", "open sesame")).isEqualTo(new Welcomed("chen"));
        for (int i = 0; i < 40; i++) {
            operators.check("1.1.1.1", "chen", "guess " + i);
        }
        assertThat(operators.check("1.1.1.1", "chen", "open sesame"))
                .as("after so many guesses it may have been one")
                .isEqualTo(new Answer.Later(Duration.ofSeconds(1)));
        pass(Duration.ofSeconds(1));
        assertThat(operators.check("1.1.1.1", "chen", "open sesame")).isEqualTo(new Welcomed("chen"));
    }

    @Test
    void check_fileChanged_obeysItAndAFileThatIsBrokenChangesNothing() throws Exception {
        Checks operators = of("chen:" + hash("open sesame"));
        operators.check("1.1.1.1", "chen", "open sesame");
        write(2, "chen:" + hash("shut sesame"), "li:" + hash("another one"));

        assertThat(operators.check("1.1.1.1", "chen", "open sesame")).isEqualTo(new Answer.Wrong());
        assertThat(operators.check("1.1.1.1", "chen", "shut sesame")).isEqualTo(new Welcomed("chen"));
        assertThat(operators.check("1.1.1.1", "li", "another one")).isEqualTo(new Welcomed("li"));

        write(4, "chen:plain text");
        assertThat(operators.check("1.1.1.1", "li", "another one")).isEqualTo(new Welcomed("li"));
    }

    @Test
    void of_brokenLine_namesFileLineAndMend() throws Exception {
        assertThatThrownBy(() -> of("chen:" + hash("open sesame"), "li:secret"))
                .isInstanceOf(IOException.class)
                .hasMessageMatching(".*operators:2: no line name:bcrypt; 'gateway operator NAME' prints one");
        assertThatThrownBy(() -> of("chen:" + hash("open sesame").replace("$04$", "$31$")))
                .hasMessageContaining(":1: a bcrypt cost of 31");
        assertThatThrownBy(() -> of("chen:" + hash("a"), "chen:" + hash("b")))
                .hasMessageContaining(":2: chen stands twice");
        assertThatThrownBy(() -> of("# nobody")).hasMessageContaining("no operator is in it");
    }

    @Test
    void of_aFileThatOthersCanRead_isRefusedWithTheMend() throws Exception {
        of("chen:" + hash("open sesame"));
        Path file = folder.resolve("operators");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> Operators.of(Optional.of(file)))
                .hasMessage(file + " can be read by every user of this machine; chmod 600 " + file);
    }

    @Test
    void of_aFileThatBeginsWithAByteOrderMark_isReadWithoutIt() throws Exception {
        Checks operators = of("\ufeffchen:" + hash("open sesame"));

        assertThat(operators.check("1.1.1.1", "chen", "open sesame")).isEqualTo(new Welcomed("chen"));
    }

    @Test
    void line_ofNameAndPassword_letsThemIn() throws Exception {
        String line = Bcrypt.line("wang.fang", "十二个字的密码也可以用吗", RANDOM);

        assertThat(line).startsWith("wang.fang:$2y$12$");
        assertThat(of(line).check("1.1.1.1", "wang.fang", "十二个字的密码也可以用吗")).isEqualTo(new Welcomed("wang.fang"));
        assertThatThrownBy(() -> Bcrypt.line("wang fang", "long enough", RANDOM))
                .hasMessageContaining("a name is");
        assertThatThrownBy(() -> Bcrypt.line("wang", "short", RANDOM)).hasMessageContaining("at least 8 characters");
        assertThatThrownBy(() -> Bcrypt.line("wang", "长".repeat(25), RANDOM)).hasMessageContaining("at most 72 bytes");
    }

    @Test
    void check_passwordThatBcryptWouldCut_isWrongAndNoLineIsMadeOfIt() throws Exception {
        String longest = "x".repeat(72);
        Checks operators = of("chen:" + hash(longest), "li:" + hash("open sesame"));

        assertThat(operators.check("1.1.1.1", "chen", longest + "y")).isEqualTo(new Answer.Wrong());
        assertThat(operators.check("1.1.1.1", "li", "open sesame\0more")).isEqualTo(new Answer.Wrong());
        assertThat(operators.check("1.1.1.1", "chen", longest)).isEqualTo(new Welcomed("chen"));
        assertThatThrownBy(() -> Bcrypt.line("wang", "eight or\0more", RANDOM))
                .hasMessageContaining("none of them NUL");
    }

    @Test
    void failedLogins_ofMoreAddressesThanAreKept_forgetTheOldest() {
        FailedLogins failed = new FailedLogins(nanos::get);
        for (int i = 0; i < 5; i++) {
            failed.failed("first", "li");
        }
        assertThat(failed.delay("first", "li")).isEqualTo(Duration.ofSeconds(1));
        for (int i = 0; i < 1000; i++) {
            failed.failed("address " + i, "li");
        }
        assertThat(failed.delay("first", "li")).isZero();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static String hash(String password) {
        return Bcrypt.hash(password, 4, RANDOM);
    }

    private Checks of(String... lines) throws Exception {
        write(0, lines);
        Operators operators = Operators.of(Optional.of(folder.resolve("operators")));
        return new Checks(new Logins(People.open(writer, operators, RANDOM, Instant::now), RANDOM, nanos::get));
    }

    private void write(int second, String... lines) throws IOException {
        Path file = Files.writeString(folder.resolve("operators"), String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_800_000_000L + second)));
    }
}
