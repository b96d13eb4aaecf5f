package io.hallpulse.gateway.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.hallpulse.domain.alarm.Alarm;
import io.hallpulse.domain.alarm.AlarmKind;
import io.hallpulse.gateway.config.AlarmsConfig;
import io.hallpulse.gateway.config.MailConfig;
import io.hallpulse.gateway.config.MailTls;
import io.hallpulse.gateway.testkit.TlsMailServer;
import io.hallpulse.runtime.config.HostPort;
import io.hallpulse.testkit.TcpProxy;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Mails about alarms on their way to a mail server that speaks TLS with a certificate of the site's. */
class MailTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final String DUTY = "duty@hall.test";
    private static final String CHIEF = "chief@localhost";

    private static TlsMailServer.Identity identity;

    @TempDir
    Path data;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private TlsMailServer server;
    private TcpProxy network;
    private StoredAlarms alarms;
    private Mail mail;

    @BeforeAll
    static void certify() throws IOException {
        identity = TlsMailServer.identity();
    }

    @BeforeEach
    void start() throws Exception {
        server = TlsMailServer.start();
        network = new TcpProxy(server.port());
        alarms = new StoredAlarms(data);
        mail = mail(config("localhost", MailTls.IMPLICIT, "right"));
        log.start();
        ((Logger) LoggerFactory.getLogger(MessageSender.class)).addAppender(log);
    }

    @AfterEach
    void stop() throws Exception {
        ((Logger) LoggerFactory.getLogger(MessageSender.class)).detachAppender(log);
        network.close();
        server.close();
        alarms.close();
    }

    private MailConfig config(String host, MailTls tls, String password) throws Exception {
        return new MailConfig(
                new HostPort(host, network.port()),
                tls,
                identity.site().authorityPem(),
                TlsMailServer.USER,
                TlsMailServer.passwordFile(data, password),
                TlsMailServer.SENDER,
                List.of(DUTY, CHIEF));
    }

    private Mail mail(MailConfig config) throws Exception {
        return mail(config, PATIENCE, PATIENCE);
    }

    private Mail mail(MailConfig config, Duration answerWithin, Duration takenWithin) throws Exception {
        return new Mail(
                config,
                List.of(AlarmKind.DISK),
                alarms::halls,
                alarms.writer(),
                alarms.reader(),
                alarms::now,
                new Random(1),
                answerWithin,
                takenWithin);
    }

    private Messages messages(@Nullable String quiet) throws Exception {
        MailConfig config = config("localhost", MailTls.IMPLICIT, "right");
        return new Messages("g7d2", new AlarmsConfig(null, config, quiet, List.of("disk")), alarms::halls);
    }

    private int waiting() {
        return alarms.waiting("mail");
    }

    private List<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void alarmsOfAMinute_comeOnceInOneMail_toEachReceiver_inBothLanguages() throws Exception {
        alarms.open(AlarmKind.INPUT, "n-03/panel", "port gone");
        alarms.queue(messages(null));
        assertThat(mail.turn()).isEqualTo(LOOK);
        alarms.advance(Duration.ofSeconds(40));
        alarms.open(AlarmKind.TERMINAL_AWAY, "n-04", "");
        alarms.queue(messages(null));
        mail.turn();
        assertThat(server.received(DUTY)).as("it waits for others").isEmpty();

        alarms.advance(Duration.ofSeconds(20));
        assertThat(mail.turn()).isEqualTo(LOOK);
        mail.turn();
        mail(config("localhost", MailTls.IMPLICIT, "right")).turn(); // of a program that was started again

        assertThat(waiting()).isZero();
        assertThat(server.received(CHIEF)).hasSize(1);
        MimeMessage message = server.received(DUTY).get(0);
        assertThat(server.received(DUTY)).hasSize(1);
        assertThat(message.getSubject()).isEqualTo("报警 2 条：north n-04：终端失联 / 2 alarms: north n-04: Terminal is away");
        assertThat(message.getFrom()[0]).hasToString("hallpulse@hall.test");
        assertThat(message.getRecipients(Message.RecipientType.TO))
                .extracting(Object::toString)
                .contains(DUTY);
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(message.getContentType()).startsWith("text/plain").containsIgnoringCase("utf-8");
        assertThat(TlsMailServer.text(message).strip()).isEqualTo("""
                        新报警

                        * north n-04：终端失联
                          自 2026-11-22 23:00 起
                          查看终端的电源和网线；恢复连接后自行关闭。

                        * north n-03/panel：输入设备故障（port gone）
                          自 2026-11-22 23:00 起
                          查看测评器的线和接口；插好后自行关闭。

                        网关 g7d2，控制台页面 /console/alarms

                        ----

                        Opened

                        * north n-04: Terminal is away
                          since 2026-11-22 23:00
                          Look at the terminal's power and network cable; it closes once the terminal is heard again.

                        * north n-03/panel: Input device fault (port gone)
                          since 2026-11-22 23:00
                          Look at the meter's cable and port; it closes once they work again.

                        Gateway g7d2, page of the console: /console/alarms""");
    }

    @Test
    void urgentKind_isMailedAtOnce_withAllThatWaits() throws Exception {
        alarms.open(AlarmKind.INPUT, "n-03/panel", "");
        alarms.open(AlarmKind.DISK, "n-04", "");
        alarms.queue(messages(null));

        mail.turn();
        assertThat(server.received(DUTY)).hasSize(1);
        assertThat(server.received(DUTY).get(0).getSubject()).startsWith("报警 2 条：north n-04：磁盘空间不足 / ");
        assertThat(waiting()).isZero();
    }

    @Test
    void closing_isMailedOnce_andNothingOfAMutedOne() throws Exception {
        alarms.open(AlarmKind.INPUT, "n-01", "");
        alarms.open(AlarmKind.INPUT, "n-02", "");
        alarms.mute(2, StoredAlarms.NIGHT.plus(Duration.ofDays(1)));
        alarms.queue(messages(null));
        alarms.advance(Mail.BUNDLE);
        mail.turn();
        alarms.close(1);
        alarms.close(2);
        alarms.advance(Alarm.HOLD);
        alarms.queue(messages(null));
        alarms.advance(Mail.BUNDLE);
        mail.turn();

        assertThat(server.received(DUTY))
                .extracting(MimeMessage::getSubject)
                .containsExactly(
                        "报警 1 条：north n-01：输入设备故障 / 1 alarm: north n-01: Input device fault",
                        "关闭 1 条：north n-01：输入设备故障 / 1 closed: north n-01: Input device fault");
        assertThat(TlsMailServer.text(server.received(DUTY).get(1)))
                .contains("自 2026-11-22 23:00 起，2026-11-22 23:01 关闭", "since 2026-11-22 23:00, closed 2026-11-22 23:01")
                .doesNotContain("n-02");
    }

    @Test
    void quietHours_holdBackAllButUrgentKinds_untilTheyAreOver() throws Exception {
        alarms.open(AlarmKind.INPUT, "n-01", "");
        alarms.open(AlarmKind.DISK, "n-02", "");
        alarms.queue(messages("22:00-07:00"));
        alarms.advance(Mail.BUNDLE);
        mail.turn();
        assertThat(server.received(DUTY)).hasSize(1);
        assertThat(TlsMailServer.text(server.received(DUTY).get(0)))
                .contains("n-02")
                .doesNotContain("n-01");

        alarms.setClock(StoredAlarms.NIGHT.plus(Duration.ofHours(8)));
        alarms.queue(messages("22:00-07:00"));
        alarms.advance(Mail.BUNDLE);
        mail.turn();
        assertThat(server.received(DUTY)).hasSize(2);
        assertThat(TlsMailServer.text(server.received(DUTY).get(1)))
                .contains("n-01")
                .doesNotContain("n-02");
    }

    @Test
    void server_thatIsAway_getsItAgainLaterAndLater_untilItIsThere() throws Exception {
        alarms.open(AlarmKind.DISK, "n-01", "");
        alarms.queue(messages(null));
        network.cut();
        assertThat(mail.turn()).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(mail.turn()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        alarms.open(AlarmKind.DISK, "n-02", "");
        alarms.queue(messages(null));
        assertThat(waiting()).isEqualTo(2);

        network.heal();
        assertThat(mail.turn()).isEqualTo(LOOK);
        assertThat(waiting()).isZero();
        assertThat(server.received(DUTY)).hasSize(1);
        assertThat(TlsMailServer.text(server.received(DUTY).get(0))).contains("n-01", "n-02");
        assertThat(lines()).hasSize(1);
        assertThat(lines().get(0)).startsWith("alarms.mail: ").endsWith("; it is tried again");
    }

    @Test
    void server_thatSaysNothing_isLeftAfterItsTime() throws Exception {
        alarms.open(AlarmKind.DISK, "n-01", "");
        alarms.queue(messages(null));
        network.swallow(TcpProxy.Swallow.BOTH);
        mail(config("localhost", MailTls.IMPLICIT, "right"), Duration.ofSeconds(1), PATIENCE)
                .turn();
        assertThat(lines()).containsExactly("alarms.mail: no answer within 1 s; it is tried again");

        network.heal();
        mail.turn();
        assertThat(server.received(DUTY)).hasSize(1);
    }

    @Test
    void server_thatIsSlowWithEachAnswer_isNotWaitedForLong_andGetsNoOtherMailMeanwhile() throws Exception {
        alarms.open(AlarmKind.DISK, "n-01", "");
        alarms.queue(messages(null));
        Mail hasty = mail(config("localhost", MailTls.IMPLICIT, "right"), PATIENCE, Duration.ofSeconds(1));
        network.delay(TcpProxy.Swallow.TO_CLIENT, 400);
        hasty.turn();
        assertThat(lines()).containsExactly("alarms.mail: the mail was not taken within 1 s; it is tried again");
        hasty.turn();
        assertThat(network.accepted()).isEqualTo(1);

        network.heal();
        await().atMost(PATIENCE).until(() -> hasty.turn().equals(LOOK));
        assertThat(server.received(DUTY)).hasSize(1);
        assertThat(waiting()).isZero();
    }

    @Test
    void refusedPassword_isOneClearLine_howeverOften() throws Exception {
        Mail wrong = mail(config("localhost", MailTls.IMPLICIT, "wrong"));
        alarms.open(AlarmKind.DISK, "n-01", "");
        alarms.queue(messages(null));
        wrong.turn();
        wrong.turn();
        wrong.turn();

        assertThat(lines()).hasSize(1);
        assertThat(lines().get(0))
                .startsWith("alarms.mail: user or password is refused: 535")
                .doesNotContain("wrong");
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void whatNobodyTook_isGivenUpAfterThreeDays_withOneLine_andTheRestStays() throws Exception {
        Mail wrong = mail(config("localhost", MailTls.IMPLICIT, "wrong"));
        alarms.open(AlarmKind.DISK, "n-01", "");
        alarms.open(AlarmKind.DISK, "n-02", "");
        alarms.queue(messages(null));
        wrong.turn();
        alarms.advance(Duration.ofDays(3));
        alarms.open(AlarmKind.DISK, "n-03", "");
        alarms.queue(messages(null));
        wrong.turn();
        wrong.turn();

        assertThat(lines()).filteredOn(line -> line.contains("given up")).hasSize(1);
        assertThat(lines().get(1)).startsWith("alarms.mail: 2 messages from g7d2-1-opened on were never taken");
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void server_whoseCertificateNamesAnother_getsNothing() throws Exception {
        alarms.open(AlarmKind.DISK, "n-01", "");
        alarms.queue(messages(null));
        mail(config("127.0.0.1", MailTls.IMPLICIT, "right")).turn();

        assertThat(lines()).hasSize(1);
        assertThat(server.received(DUTY)).isEmpty();
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void server_ofACaThatIsNotTrusted_getsNothing() throws Exception {
        MailConfig with = config("localhost", MailTls.IMPLICIT, "right");
        alarms.open(AlarmKind.DISK, "n-01", "");
        alarms.queue(messages(null));
        mail(new MailConfig(with.server(), with.tls(), null, with.user(), with.passwordFile(), with.from(), with.to()))
                .turn();

        assertThat(lines()).hasSize(1);
        assertThat(lines().get(0)).contains("certification path");
        assertThat(server.received(DUTY)).isEmpty();
    }

    @Test
    void startTls_encryptsBeforeUserPasswordAndMail() throws Exception {
        alarms.open(AlarmKind.DISK, "n-01", "");
        alarms.queue(messages(null));
        try (StartTlsServer other = new StartTlsServer(identity.file(), TlsMailServer.Identity.FILE_PASSWORD)) {
            MailConfig with = config("localhost", MailTls.STARTTLS, "right");
            HostPort at = new HostPort("localhost", other.port());
            assertThat(mail(new MailConfig(
                                    at,
                                    with.tls(),
                                    with.caFile(),
                                    with.user(),
                                    with.passwordFile(),
                                    with.from(),
                                    with.to()))
                            .turn())
                    .isEqualTo(LOOK);

            assertThat(lines()).isEmpty();
            assertThat(other.heardPlain()).hasSize(2);
            assertThat(other.heardPlain().get(0)).startsWith("EHLO ");
            assertThat(other.heardPlain().get(1)).isEqualTo("STARTTLS");
            assertThat(other.heardEncrypted())
                    .contains("RCPT TO:<" + DUTY + ">", "RCPT TO:<" + CHIEF + ">", "DATA")
                    .anyMatch(line -> line.startsWith("AUTH "));
        }

        queueAnother();
        try (StartTlsServer other = new StartTlsServer(identity.file(), TlsMailServer.Identity.FILE_PASSWORD)) {
            HostPort at = new HostPort("127.0.0.1", other.port()); // which the certificate does not name
            mail(new MailConfig(
                            at,
                            MailTls.STARTTLS,
                            identity.site().authorityPem(),
                            null,
                            null,
                            "a@hall.test",
                            List.of(DUTY)))
                    .turn();
            assertThat(lines()).hasSize(1);
            assertThat(other.heardEncrypted()).isEmpty();
        }
    }

    private void queueAnother() throws Exception {
        alarms.open(AlarmKind.DISK, "n-02", "");
        alarms.queue(messages(null));
    }

    @Test
    void serverWithoutStartTls_getsNothingInPlain_whereTlsIsWanted() throws Exception {
        GreenMail plain = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        plain.start();
        try (TcpProxy toPlain = new TcpProxy(plain.getSmtp().getPort())) {
            alarms.open(AlarmKind.DISK, "n-01", "");
            alarms.queue(messages(null));
            HostPort at = new HostPort("localhost", toPlain.port());
            mail(new MailConfig(at, MailTls.STARTTLS, null, null, null, "a@hall.test", List.of(DUTY)))
                    .turn();
            assertThat(lines()).hasSize(1);
            assertThat(lines().get(0)).contains("STARTTLS");
            assertThat(plain.getReceivedMessages()).isEmpty();

            mail(new MailConfig(at, null, null, null, null, "a@hall.test", List.of(DUTY)))
                    .turn();
            assertThat(plain.getReceivedMessages()).as("to this machine alone").hasSize(1);
        } finally {
            plain.stop();
        }
    }

    @Test
    void textOfATopic_becomesNoHeaderAndNoLineOfItsOwn() throws Exception {
        alarms.open(AlarmKind.DISK, "x\r\nBcc: spy@else.test", "gone\r\n\r\n* forged\u2028line");
        alarms.queue(messages(null));
        mail.turn();

        MimeMessage message = server.received(DUTY).get(0);
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(GreenMailUtil.getHeaders(message)).doesNotContain("\nBcc:");
        assertThat(TlsMailServer.text(message)).contains("（gone * forged line）").doesNotContain("\n* forged");
        assertThat(server.received()).hasSize(2);
    }
}
