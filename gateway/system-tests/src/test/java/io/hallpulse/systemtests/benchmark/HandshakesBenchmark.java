package io.hallpulse.systemtests.benchmark;

import io.hallpulse.gateway.TestDatabase;
import io.hallpulse.systemtests.rig.StormIdentities;
import io.hallpulse.testkit.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Full handshakes of TLS 1.3 in which both sides show certificates, as many as can be had: the gateway beside the JDK's own TLS server with
 * the same key, by turns. {@code openssl s_time} plays the clients, which costs little beside either.
 */
class HandshakesBenchmark {
    private static final int ROUNDS = 7;
    private static final int CLIENTS = 4;
    private static final int SECONDS = 5;
    private static final List<String> OPTIONS = List.of("-Xmx256m");
    private static final Pattern CONNECTIONS = Pattern.compile("(\\d+) connections in \\d+ real seconds");

    private final List<List<Double>> rates = List.of(new ArrayList<>(), new ArrayList<>());
    private final List<List<Double>> millis = List.of(new ArrayList<>(), new ArrayList<>());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void fullHandshakes() throws Exception {
        Path data = folder.resolve("gateway");
        Path client = folder.resolve("client.pem");
        try (StormIdentities identities = new StormIdentities(data)) {
            Path identity = identities.issue("n-03", folder);
            Program.run(
                    folder.resolve("pkcs12.txt"),
                    List.of(
                            "openssl",
                            "pkcs12",
                            "-in",
                            identity.toString(),
                            "-passin",
                            "pass:",
                            "-nodes",
                            "-out",
                            client.toString()));
        }
        try (MeasuredGateway gateway = MeasuredGateway.startSecured(TestDatabase.embedded(data), OPTIONS);
                MeasuredProcess bare = MeasuredProcess.java(
                        folder.resolve("bare.log"),
                        OPTIONS,
                        BareTls.class.getName(),
                        data.resolve("ca/broker.p12").toString())) {
            int port = Integer.parseInt(bare.line());
            for (int round = -1; round < ROUNDS; round++) { // the first one warms up
                measure(0, round, gateway.process(), gateway.brokerPort(), client);
                measure(1, round, bare, port, client);
            }
        }
        Figures figures = new Figures("handshakes");
        String server = "the JDK's SSLServerSocket";
        figures.add(
                "full TLS 1.3 handshakes, certificates on both sides", "1/s", rates.get(0), server, rates.get(1), "");
        figures.add("processor time of the server for each", "ms", millis.get(0), server, millis.get(1), "");
    }

    private void measure(int which, int round, MeasuredProcess server, int port, Path client) {
        double busy = server.processorSeconds();
        long begun = System.nanoTime();
        List<Program> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(Program.start(
                    folder.resolve("s_time-" + which + "-" + round + "-" + i),
                    List.of(
                            "openssl",
                            "s_time",
                            "-new",
                            "-tls1_3",
                            "-time",
                            String.valueOf(SECONDS),
                            "-connect",
                            "127.0.0.1:" + port,
                            "-cert",
                            client.toString(),
                            "-key",
                            client.toString())));
        }
        long handshakes =
                clients.stream().mapToLong(HandshakesBenchmark::connections).sum();
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (round >= 0) {
            rates.get(which).add(handshakes / seconds);
            millis.get(which).add((server.processorSeconds() - busy) * 1000 / handshakes);
        }
    }

    private static long connections(Program client) {
        try (client) {
            client.exitCode();
            Matcher said = CONNECTIONS.matcher(client.out());
            if (!said.find()) {
                throw new IllegalStateException("openssl s_time says no number: " + client.out());
            }
            return Long.parseLong(said.group(1));
        }
    }
}
