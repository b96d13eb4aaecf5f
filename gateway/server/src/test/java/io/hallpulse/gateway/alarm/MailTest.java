package io.hallpulse.gateway.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.DummySSLServerSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.hallpulse.domain.alarm.Alarm;
import io.hallpulse.domain.alarm.AlarmKind;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.gateway.TestHalls;
import io.hallpulse.gateway.config.AlarmsConfig;
import io.hallpulse.gateway.config.MailConfig;
import io.hallpulse.gateway.config.MailTls;
import io.hallpulse.gateway.store.Store;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.runtime.config.HostPort;
import io.hallpulse.testkit.Program;
import io.hallpulse.testkit.SiteCertificates;
import io.hallpulse.testkit.TcpProxy;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
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
    /** Eleven at night in the hall. */
    private static final Instant NIGHT = Instant.parse("2026-11-22T15:00:00Z");

    @TempDir
    static Path certificates;

    private static SiteCertificates site;

    @TempDir
    Path data;

    private final AtomicReference<Instant> now = new AtomicReference<>(NIGHT);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private GreenMail server;
    private TcpProxy network;
    private Store store;
    private StoreWriter writer;
    private Mail mail;

    @BeforeAll
    static void certify() {
        site = SiteCertificates.make(certificates, "dns:localhost");
        Path own = certificates.resolve("mail.p12");
        Program.run(
                certificates.resolve("openssl.log"),
                List.of(
                        "openssl",
                        "pkcs12",
                        "-export",
                        "-in",
                        site.certificatePem().toString(),
                        "-inkey",
                        site.keyPem().toString(),
                        "-out",
                        own.toString(),
                        "-passout",
                        "pass:changeit"));
        System.setProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_FILE_PROPERTY, own.toString());
        System.setProperty(DummySSLServerSocketFactory.GREENMAIL_KEYSTORE_PASSWORD_PROPERTY, "changeit");
        System.setProperty(DummySSLServerSocketFactory.GREENMAIL_KEY_PASSWORD_PROPERTY, "changeit");
    }

    @BeforeEach
    void start() throws Exception {
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
        server.setUser("hallpulse@hall.test", "hallpulse", "right");
        server.start();
        network = new TcpProxy(server.getSmtps().getPort());
        store = TestDatabase.embedded(data).open();
        writer = store.writer();
        mail = mail(config("localhost", MailTls.IMPLICIT, "right"));
        log.start();
        ((Logger) LoggerFactory.getLogger(MessageSender.class)).addAppender(log);
    }

    @AfterEach
    void stop() throws Exception {
        ((Logger) LoggerFactory.getLogger(MessageSender.class)).detachAppender(log);
        network.close();
        server.stop();
        writer.close();
        store.close();
    }

    private MailConfig config(String host, MailTls tls, String password) throws Exception {
        Path file = Files.writeString(data.resolve("password-" + password), password + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return new MailConfig(
                new HostPort(host, network.port()),
                tls,
                site.authorityPem(),
                "hallpulse",
                file,
                "hallpulse@hall.test",
                List.of(DUTY, CHIEF));
    }

    private Mail mail(MailConfig config) throws Exception {
        return mail(config, PATIENCE, PATIENCE);
    }

    private Mail mail(MailConfig config, Duration answerWithin, Duration takenWithin) throws Exception {
        return new Mail(
                config,
                List.of(AlarmKind.DISK),
                this::halls,
                writer,
                store.reader().alarms(),
                this::now,
                new Random(1),
                answerWithin,
                takenWithin);
    }

    private Halls halls() {
        return TestHalls.north(data, "A03").directory();
    }

    private Instant now() {
        return Objects.requireNonNull(now.get());
    }

    private void advance(Duration by) {
        now.set(now().plus(by));
    }

    private Messages messages(@Nullable String quiet) throws Exception {
        MailConfig config = config("localhost", MailTls.IMPLICIT, "right");
        return new Messages("g7d2", new AlarmsConfig(null, config, quiet, List.of("disk")), this::halls);
    }

    private void opened(AlarmKind kind, String subject, String detail) throws Exception {
        writer.transaction(tables -> {
            tables.alarms()
                    .insert(new Alarm(
                            0,
                            kind,
                            "north",
                            subject,
                            detail,
                            0,
                            0,
                            now().toEpochMilli(),
                            null,
                            1,
                            Alarm.Told.NOTHING,
                            null,
                            null,
                            null));
            return true;
        });
    }

    private void queue(Messages messages) throws Exception {
        List<Alarm> due = messages.due(store.reader().alarms().newest(), now());
        writer.transaction(tables -> messages.send(tables, due, now()));
    }

    private void close(long id) throws Exception {
        try (var tables = TestDatabase.embedded(data).tables()) {
            tables.execute("update alarm set closed_millis = " + now().toEpochMilli() + " where id = " + id);
        }
    }

    private int waiting() {
        return store.reader().alarms().waiting("mail", 100).size();
    }

    private List<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    /** What one of the receivers got. */
    private List<MimeMessage> received(String address) throws Exception {
        GreenMailUser user = server.getUserManager().getUserByEmail(address);
        return user == null
                ? List.of()
                : server.getManagers().getImapHostManager().getInbox(user).getMessages().stream()
                        .map(StoredMessage::getMimeMessage)
                        .toList();
    }

    private static String text(MimeMessage message) throws Exception {
        return ((String) message.getContent()).replace("\r\n", "\n");
    }

    @Test
    void alarmsOfAMinute_comeOnceInOneMail_toEachReceiver_inBothLanguages() throws Exception {
        opened(AlarmKind.INPUT, "n-03/panel", "port gone");
        queue(messages(null));
        assertThat(mail.turn()).isEqualTo(LOOK);
        advance(Duration.ofSeconds(40));
        opened(AlarmKind.TERMINAL_AWAY, "n-04", "");
        queue(messages(null));
        mail.turn();
        assertThat(received(DUTY)).as("it waits for others").isEmpty();

        advance(Duration.ofSeconds(20));
        assertThat(mail.turn()).isEqualTo(LOOK);
        mail.turn();
        mail(config("localhost", MailTls.IMPLICIT, "right")).turn(); // of a program that was started again

        assertThat(waiting()).isZero();
        assertThat(received(CHIEF)).hasSize(1);
        MimeMessage message = received(DUTY).get(0);
        assertThat(received(DUTY)).hasSize(1);
        assertThat(message.getSubject()).isEqualTo("报警 2 条：north n-04：终端失联 / 2 alarms: north n-04: Terminal is away");
        assertThat(message.getFrom()[0]).hasToString("hallpulse@hall.test");
        assertThat(message.getRecipients(Message.RecipientType.TO))
                .extracting(Object::toString)
                .contains(DUTY);
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(message.getContentType()).startsWith("text/plain").containsIgnoringCase("utf-8");
        assertThat(text(message).strip()).isEqualTo("""
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
        opened(AlarmKind.INPUT, "n-03/panel", "");
        opened(AlarmKind.DISK, "n-04", "");
        queue(messages(null));

        mail.turn();
        assertThat(received(DUTY)).hasSize(1);
        assertThat(received(DUTY).get(0).getSubject()).startsWith("报警 2 条：north n-04：磁盘空间不足 / ");
        assertThat(waiting()).isZero();
    }

    @Test
    void closing_isMailedOnce_andNothingOfAMutedOne() throws Exception {
        opened(AlarmKind.INPUT, "n-01", "");
        opened(AlarmKind.INPUT, "n-02", "");
        writer.transaction(tables -> {
            tables.alarms().mute(2, NIGHT.plus(Duration.ofDays(1)).toEpochMilli());
            return true;
        });
        queue(messages(null));
        advance(Mail.BUNDLE);
        mail.turn();
        close(1);
        close(2);
        advance(Alarm.HOLD);
        queue(messages(null));
        advance(Mail.BUNDLE);
        mail.turn();

        assertThat(received(DUTY))
                .extracting(MimeMessage::getSubject)
                .containsExactly(
                        "报警 1 条：north n-01：输入设备故障 / 1 alarm: north n-01: Input device fault",
                        "关闭 1 条：north n-01：输入设备故障 / 1 closed: north n-01: Input device fault");
        assertThat(text(received(DUTY).get(1)))
                .contains("自 2026-11-22 23:00 起，2026-11-22 23:01 关闭", "since 2026-11-22 23:00, closed 2026-11-22 23:01")
                .doesNotContain("n-02");
    }

    @Test
    void quietHours_holdBackAllButUrgentKinds_untilTheyAreOver() throws Exception {
        opened(AlarmKind.INPUT, "n-01", "");
        opened(AlarmKind.DISK, "n-02", "");
        queue(messages("22:00-07:00"));
        advance(Mail.BUNDLE);
        mail.turn();
        assertThat(received(DUTY)).hasSize(1);
        assertThat(text(received(DUTY).get(0))).contains("n-02").doesNotContain("n-01");

        now.set(NIGHT.plus(Duration.ofHours(8)));
        queue(messages("22:00-07:00"));
        advance(Mail.BUNDLE);
        mail.turn();
        assertThat(received(DUTY)).hasSize(2);
        assertThat(text(received(DUTY).get(1))).contains("n-01").doesNotContain("n-02");
    }

    @Test
    void server_thatIsAway_getsItAgainLaterAndLater_untilItIsThere() throws Exception {
        opened(AlarmKind.DISK, "n-01", "");
        queue(messages(null));
        network.cut();
        assertThat(mail.turn()).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(mail.turn()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        opened(AlarmKind.DISK, "n-02", "");
        queue(messages(null));
        assertThat(waiting()).isEqualTo(2);

        network.heal();
        assertThat(mail.turn()).isEqualTo(LOOK);
        assertThat(waiting()).isZero();
        assertThat(received(DUTY)).hasSize(1);
        assertThat(text(received(DUTY).get(0))).contains("n-01", "n-02");
        assertThat(lines()).hasSize(1);
        assertThat(lines().get(0)).startsWith("alarms.mail: ").endsWith("; it is tried again");
    }

    @Test
    void server_thatSaysNothing_isLeftAfterItsTime() throws Exception {
        opened(AlarmKind.DISK, "n-01", "");
        queue(messages(null));
        network.swallow(TcpProxy.Swallow.BOTH);
        mail(config("localhost", MailTls.IMPLICIT, "right"), Duration.ofSeconds(1), PATIENCE)
                .turn();
        assertThat(lines()).containsExactly("alarms.mail: no answer within 1 s; it is tried again");

        network.heal();
        mail.turn();
        assertThat(received(DUTY)).hasSize(1);
    }

    @Test
    void server_thatIsSlowWithEachAnswer_isNotWaitedForLong_andGetsNoOtherMailMeanwhile() throws Exception {
        opened(AlarmKind.DISK, "n-01", "");
        queue(messages(null));
        Mail hasty = mail(config("localhost", MailTls.IMPLICIT, "right"), PATIENCE, Duration.ofSeconds(1));
        network.delay(TcpProxy.Swallow.TO_CLIENT, 400);
        hasty.turn();
        assertThat(lines()).containsExactly("alarms.mail: the mail was not taken within 1 s; it is tried again");
        hasty.turn();
        assertThat(network.accepted()).isEqualTo(1);

        network.heal();
        await().atMost(PATIENCE).until(() -> hasty.turn().equals(LOOK));
        assertThat(received(DUTY)).hasSize(1);
        assertThat(waiting()).isZero();
    }

    @Test
    void refusedPassword_isOneClearLine_howeverOften() throws Exception {
        Mail wrong = mail(config("localhost", MailTls.IMPLICIT, "wrong"));
        opened(AlarmKind.DISK, "n-01", "");
        queue(messages(null));
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
        opened(AlarmKind.DISK, "n-01", "");
        opened(AlarmKind.DISK, "n-02", "");
        queue(messages(null));
        wrong.turn();
        advance(Duration.ofDays(3));
        opened(AlarmKind.DISK, "n-03", "");
        queue(messages(null));
        wrong.turn();
        wrong.turn();

        assertThat(lines()).filteredOn(line -> line.contains("given up")).hasSize(1);
        assertThat(lines().get(1)).startsWith("alarms.mail: 2 messages from g7d2-1-opened on were never taken");
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void server_whoseCertificateNamesAnother_getsNothing() throws Exception {
        opened(AlarmKind.DISK, "n-01", "");
        queue(messages(null));
        mail(config("127.0.0.1", MailTls.IMPLICIT, "right")).turn();

        assertThat(lines()).hasSize(1);
        assertThat(received(DUTY)).isEmpty();
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void server_ofACaThatIsNotTrusted_getsNothing() throws Exception {
        MailConfig with = config("localhost", MailTls.IMPLICIT, "right");
        opened(AlarmKind.DISK, "n-01", "");
        queue(messages(null));
        mail(new MailConfig(with.server(), with.tls(), null, with.user(), with.passwordFile(), with.from(), with.to()))
                .turn();

        assertThat(lines()).hasSize(1);
        assertThat(lines().get(0)).contains("certification path");
        assertThat(received(DUTY)).isEmpty();
    }

    @Test
    void startTls_encryptsBeforeUserPasswordAndMail() throws Exception {
        opened(AlarmKind.DISK, "n-01", "");
        queue(messages(null));
        try (StartTlsServer other = new StartTlsServer(certificates.resolve("mail.p12"), "changeit")) {
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
        try (StartTlsServer other = new StartTlsServer(certificates.resolve("mail.p12"), "changeit")) {
            HostPort at = new HostPort("127.0.0.1", other.port()); // which the certificate does not name
            mail(new MailConfig(at, MailTls.STARTTLS, site.authorityPem(), null, null, "a@hall.test", List.of(DUTY)))
                    .turn();
            assertThat(lines()).hasSize(1);
            assertThat(other.heardEncrypted()).isEmpty();
        }
    }

    private void queueAnother() throws Exception {
        opened(AlarmKind.DISK, "n-02", "");
        queue(messages(null));
    }

    @Test
    void serverWithoutStartTls_getsNothingInPlain_whereTlsIsWanted() throws Exception {
        GreenMail plain = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        plain.start();
        try (TcpProxy toPlain = new TcpProxy(plain.getSmtp().getPort())) {
            opened(AlarmKind.DISK, "n-01", "");
            queue(messages(null));
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
        opened(AlarmKind.DISK, "x\r\nBcc: spy@else.test", "gone\r\n\r\n* forged\u2028line");
        queue(messages(null));
        mail.turn();

        MimeMessage message = received(DUTY).get(0);
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(GreenMailUtil.getHeaders(message)).doesNotContain("\nBcc:");
        assertThat(text(message)).contains("（gone * forged line）").doesNotContain("\n* forged");
        assertThat(server.getReceivedMessages()).hasSize(2);
    }
}
