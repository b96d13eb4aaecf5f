package io.hallpulse.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hallpulse.contract.TerminalId;
import io.hallpulse.domain.record.Actor;
import io.hallpulse.gateway.http.Limits;
import io.hallpulse.gateway.store.AuditReader;
import io.hallpulse.gateway.testkit.OpenApi;
import io.hallpulse.gateway.testkit.OpenSsl;
import io.hallpulse.gateway.testkit.ServedHall;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Enrolment over secure transport, with curl and openssl in the place of the agent. */
@NullMarked
class EnrolmentRoutesTest {
    private static final Actor CHEN = new Actor("chen", "technician");
    private static final TerminalId N3 = new TerminalId("north", "n-03");
    private static final String EST = "/.well-known/est/";

    @TempDir
    private Path data = Path.of("");

    private String curl(ServedHall hall, String path, String... more) throws Exception {
        List<String> line = new ArrayList<>(List.of("curl", "-sS", "--max-time", "30", "-w", "\n%{http_code}"));
        line.addAll(List.of(more));
        line.add("https://127.0.0.1:" + hall.server().enrolmentPort() + path);
        return OpenSsl.run(data, line.toArray(String[]::new));
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring(answer.lastIndexOf('\n') + 1));
    }

    /** The certificates of an answer, in one file of PEM. */
    private Path certificates(String answer, String name) throws Exception {
        assertThat(status(answer)).as(answer).isEqualTo(200);
        byte[] message = Base64.getMimeDecoder().decode(answer.substring(0, answer.lastIndexOf('\n')));
        Files.write(data.resolve(name + ".p7"), message);
        String pem = OpenSsl.run(data, "openssl", "pkcs7", "-inform", "DER", "-print_certs", "-in", name + ".p7");
        return Files.writeString(data.resolve(name + ".pem"), pem);
    }

    private void request(String name) throws Exception {
        Files.write(data.resolve(name + ".b64"), Base64.getMimeEncoder().encode(OpenSsl.request(data, name)));
    }

    private String enrol(ServedHall hall, String code, String name) throws Exception {
        return curl(
                hall,
                EST + "simpleenroll",
                "--cacert",
                "ca.pem",
                "-u",
                "anybody:" + code,
                "-H",
                "Content-Type: application/pkcs10",
                "--data-binary",
                "@" + name + ".b64",
                "-D",
                "headers.txt");
    }

    @Test
    void enrolment_fromCodeToRenewal_isSpokenByCurlAndOpenssl() throws Exception {
        try (ServedHall hall = ServedHall.startEnrolling(data, Limits.SMALL_BOX)) {
            certificates(curl(hall, EST + "cacerts", "-k"), "ca");
            String code =
                    hall.enrolments().invite(CHEN, N3, Duration.ofMinutes(15)).code();
            request("new");
            assertThat(status(enrol(hall, code, "new"))).isEqualTo(202);
            assertThat(Files.readString(data.resolve("headers.txt"), StandardCharsets.UTF_8))
                    .containsIgnoringCase("Retry-After: 5");
            hall.enrolments().accept(CHEN, hall.enrolments().pending().get(0).request(), N3, "W1", null);
            certificates(enrol(hall, code, "new"), "new");
            assertThat(OpenSsl.run(data, "openssl", "verify", "-CAfile", "ca.pem", "-purpose", "sslclient", "new.pem"))
                    .contains("new.pem: OK");

            String[] mine = {"--cacert", "ca.pem", "--cert", "new.pem", "--key", "new.key"};
            assertThat(curl(hall, "/api/v1/enrolment/self", mine))
                    .isEqualTo("{\"state\":\"accepted\",\"hall\":\"north\",\"terminal\":\"n-03\"}\n200");
            assertThat(curl(hall, "/api/v1/enrolment/config", mine)).startsWith("hall: north\nterminal: n-03\n");

            request("next");
            certificates(
                    curl(
                            hall,
                            EST + "simplereenroll",
                            "--cacert",
                            "ca.pem",
                            "--cert",
                            "new.pem",
                            "--key",
                            "new.key",
                            "--data-binary",
                            "@next.b64"),
                    "next");
            hall.enrolments().revoke(CHEN, N3);
            assertThat(curl(hall, "/api/v1/enrolment/self", mine)).startsWith("{\"state\":\"revoked\",");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(hall.reader().audit().newest(AuditReader.Wanted.ALL, 200, 0))
                            .anySatisfy(entry -> {
                                assertThat(entry.change().what()).isEqualTo("client.refuse");
                                assertThat(entry.change().after())
                                        .isEqualTo("the certificate of north/n-03 is revoked; enrol it again");
                            }));
            String refused = curl(hall, "/api/v1/enrolment/config", mine);
            assertThat(status(refused)).isEqualTo(401);
            assertThat(refused).contains("this certificate is revoked");
        }
    }

    @Test
    void nobody_withoutACodeOrCertificate_isLetIn() throws Exception {
        try (ServedHall hall = ServedHall.startEnrolling(data, Limits.SMALL_BOX)) {
            certificates(curl(hall, EST + "cacerts", "-k"), "ca");
            request("new");
            String wrong = enrol(hall, "7KQ2-9FXM", "new");
            assertThat(status(wrong)).isEqualTo(401);
            assertThat(wrong).contains("an enrolment code has 24 characters, this one has 8");
            assertThat(status(curl(hall, EST + "simpleenroll", "--cacert", "ca.pem", "--data-binary", "@new.b64")))
                    .isEqualTo(401);
            assertThat(status(curl(hall, EST + "simplereenroll", "--cacert", "ca.pem", "--data-binary", "@new.b64")))
                    .isEqualTo(401);
            assertThat(curl(hall, "/api/v1/enrolment/self", "--cacert", "ca.pem"))
                    .isEqualTo("{\"state\":\"unknown\"}\n200");
            assertThat(status(curl(hall, "/api/v1/enrolment/config", "--cacert", "ca.pem")))
                    .isEqualTo(401);
            assertThat(status(curl(hall, "/api/v1/halls", "--cacert", "ca.pem")))
                    .as("nothing else is answered there")
                    .isEqualTo(404);
        }
    }

    @Test
    void routes_areThoseOfTheInterfaceDocument() throws Exception {
        try (ServedHall hall = ServedHall.startEnrolling(data, Limits.SMALL_BOX)) {
            Map<String, String> served = new TreeMap<>();
            hall.server().enrolmentRoutes().forEach((route, least) -> served.put(route, least.word()));
            assertThat(served).isEqualTo(OpenApi.roles(true));
        }
    }
}
