package io.hallpulse.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The Java that the tests run on, and the packaged programs for it. */
public final class Java {
    private static final Path ROOT = root();
    public static final Path AGENT_JAR = ROOT.resolve("terminal-agent/target/terminal-agent.jar");
    public static final Path GATEWAY_JAR = ROOT.resolve("gateway/server/target/gateway.jar");

    private Java() {}

    /** The beginning of a command: Java with options, to which a jar or a class may be added. */
    public static List<String> command(List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(tool("java").toString());
        command.addAll(options);
        return command;
    }

    /** A whole command that runs a jar. */
    public static List<String> jar(List<String> options, Path jar, String... arguments) {
        List<String> command = command(options);
        command.addAll(List.of("-jar", jar.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** A whole command that runs a class of a class path. */
    public static List<String> main(List<String> options, String classPath, String main, String... arguments) {
        List<String> command = command(options);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(List.of(arguments));
        return command;
    }

    /** One of the JDK's own programs, such as keytool. */
    public static Path tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name);
    }

    /** The folder of the whole project, whichever module's tests run. */
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!folder.resolve(".mvn").toFile().isDirectory()) {
            Path parent = folder.getParent();
            if (parent == null) {
                throw new IllegalStateException("no .mvn in any folder above; run the tests in a checkout");
            }
            folder = parent;
        }
        return folder;
    }
}
