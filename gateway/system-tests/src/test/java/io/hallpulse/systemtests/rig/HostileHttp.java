package io.hallpulse.systemtests.rig;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What a hostile client does to the gateway's pages. */
final class HostileHttp {
    private static final List<String> PATHS = List.of(
            "/",
            "/healthz",
            "/readyz",
            "/metrics",
            "/screen/north",
            "/assets/console.js",
            "/manual/en/operator.md",
            "/api/v1/halls/north/scores?period=today",
            "/api/v1/halls/north/scores/stream",
            "/api/v1/presses?format=csv",
            "/nothing");

    /** Each says two lengths, or one that is none. */
    private static final List<String> SMUGGLED = List.of(
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
            "Content-Length: 5\r\nContent-Length: 50\r\n\r\nhello",
            "Content-Length: -1\r\n\r\n",
            "Content-Length: 99999999999999999999\r\n\r\n",
            "Transfer-Encoding: chunked, identity\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\nhello",
            "Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n");

    private static final int CROWD = 12;
    private static final int ASKED = 400;

    /** By name. */
    Map<String, HostileAct> acts() {
        Map<String, HostileAct> acts = new LinkedHashMap<>();
        acts.put("mutated requests", this::mutatedRequests);
        acts.put("trickled header", this::trickle);
        acts.put("askers that do not read", this::askAndDoNotRead);
        acts.put("huge header", this::hugeHeader);
        acts.put("smuggled lengths", this::smuggle);
        return acts;
    }

    private void mutatedRequests(HostileSockets sockets, Random random) throws IOException {
        Socket socket = sockets.http();
        for (int left = 1 + random.nextInt(5); left > 0; left--) {
            send(socket, Mutation.of(bytes(request("GET", random) + "Connection: close\r\n\r\n"), random));
        }
        socket.shutdownOutput(); // what is not whole by now never is
        read(socket);
    }

    private void trickle(HostileSockets sockets, Random random) throws IOException, InterruptedException {
        Socket socket = sockets.http();
        send(socket, bytes(request("GET", random)));
        for (int left = random.nextInt(30); left > 0; left--) {
            send(socket, bytes("x"));
            sockets.hold(100);
        }
    }

    private void askAndDoNotRead(HostileSockets sockets, Random random) throws IOException, InterruptedException {
        byte[] asked = bytes((request("GET", random) + "\r\n").repeat(ASKED));
        for (int i = 0; i < CROWD; i++) {
            Socket socket = sockets.http();
            OutputStream out = socket.getOutputStream();
            out.write(asked, 0, asked.length / (1 + random.nextInt(4)));
        }
        sockets.hold(random.nextInt(2000));
    }

    private void hugeHeader(HostileSockets sockets, Random random) throws IOException {
        Socket socket = sockets.http();
        send(socket, bytes(request("GET", random)));
        byte[] line = bytes("X-Evil-" + random.nextInt(1000) + ": " + "x".repeat(random.nextInt(8000)) + "\r\n");
        for (int left = ASKED; left > 0; left--) {
            send(socket, line);
        }
        read(socket);
    }

    private void smuggle(HostileSockets sockets, Random random) throws IOException {
        Socket socket = sockets.http();
        send(socket, bytes(request("POST", random) + SMUGGLED.get(random.nextInt(SMUGGLED.size()))));
        socket.shutdownOutput();
        read(socket);
    }

    private static String request(String method, Random random) {
        return method + " " + PATHS.get(random.nextInt(PATHS.size())) + " HTTP/1.1\r\nHost: localhost\r\n";
    }

    private static void send(Socket socket, byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    private static void read(Socket socket) throws IOException {
        if (socket.getInputStream().read(new byte[4096]) < 0) {
            throw new IOException("ended without a word");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
