package io.hallpulse.systemtests.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The least that a program with the agent's libraries can weigh: loads the classes of a list and does nothing with them. */
public final class LoadedClasses {
    private LoadedClasses() {}

    /**
     * Loads them and waits.
     *
     * @param args a file with a class name a line
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
        System.out.println("loaded " + loaded);
        new CountDownLatch(1).await();
    }
}
