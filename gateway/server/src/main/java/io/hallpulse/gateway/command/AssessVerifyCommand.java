package io.hallpulse.gateway.command;

import io.hallpulse.gateway.assessment.key.SignedFile;
import io.hallpulse.runtime.program.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description =
                "Says whether a publication is what was signed: its digest and its signature; wants no gateway and no database.",
        mixinStandardHelpOptions = true,
        versionProvider = GatewayMain.Version.class)
final class AssessVerifyCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The publication, as it was downloaded from its page.")
    private Path file = Path.of("");

    @Option(
            names = "--key",
            required = true,
            paramLabel = "KEY",
            description = "The public key as a PEM file, or its fingerprint in 64 hexadecimal digits, blanks allowed.")
    private String key = "";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        SignedFile.Trust trust;
        try {
            trust = SignedFile.Trust.of(key);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--key: " + e.getMessage(), e);
        }
        SignedFile signed = SignedFile.read(file);
        Optional<String> fault = signed.fault(trust);
        if (fault.isPresent()) {
            spec.commandLine().getErr().println(file + ": false; " + fault.get());
            return ExitCode.FAILED;
        }
        spec.commandLine()
                .getOut()
                .println(file + ": true; " + signed.says() + ", digest " + signed.digest() + ", signed by key "
                        + trust.fingerprint());
        return ExitCode.FINE;
    }
}
