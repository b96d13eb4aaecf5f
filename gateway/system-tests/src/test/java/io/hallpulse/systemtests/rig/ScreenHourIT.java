package io.hallpulse.systemtests.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.testkit.ServedHall;
import io.hallpulse.testkit.Browser;
import io.hallpulse.testkit.TcpProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Given a hall screen that hangs for hours, when scores come five times a second, pages turn, somebody touches the language and the
 * connection is lost again and again, then it shows all presses in the end. {@code .ci/rigs screen} runs an accelerated hour of it and
 * prints what the page holds on to, after a collection: its heap, and the nodes of its document.
 */
class ScreenHourIT {
    private static final Duration QUICK = Duration.ofSeconds(12);
    private static final long QUICK_SEED = 20261129;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int WINDOWS = 60;
    private static final int LOST_CONNECTIONS = 100;
    /** A browser compiles what runs often, and caches what it draws often; that is over by then. */
    private static final double WARM_UP = 0.75;

    private static final long PRESS_MILLIS = 200;

    private final AtomicInteger pressed = new AtomicInteger();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** What the page holds on to. */
    private record Held(long bytes, long nodes) {}

    @Test
    void screen_hourOfChangesAndLostConnections_showsAllPresses() throws Exception {
        Duration length = RigSettings.read(QUICK, QUICK, QUICK_SEED).length();
        ScheduledExecutorService people = Executors.newSingleThreadScheduledExecutor();
        try (ServedHall hall = ServedHall.start(folder, WINDOWS, "{minimumRatings: 1}", Limits.SMALL_BOX);
                TcpProxy network = new TcpProxy(hall.port());
                Browser browser = Browser.open()) {
            browser.visit("http://127.0.0.1:" + network.port() + "/screen/north");
            browser.driver().executeCdpCommand("Performance.enable", Map.of());
            people.scheduleAtFixedRate(() -> press(hall), 0, PRESS_MILLIS, TimeUnit.MILLISECONDS);
            Duration warmUp = Duration.ofMillis((long) (length.toMillis() * WARM_UP));
            pass(browser, network, warmUp, length);
            Held before = held(browser);
            pass(browser, network, length.minus(warmUp), length);
            Held after = held(browser);
            people.shutdown();
            assertThat(people.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            print(length, before, after);
            await().atMost(PATIENCE)
                    .until(() -> browser.text("overall-total").replaceAll("\\D", ""), String.valueOf(pressed)::equals);
            assertThat(after.nodes()).as("nodes of the page").isEqualTo(before.nodes());
        } finally {
            people.shutdownNow();
        }
    }

    private void press(ServedHall hall) {
        int n = pressed.incrementAndGet();
        try {
            hall.press("W" + (n % WINDOWS + 1), n % 5 + 1);
        } catch (MqttException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A part of the hour: the page's own clock runs faster, so that all of it passes in the length of the rig. */
    private static void pass(Browser browser, TcpProxy network, Duration part, Duration length) {
        double share = (double) part.toMillis() / length.toMillis();
        long steps = Math.max(1, Math.round(LOST_CONNECTIONS * share));
        Duration step = part.dividedBy(steps);
        Duration skipped = HOUR.minus(length).isNegative()
                ? Duration.ZERO
                : HOUR.minus(length).dividedBy(LOST_CONNECTIONS);
        long begun = System.nanoTime();
        for (int i = 1; i <= steps; i++) {
            network.cut();
            network.heal();
            browser.click("language");
            browser.click("pages");
            browser.skip(skipped);
            long due = step.multipliedBy(i).toNanos();
            await().atMost(step.plus(PATIENCE))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> System.nanoTime() - begun >= due);
            browser.complaints(); // of lost connections; and so that the driver does not keep them
        }
    }

    /** In Chinese, on the first page, live: always of the same view. */
    private static Held held(Browser browser) {
        await().atMost(PATIENCE).until(() -> {
            if (!Boolean.TRUE.equals(browser.evaluate("return document.documentElement.lang.startsWith('zh')"))) {
                browser.click("language");
            }
            if (!browser.text("pages").contains("W1–")) {
                browser.click("pages");
            }
            return "live".equals(browser.evaluate("return document.documentElement.dataset.feed"))
                    && browser.text("pages").contains("W1–");
        });
        browser.driver().executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
        Map<String, Object> answer = browser.driver().executeCdpCommand("Performance.getMetrics", Map.of());
        return new Held(metric(answer, "JSHeapUsedSize"), metric(answer, "Nodes"));
    }

    private static long metric(Map<String, Object> answer, String name) {
        for (Object one : (List<?>) Objects.requireNonNull(answer.get("metrics"))) {
            if (one instanceof Map<?, ?> metric
                    && name.equals(metric.get("name"))
                    && metric.get("value") instanceof Number n) {
                return n.longValue();
            }
        }
        throw new IllegalStateException("the browser knows no " + name);
    }

    private void print(Duration length, Held before, Held after) {
        System.out.printf(
                Locale.ROOT,
                "screen: an hour in %d s, %d presses, %d lost connections; from %d %% of it on%n"
                        + "  heap after collection  %,10d -> %,10d bytes  %+.1f %%  (wanted: +5 %% at most)%n"
                        + "  nodes                  %,10d -> %,10d        %+d    (wanted: +0)%n",
                length.toSeconds(),
                pressed.get(),
                LOST_CONNECTIONS,
                Math.round(WARM_UP * 100),
                before.bytes(),
                after.bytes(),
                100.0 * (after.bytes() - before.bytes()) / before.bytes(),
                before.nodes(),
                after.nodes(),
                after.nodes() - before.nodes());
    }
}
