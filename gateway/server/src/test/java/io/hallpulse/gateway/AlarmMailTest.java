package io.hallpulse.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.contract.Topics;
import io.hallpulse.contract.message.Json;
import io.hallpulse.contract.message.Press;
import io.hallpulse.contract.message.Status;
import io.hallpulse.domain.alarm.Alarm;
import io.hallpulse.gateway.testkit.TlsMailServer;
import io.hallpulse.hardware.gpio.KeyFault;
import io.hallpulse.testkit.RawTerminal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alarms of a whole gateway that come to people as mails, as its configuration says: by TLS, and of levels no sooner than the day is over. */
class AlarmMailTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String DUTY = "duty@hall.test";
    /** A Monday, ten in the morning in the hall. */
    private static final Instant MORNING = Instant.parse("2026-11-23T02:00:00Z");

    private static final Instant MIDNIGHT = Instant.parse("2026-11-23T16:00:00Z");
    private static final Duration BUNDLED = Duration.ofSeconds(61);

    @TempDir
    Path data;

    private final AtomicLong aheadMillis = new AtomicLong();

    private Instant now() {
        return Instant.now().plusMillis(aheadMillis.get());
    }

    private void setClock(Instant to) {
        aheadMillis.addAndGet(Duration.between(now(), to).toMillis());
    }

    @Test
    void whatIsWrong_isMailed_andWhatDerivesFromLevels_onlyOnceTheDayIsOver() throws Exception {
        setClock(MORNING);
        try (TlsMailServer mails = TlsMailServer.start();
                Gateway gateway = start(mails);
                RawTerminal terminal = RawTerminal.connect(gateway.brokerPort(), "north", "n-03")) {
            badDay(terminal);
            faulty(terminal, KeyFault.STUCK);
            awaitAlarm(gateway, "key-stuck");
            setClock(now().plus(BUNDLED));
            MimeMessage first = awaitMail(mails, "按键卡住");
            assertThat(first.getFrom()[0]).hasToString(TlsMailServer.SENDER);
            assertThat(TlsMailServer.text(first)).contains("Key is stuck", "north n-03/panel");

            setClock(MIDNIGHT.minusSeconds(30));
            faulty(terminal, KeyFault.CHATTERING);
            awaitAlarm(gateway, "key-chattering");
            setClock(now().plus(BUNDLED));
            awaitMail(mails, "按键抖动");
            assertThat(all(mails))
                    .as("nobody learns the levels of today by a mail")
                    .noneMatch(text -> text.contains("差评") || text.contains("Bad ratings"));

            setClock(MIDNIGHT.plus(Duration.ofMinutes(11)));
            awaitAlarm(gateway, "bad-ratings");
            setClock(now().plus(BUNDLED));
            assertThat(TlsMailServer.text(awaitMail(mails, "昨日差评突增"))).contains("Bad ratings rose yesterday");
        }
    }

    private Gateway start(TlsMailServer mails) throws Exception {
        Gateway gateway = TestHalls.start(
                TestHalls.alarming(
                        data,
                        "{mail: {server: 'localhost:%d', tls: implicit, caFile: '%s', user: %s, passwordFile: '%s', from: %s, to: [%s]}}"
                                .formatted(
                                        mails.port(),
                                        TlsMailServer.identity().site().authorityPem(),
                                        TlsMailServer.USER,
                                        TlsMailServer.passwordFile(data, TlsMailServer.PASSWORD),
                                        TlsMailServer.SENDER,
                                        DUTY),
                        "A03"),
                new SimpleMeterRegistry(),
                this::now);
        await().atMost(PATIENCE).until(gateway::ready);
        return gateway;
    }

    /** Good ratings of the week before, and nothing but bad ones today. */
    private static void badDay(RawTerminal terminal) throws Exception {
        Instant before = MORNING.minus(Duration.ofDays(7));
        List<Press> presses = new ArrayList<>();
        for (int seq = 1; seq <= 50; seq++) {
            Instant at = (seq <= 40 ? before : MORNING.minusSeconds(3600)).plusSeconds(seq * 20L);
            long mono = Duration.between(before, at).toMillis();
            presses.add(Press.rating(seq, "A03", "panel", "1", seq <= 40 ? 5 : 1, at, mono));
        }
        terminal.presses("run1", 1, presses.toArray(Press[]::new));
        terminal.awaitAck("run1", 50);
    }

    private static void faulty(RawTerminal terminal, KeyFault fault) throws Exception {
        Status status = new Status(
                1,
                Status.ONLINE,
                "1.0.0",
                "boot-1",
                "synced",
                null,
                "test",
                List.of(),
                0L,
                0L,
                List.of(new Status.InputStatus("panel", "A03", "degraded", fault.line("panel", "3"), null, null)),
                8_000_000_000L);
        terminal.publish(Topics.of(new TerminalId("north", "n-03"), Topics.Kind.STATUS), Json.write(status));
    }

    private static void awaitAlarm(Gateway gateway, String kind) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            gateway.alarms().look();
            assertThat(gateway.alarms().open().stream().map(Alarm::kind))
                    .anyMatch(open -> open.word().equals(kind));
        });
    }

    private static MimeMessage awaitMail(TlsMailServer mails, String words) {
        return await().atMost(PATIENCE)
                .until(
                        () -> {
                            for (MimeMessage mail : mails.received(DUTY)) {
                                if (TlsMailServer.text(mail).contains(words)) {
                                    return List.of(mail);
                                }
                            }
                            return List.<MimeMessage>of();
                        },
                        found -> !found.isEmpty())
                .get(0);
    }

    private static List<String> all(TlsMailServer mails) throws Exception {
        List<String> texts = new ArrayList<>();
        for (MimeMessage mail : mails.received(DUTY)) {
            texts.add(TlsMailServer.text(mail));
        }
        return texts;
    }
}
