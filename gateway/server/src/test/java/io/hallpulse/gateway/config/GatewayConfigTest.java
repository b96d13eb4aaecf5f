package io.hallpulse.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hallpulse.domain.directory.Hall;
import io.hallpulse.domain.directory.Window;
import io.hallpulse.runtime.config.ConfigError;
import io.hallpulse.runtime.config.ConfigFile;
import io.hallpulse.runtime.config.HostPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewayConfigTest {
    private static final String SAMPLE = """
            data: /var/lib/hallpulse-gateway
            gateway: g7d2
            broker: {embedded: {listen: "0.0.0.0:8883"}}
            database: {}
            terminals: registered
            http: {listen: "0.0.0.0:8443", tls: /etc/hallpulse/http.p12, operators: /etc/hallpulse/operators}
            halls:
              - id: north
                name: {zh: 北区政务大厅, en: North Hall}
                timeZone: Asia/Shanghai
                screen: {minimumRatings: 5, publishStep: 5, privacyDelay: 30s, staleAfter: 60s}
                neutral: []
                windows:
                  - {id: A03, name: {zh: 不动产登记, en: Property registration}, department: land, category: public-service}
            """;
    private static final String SMALLEST = """
            data: data
            terminals: open
            halls:
              - id: north
                name: {zh: 北, en: North}
                windows:
                  - {id: A03, name: {zh: 窗口, en: Window}}
            """;

    @Test
    void read_contractsSample_isAccepted() {
        GatewayConfig config = read(SAMPLE);

        assertThat(config.gateway()).isEqualTo("g7d2");
        Hall north = config.directory().hall("north");
        assertThat(north).isNotNull();
        assertThat(north.zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
        assertThat(north.windows().values()).extracting(Window::department).containsExactly("land");
    }

    @Test
    void read_smallest_hasSensibleDefaultsAndCanRun() {
        GatewayConfig config = read(SMALLEST);

        assertThat(config.halls().get(0).screen())
                .isEqualTo(new ScreenConfig(
                        5, 5, Duration.ofSeconds(30), Duration.ofSeconds(60), new Inches(75), new Metres(10)));
        assertThat(config.http().listen()).hasToString("127.0.0.1:8080");
        assertThatCode(() -> config.requireRunnable(file(SMALLEST))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "data: data                                  | data: ''                              | gateway.yaml:1",
                "terminals: open                             | terminals: some                       | registered, open",
                "terminals: open | broker: {embedded: {listen: '0.0.0.0:1883'}}\\nterminals: open     | loopback",
                "terminals: open | broker: {embedded: {listen: '0.0.0.0:1883', tls: none}}\\nterminals: open | plain MQTT on 0.0.0.0:1883",
                "terminals: open | broker: {embedded: {tls: a.pem}}\\nterminals: open | terminals trust the site CA alone",
                "terminals: open | broker: {embedded: {tls: site}}\\nterminals: open | open goes with a plain broker",
                "terminals: open | http: {listen: '0.0.0.0:80', tls: none}\\nterminals: open         | plain HTTP on 0.0.0.0:80",
                "terminals: open | broker: {url: 'ssl://a:1', embedded: {}}\\nterminals: open         | either 'embedded' or 'url'",
                "terminals: open | broker: {embedded: {}, insecure: true}\\nterminals: open           | beside 'listen'",
                "terminals: open | broker: {embedded: {}, identity: g.p12}\\nterminals: open          | goes with 'url'",
                "terminals: open | broker: {url: 'mqtt://a:1'}\\nterminals: open                      | ssl://host:port or tcp",
                "terminals: open | broker: {url: 'ssl://a'}\\nterminals: open                         | write host:port",
                "terminals: open | broker: {url: 'tcp://127.0.0.1:0'}\\nterminals: open               | names port 0",
                "terminals: open | broker: {url: 'tcp://10.0.0.256:1'}\\nterminals: open                | no IPv4 address",
                "terminals: open | broker: {url: 'ssl://北区:1'}\\nterminals: open                      | no host name",
                "terminals: open | broker: {url: 'ssl://a_b:1', identity: i}\\nterminals: open           | no certificate can name it",
                "terminals: open | broker: {url: 'tcp://127.0.0.1:1', passwordFile: p}\\nterminals: open | goes with 'user'",
                "terminals: open | broker: {embedded: {}, user: me}\\nterminals: open                    | asks for neither",
                "terminals: open | http: {listen: '127.0.0.1:80800'}\\nterminals: open                  | a port up to 65535",
                "terminals: open | http: {listen: '127.0.0.256:80'}\\nterminals: open                   | no IPv4 address",
                "terminals: open | database: {url: 'jdbc:postgresql://10.0.0.256/h'}\\nterminals: open    | no IPv4 address",
                "terminals: open | database: {url: 'jdbc:postgresql://db:70000/h'}\\nterminals: open      | a port up to 65535",
                "terminals: open | database: {url: 'jdbc:postgresql://a,北区:5432/h'}\\nterminals: open    | no host name",
                "terminals: open | broker: {url: 'tcp://127.0.0.1:1', identity: g.p12}\\nterminals: open | goes with ssl",
                "terminals: open | broker: {url: 'tcp://192.0.2.1:1883'}\\nterminals: open            | neither encrypted",
                "terminals: open | database: {user: me}\\nterminals: open                             | go with 'url'",
                "id: north                                   | id: North                             | lower-case",
                "id: A03                                     | id: A 03                              | identifier",
                "windows:  | windows:\\n      - {id: A03, name: {zh: 窗口, en: Window}}                | stands twice",
                "windows:                                    | neutral: [2]\\n    windows:             | neutral may hold 3 alone",
                "windows:                                    | timeZone: Mars/Base\\n    windows:      | no time zone",
            })
    void read_impossible_saysWhereAndTheMend(String line, String replacement, String words) {
        String broken = SMALLEST.replaceFirst(line.strip(), replacement.strip().replace("\\n", "\n"));

        assertThat(broken).isNotEqualTo(SMALLEST);
        assertThatThrownBy(() -> read(broken))
                .isInstanceOf(ConfigError.class)
                .hasMessageStartingWith("gateway.yaml:")
                .hasMessageContaining(words.strip())
                .hasMessageNotContaining("\n");
    }

    @Test
    void read_hallTwice_isRefused() {
        String twice = SMALLEST + SMALLEST.substring(SMALLEST.indexOf("  - id: north"));

        assertThatThrownBy(() -> read(twice)).isInstanceOf(ConfigError.class).hasMessageContaining("stands twice");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "terminals: open\\nbroker: {url: 'ssl://mosquitto.hall:8883', identity: no.p12} | no.p12 does not exist",
                "terminals: open\\ndatabase: {url: 'jdbc:postgresql://db/h', user: h, passwordFile: no.pw} | no.pw does not exist",
                "terminals: open\\nhttp: {operators: no.operators}                  | no.operators does not exist",
            })
    void requireRunnable_notYetAvailable_isRefusedInOneLine(String lines, String words) {
        String text = SMALLEST.replace("terminals: open", lines.strip().replace("\\n", "\n"));
        GatewayConfig config = read(text);

        assertThatThrownBy(() -> config.requireRunnable(file(text)))
                .isInstanceOf(ConfigError.class)
                .hasMessageStartingWith("gateway.yaml:")
                .hasMessageContaining(words.strip())
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql:hall",
                "jdbc:postgresql:///hall",
                "jdbc:postgresql://hall_db/hall?ssl=true",
                "jdbc:postgresql://[fd00::10]/hall",
                "jdbc:postgresql://a,b:5433,[::1]:5434/hall"
            })
    void read_databaseUrl_thatTheDriverTakes_isTaken(String url) {
        assertThatCode(() -> new DatabaseConfig(url, null, null)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"broker: {url: 'tcp://127.0.0.1:1883'", "database: {url: 'jdbc:postgresql://db/h'"})
    void requireRunnable_passwordFile_readableByOthers_isRefusedWithTheMend(String part, @TempDir Path scratch)
            throws Exception {
        Path file = Files.writeString(scratch.resolve("pw"), "secret\n");
        String text = SMALLEST.replace(
                "terminals: open", "terminals: open\n" + part + ", user: hall, passwordFile: '" + file + "'}");
        GatewayConfig config = read(text);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> config.requireRunnable(file(text)))
                .isInstanceOf(ConfigError.class)
                .hasMessageStartingWith("gateway.yaml:")
                .hasMessageContaining("every user of this machine can read it; run chmod o-rwx " + file);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatCode(() -> config.requireRunnable(file(text))).doesNotThrowAnyException();
    }

    @Test
    void read_screenLeftOut_holdsRatingsBack() {
        assertThat(read(SMALLEST).halls().get(0).screen())
                .isEqualTo(new ScreenConfig(
                        5, 5, Duration.ofSeconds(30), Duration.ofSeconds(60), new Inches(75), new Metres(10)));
        String text = SMALLEST.replace("    windows:", "    screen: {privacyDelay: 2h}\n    windows:");
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ConfigError.class)
                .hasMessageContaining("privacyDelay is 0s to 1h");
        assertThatThrownBy(() -> read(text.replace("privacyDelay: 2h", "diagonal: 190cm")))
                .hasMessageContaining("diagonal: '190cm' is no length in this unit; write 75in");
        assertThatThrownBy(() -> read(text.replace("privacyDelay: 2h", "distance: 200m")))
                .hasMessageContaining("distance is 1m to 50m, not 200.0m");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "broker: {embedded: {listen: '0.0.0.0:8883'}}\\nhttp: {listen: '0.0.0.0:8443'}",
                "broker: {embedded: {tls: site}}\\nhttp: {tls: site}",
                "http: {tls: /etc/hallpulse/hall.pem}",
                "broker: {url: 'ssl://mosquitto.hall:8883'}",
                ""
            })
    void requireRunnable_registered_overTls_orPlainOnLoopback_isTaken(String lines) {
        String text = SMALLEST.replace("terminals: open", "terminals: registered\n" + lines.replace("\\n", "\n"));

        assertThatCode(() -> read(text).requireRunnable(file(text))).doesNotThrowAnyException();
    }

    @Test
    void read_tlsLeftOut_isOfTheSiteBeyondThisMachine_andPlainOnIt() {
        GatewayConfig config = read(SAMPLE.replace(", tls: /etc/hallpulse/http.p12", ""));

        assertThat(config.http().tlsInForce()).isEqualTo(TlsChoice.SITE);
        EmbeddedConfig embedded = config.broker().embedded();
        assertThat(embedded).isNotNull().extracting(EmbeddedConfig::isPlain).isEqualTo(false);
        assertThat(read(SMALLEST).http().tlsInForce()).isEqualTo(TlsChoice.NONE);
    }

    @Test
    void read_insecurePlainAnywhere_isAccepted() {
        String text = SMALLEST + "broker: {embedded: {listen: '0.0.0.0:1883', insecure: true}}\n"
                + "http: {listen: '0.0.0.0:8080', insecure: true}\n";

        assertThatCode(() -> read(text).requireRunnable(file(text))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{url: 'tcp://127.0.0.1:1883'}",
                "{url: 'tcp://[::1]:1883'}",
                "{url: 'tcp://192.0.2.1:1', insecure: true}"
            })
    void read_externalBroker_isAcceptedWithOpenTerminals(String broker) {
        String text = SMALLEST + "broker: " + broker + "\n";

        assertThatCode(() -> read(text).requireRunnable(file(text))).doesNotThrowAnyException();
    }

    @Test
    void read_upstream_isTheContracts() {
        GatewayConfig config =
                read(SMALLEST + "upstream: {profile: zhejiang, url: \"https://pj.example/r\", area: \"330200\"}\n");

        assertThat(config.upstream()).isEqualTo(new UpstreamConfig("zhejiang", "https://pj.example/r", "330200"));
        assertThat(read(SMALLEST).upstream()).isNull();
        assertThatCode(() -> new UpstreamConfig("shandong", "http://127.0.0.1:8099/r", "370100"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zj | https://a/r | 330200 | gateway.yaml:8: upstream: profile 'zj' is unknown; known here: shandong, zhejiang",
                "zhejiang | http://10.0.0.7/r | 330200 | gateway.yaml:8: upstream: url 'http://10.0.0.7/r' is neither encrypted nor on this machine; write https://",
                "zhejiang | ftp://a/r | 330200 | gateway.yaml:8: upstream: url 'ftp://a/r' is no address; write https://host/path",
                "zhejiang | https://me:secret@a/r | 330200 | gateway.yaml:8: upstream: url has a user or a fragment; write https://host/path alone",
                "zhejiang | https://a/r | 宁波 | gateway.yaml:8: upstream: area '宁波' is no administrative division; write its 6 to 12 digits, such as \"330200\""
            })
    void read_upstreamThatCannotBe_namesLineKeyAndMend(String profile, String url, String area, String line) {
        assertThatThrownBy(() -> read(SMALLEST
                        + "upstream: {profile: %s, url: \"%s\", area: \"%s\"}\n".formatted(profile, url, area)))
                .isInstanceOf(ConfigError.class)
                .hasMessage(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{quiet: 22-7} | gateway.yaml:8: alarms: quiet '22-7' are no hours; write such as 22:00-07:00",
                "{quiet: \"22:00-27:00\"} | gateway.yaml:8: alarms: quiet '22:00-27:00' is no time of day; write such as 22:00-07:00",
                "{urgent: [fire]} | gateway.yaml:8: alarms: 'fire' is no kind of alarm",
                "{mail: {server: \"10.0.0.7:25\", tls: none, from: a@b, to: [a@b]}} | gateway.yaml:8: alarms.mail: plain mail to 10.0.0.7:25; write tls: starttls or tls: implicit",
                "{mail: {server: \"a:0\", from: a@b, to: [a@b]}} | gateway.yaml:8: alarms.mail: server 'a:0' names port 0; write the port that it listens on",
                "{mail: {server: \"a:465\", user: me, from: a@b, to: [a@b]}} | gateway.yaml:8: alarms.mail: 'user' and 'passwordFile' go together; write both or neither",
                "{mail: {server: \"a:465\", from: a@b, to: []}} | gateway.yaml:8: alarms.mail: to has no address; write whom alarms are mailed to",
                "{mail: {server: \"a:465\", from: \"Me <a@b>\", to: [a@b]}} | gateway.yaml:8: alarms.mail: from 'Me <a@b>' is no mail address; write such as duty@example.gov.cn",
                "{mail: {server: \"a:465\", from: a@b, to: [\"a@b,c@d\"]}} | gateway.yaml:8: alarms.mail: to 'a@b,c@d' is no mail address; write such as duty@example.gov.cn",
            })
    void read_alarmsThatCannotBe_namesLineKeyAndMend(String alarms, String line) {
        assertThatThrownBy(() -> read(SMALLEST + "alarms: " + alarms + "\n"))
                .isInstanceOf(ConfigError.class)
                .hasMessage(line);
    }

    @ParameterizedTest
    @CsvSource({
        "mail.example.cn:465, IMPLICIT",
        "mail.example.cn:587, STARTTLS",
        "mail.example.cn:25, STARTTLS",
        "127.0.0.1:25, NONE",
        "127.0.0.1:465, IMPLICIT"
    })
    void mail_tlsLeftOut_isByPortAndPlace(String server, MailTls inForce) {
        MailConfig mail = new MailConfig(HostPort.parse(server), null, null, null, null, "a@b.cn", List.of("c@d.cn"));

        assertThat(mail.tlsInForce()).isEqualTo(inForce);
    }

    @Test
    void requireRunnable_mailFilesThatCannotBeRead_areRefusedInOneLine(@TempDir Path scratch) throws Exception {
        Path password = Files.writeString(scratch.resolve("pw"), "secret\n");
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r-----"));
        Path ca = Files.writeString(scratch.resolve("ca.pem"), "no certificate\n");
        String mail =
                SMALLEST + "alarms: {mail: {server: 'a:465', from: a@b, to: [a@b], user: me, passwordFile: '%s'%s}}\n";

        String without = mail.formatted(scratch.resolve("none"), "");
        assertThatThrownBy(() -> read(without).requireRunnable(file(without)))
                .isInstanceOf(ConfigError.class)
                .hasMessageContainingAll("alarms.mail.passwordFile", "does not exist")
                .hasMessageNotContaining("\n");
        String unread = mail.formatted(password, ", caFile: '" + ca + "'");
        assertThatThrownBy(() -> read(unread).requireRunnable(file(unread)))
                .isInstanceOf(ConfigError.class)
                .hasMessageContainingAll("alarms.mail.caFile", "give a PEM file of the CA")
                .hasMessageNotContaining("\n");
        String right = mail.formatted(password, "");
        assertThatCode(() -> read(right).requireRunnable(file(right))).doesNotThrowAnyException();
    }

    private static GatewayConfig read(String text) {
        return GatewayConfig.read(file(text));
    }

    private static ConfigFile file(String text) {
        return new ConfigFile("gateway.yaml", text);
    }

    @Test
    void read_anAnchorInAName_isRefusedAtItsLine_andTheRestIsTextAsWritten() throws Exception {
        String file = Files.readString(Path.of("src/test/resources/io/hallpulse/gateway/config/gateway_octal.yaml"));

        assertThatThrownBy(() -> GatewayConfig.read(new ConfigFile("g.yaml", file)))
                .hasMessageStartingWith("g.yaml:14: the anchor '&n'");

        String without = file.lines().filter(line -> !line.contains("&n")).collect(Collectors.joining("\n"));
        assertThat(GatewayConfig.read(new ConfigFile("g.yaml", without))
                        .halls()
                        .get(0)
                        .windows())
                .extracting(WindowConfig::id)
                .containsExactly("007", "008", "009", "010");
    }
}
