package io.hallpulse.gateway.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A password as commands read one: one line of standard input, since arguments can be read by every user of the machine. */
final class PasswordLine {
    private PasswordLine() {}

    /** Empty where nothing comes. */
    static String read() throws IOException {
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return line == null ? "" : line;
    }
}
