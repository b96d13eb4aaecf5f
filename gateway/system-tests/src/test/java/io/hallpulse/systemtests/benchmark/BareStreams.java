package io.hallpulse.systemtests.benchmark;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The JDK's own HTTP server, sending the bytes of a frame that a gateway sent to all its clients five times a second, its instant written
 * anew: as little as a server of streams can do. Its arguments: the file of the frame. It prints its port.
 */
final class BareStreams {
    private static final String AS_OF = "\"asOf\":\"";
    private static final long PACE_MILLIS = 200;
    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private final List<OutputStream> clients = new CopyOnWriteArrayList<>();
    private final byte[] frame;
    private final int place;

    private BareStreams(byte[] frame) {
        this.frame = frame;
        this.place = new String(frame, StandardCharsets.ISO_8859_1).indexOf(AS_OF) + AS_OF.length();
    }

    public static void main(String[] file) throws IOException {
        BareStreams streams = new BareStreams(Files.readAllBytes(Path.of(file[0])));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.createContext("/", streams::join);
        server.start();
        ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor();
        sender.scheduleAtFixedRate(streams::send, PACE_MILLIS, PACE_MILLIS, TimeUnit.MILLISECONDS);
        System.out.println(server.getAddress().getPort());
    }

    private void join(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.write(frame);
        out.flush();
        clients.add(out);
    }

    private void send() {
        byte[] bytes = frame.clone();
        byte[] now = MILLIS.format(Instant.now()).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(now, 0, bytes, place, now.length);
        for (OutputStream client : clients) {
            try {
                client.write(bytes);
                client.flush();
            } catch (IOException gone) {
                clients.remove(client);
            }
        }
    }
}
