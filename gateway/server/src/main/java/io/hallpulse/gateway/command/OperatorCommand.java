package io.hallpulse.gateway.command;

import io.hallpulse.gateway.auth.Bcrypt;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "operator",
        description =
                "Reads a password, one line of standard input, and prints the operator's line for the file http.operators.",
        mixinStandardHelpOptions = true,
        versionProvider = GatewayMain.Version.class)
final class OperatorCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "Who logs in.")
    private String name = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        String password = PasswordLine.read();
        try {
            spec.commandLine().getOut().println(Bcrypt.line(name, password, new SecureRandom()));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        return 0;
    }
}
