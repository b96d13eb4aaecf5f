package io.hallpulse.systemtests.benchmark;

import io.hallpulse.runtime.tls.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLSocket;

/** The least that a program with the agent's libraries can weigh: loads the classes of a list and does nothing with them. */
public final class LoadedClasses {
    private LoadedClasses() {}

    /**
     * Loads them and waits.
     *
     * @param args a file with a class name a line; then, to make a connection by TLS too, an identity and a port on this machine
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        int loaded = 0;
        for (String name : Files.readAllLines(Path.of(args[0]))) {
            try {
                Class.forName(name, false, LoadedClasses.class.getClassLoader());
                loaded++;
            } catch (ClassNotFoundException | LinkageError e) {
                continue; // made at run time, such as a proxy
            }
        }
        if (args.length == 1) {
            rest(loaded);
        } else {
            try (SSLSocket connection = (SSLSocket) Identity.read(Path.of(args[1]), "")
                    .getSocketFactory()
                    .createSocket(InetAddress.getLoopbackAddress(), Integer.parseInt(args[2]))) {
                connection.setEnabledProtocols(new String[] {"TLSv1.3"});
                connection.startHandshake();
                rest(loaded);
            }
        }
    }

    private static void rest(int loaded) throws InterruptedException {
        System.out.println("loaded " + loaded);
        new CountDownLatch(1).await();
    }
}
