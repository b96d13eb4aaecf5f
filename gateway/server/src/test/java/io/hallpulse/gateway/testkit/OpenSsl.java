package io.hallpulse.gateway.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A terminal's key and signing request as openssl makes them, which knows nothing of this program. */
public final class OpenSsl {
    private OpenSsl() {}

    /** Draws a key into {@code NAME.key} and answers the signing request, DER, which also is in {@code NAME.csr}. */
    public static byte[] request(Path folder, String name) throws IOException, InterruptedException {
        Path csr = folder.resolve(name + ".csr");
        run(
                folder,
                "openssl",
                "req",
                "-new",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-keyout",
                name + ".key",
                "-subj",
                "/CN=whatever",
                "-outform",
                "DER",
                "-out",
                csr.toString());
        return Files.readAllBytes(csr);
    }

    /** What a program prints, all of it. */
    public static String run(Path folder, String... command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(command));
        Process process = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        if (code != 0 && command[0].equals("openssl")) {
            throw new IOException(String.join(" ", command) + " ended with " + code + ": " + printed);
        }
        return printed;
    }
}
