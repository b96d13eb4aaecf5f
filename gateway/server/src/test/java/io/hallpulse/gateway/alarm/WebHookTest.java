package io.hallpulse.gateway.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hallpulse.contract.message.Json;
import io.hallpulse.domain.alarm.Alarm;
import io.hallpulse.domain.alarm.AlarmKind;
import io.hallpulse.gateway.config.AlarmsConfig;
import io.hallpulse.gateway.config.HookConfig;
import io.hallpulse.testkit.PlayedHook;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages about alarms on their way to a played receiver. */
class WebHookTest {
    private static final String SECRET = "0123456789abcdef0123";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Instant NIGHT = StoredAlarms.NIGHT;

    @TempDir
    Path data;

    private PlayedHook receiver;
    private StoredAlarms alarms;
    private WebHook hook;

    @BeforeEach
    void start() throws Exception {
        receiver = new PlayedHook();
        alarms = new StoredAlarms(data);
        hook = hook(PATIENCE);
    }

    private WebHook hook(Duration answerWithin) {
        return new WebHook(
                URI.create(receiver.url()),
                SECRET,
                alarms.writer(),
                alarms.reader(),
                alarms::now,
                new Random(1),
                answerWithin);
    }

    @AfterEach
    void stop() throws Exception {
        receiver.close();
        alarms.close();
    }

    private Messages messages(@Nullable String quiet, List<String> urgent) {
        HookConfig config = new HookConfig(receiver.url(), data.resolve("secret"));
        return new Messages("g7d2", new AlarmsConfig(config, null, quiet, urgent), alarms::halls);
    }

    private int waiting() {
        return alarms.waiting("hook");
    }

    @Test
    void message_isSignedOverTimestampAndBody_asOpensslHasIt() throws Exception {
        alarms.open(AlarmKind.INPUT, "n-03/panel", "端口 gone");
        alarms.queue(messages(null, List.of()));

        assertThat(hook.turn()).isEqualTo(LOOK);

        PlayedHook.Post post = receiver.posts().get(0);
        assertThat(post.header("hallpulse-id")).isEqualTo("g7d2-1-opened");
        assertThat(post.header("hallpulse-timestamp")).isEqualTo(Long.toString(NIGHT.getEpochSecond()));
        assertThat(post.header("hallpulse-signature"))
                .isEqualTo("sha256=" + openssl(post.header("hallpulse-timestamp") + "." + post.body()));
        JsonNode message = Json.read(post.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
        assertThat(message.path("event").asText()).isEqualTo("opened");
        assertThat(message.path("alarm").path("cause").path("zh").asText())
                .isEqualTo("north n-03/panel：输入设备故障（端口 gone）");
        assertThat(waiting()).isZero();
    }

    private static String openssl(String text) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("openssl", "dgst", "-sha256", "-hmac", SECRET, "-r").start();
        process.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String line = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(process.waitFor()).isZero();
        return line.split(" ", 2)[0];
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 302, 404, PlayedHook.SILENCE})
    void receiver_thatDoesNotTakeIt_getsTheSameAgainLaterAndLater_andNowhereElse(int status) throws Exception {
        alarms.open(AlarmKind.INPUT, "n-03/panel", "端口 gone");
        alarms.queue(messages(null, List.of()));
        receiver.answer(status);
        if (status == PlayedHook.SILENCE) {
            hook = hook(Duration.ofSeconds(1));
        }

        Duration first = hook.turn();
        Duration second = hook.turn();
        assertThat(first).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(second).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(waiting()).isEqualTo(1);

        receiver.answer(200);
        hook(PATIENCE).turn(); // of a program that was started again
        assertThat(receiver.posts()).hasSize(3);
        assertThat(receiver.posts()).extracting(PlayedHook.Post::path).containsOnly("/alarms");
        assertThat(receiver.posts())
                .extracting(PlayedHook.Post::body)
                .containsOnly(receiver.posts().get(0).body());
        assertThat(waiting()).isZero();
    }

    @Test
    void receiver_thatIsAway_getsAllInTheirOrderOnceItIsThere_exceptWhatIsOld() throws Exception {
        alarms.open(AlarmKind.INPUT, "n-01", "端口 gone");
        alarms.queue(messages(null, List.of()));
        receiver.answer(500);
        hook.turn();
        alarms.setClock(NIGHT.plus(Duration.ofDays(4)));
        alarms.open(AlarmKind.INPUT, "n-02", "端口 gone");
        alarms.open(AlarmKind.INPUT, "n-03", "端口 gone");
        alarms.queue(messages(null, List.of()));
        hook.turn();
        assertThat(waiting()).as("the old one is given up").isEqualTo(2);

        receiver.answer(200);
        hook.turn();
        assertThat(waiting()).isZero();
        assertThat(receiver.posts()
                        .subList(receiver.posts().size() - 2, receiver.posts().size()))
                .extracting(post -> post.header("hallpulse-id"))
                .containsExactly("g7d2-2-opened", "g7d2-3-opened");
    }

    @Test
    void quietHours_holdBackAllButUrgentKinds_untilTheyAreOver() throws Exception {
        alarms.open(AlarmKind.INPUT, "n-01", "端口 gone");
        alarms.open(AlarmKind.DISK, "n-02", "端口 gone");
        alarms.queue(messages("22:00-07:00", List.of("disk")));
        hook.turn();
        assertThat(receiver.posts())
                .extracting(post -> post.header("hallpulse-id"))
                .containsExactly("g7d2-2-opened");

        alarms.setClock(NIGHT.plus(Duration.ofHours(8)));
        alarms.queue(messages("22:00-07:00", List.of("disk")));
        alarms.queue(messages("22:00-07:00", List.of("disk")));
        hook.turn();
        assertThat(receiver.posts())
                .extracting(post -> post.header("hallpulse-id"))
                .containsExactly("g7d2-2-opened", "g7d2-1-opened");
    }

    @Test
    void closing_isToldOnceTheAlarmCanNotOpenAgain_andNothingOfAMutedOne() throws Exception {
        alarms.open(AlarmKind.INPUT, "n-01", "端口 gone");
        alarms.open(AlarmKind.INPUT, "n-02", "端口 gone");
        alarms.mute(2, NIGHT.plus(Duration.ofDays(1)));
        Messages messages = messages(null, List.of());
        alarms.queue(messages);
        alarms.setClock(NIGHT.plusSeconds(60));
        alarms.close(1);
        alarms.close(2);
        alarms.setClock(NIGHT.plusSeconds(120));
        alarms.queue(messages);
        hook.turn();
        assertThat(receiver.posts())
                .extracting(post -> post.header("hallpulse-id"))
                .containsExactly("g7d2-1-opened");

        alarms.setClock(NIGHT.plusSeconds(60).plus(Alarm.HOLD));
        alarms.queue(messages);
        hook.turn();
        assertThat(receiver.posts())
                .extracting(post -> post.header("hallpulse-id"))
                .containsExactly("g7d2-1-opened", "g7d2-1-closed");
    }
}
