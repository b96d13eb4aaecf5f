package io.hallpulse.gateway.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** A command in this process, for tests of other rooms. */
public final class GatewayCommand {
    private GatewayCommand() {}

    /**
     * Runs one that is to end well.
     *
     * @return what it printed
     */
    public static String run(String... arguments) {
        StringWriter err = new StringWriter();
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            CommandLine line = GatewayMain.commandLine();
            line.setErr(new PrintWriter(err, true));
            if (line.execute(arguments) != 0) {
                throw new AssertionError(err.toString());
            }
            System.out.flush();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
