package io.hallpulse.agent.command;

import io.hallpulse.runtime.program.ManPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the man page; the build calls it. */
final class AgentManPage {
    private AgentManPage() {}

    /** Takes the file and the date. */
    public static void main(String[] arguments) throws IOException {
        Files.writeString(Path.of(arguments[0]), ManPage.of(AgentCommands.commandLine(), arguments[1]));
    }
}
