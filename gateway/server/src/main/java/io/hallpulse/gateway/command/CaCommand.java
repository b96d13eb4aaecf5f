package io.hallpulse.gateway.command;

import io.hallpulse.contract.message.Json;
import io.hallpulse.gateway.Gateway;
import io.hallpulse.gateway.ca.CaRequest;
import io.hallpulse.gateway.ca.Keys;
import io.hallpulse.gateway.ca.SiteCa;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.control.ControlClient;
import io.hallpulse.gateway.store.CertificateRow;
import io.hallpulse.gateway.store.StoreReader;
import io.hallpulse.runtime.program.OperationFailed;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "ca",
        description = "The site's certificate authority.",
        mixinStandardHelpOptions = true,
        versionProvider = GatewayMain.Version.class,
        synopsisSubcommandLabel = "COMMAND")
final class CaCommand {
    private static final String USER = System.getProperty("user.name");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** One certificate of the gateway's own. */
    private record Own(String name, String state, Instant notAfter, String serial) {}

    private record Shown(String fingerprint, String subject, Instant notAfter, List<Own> certificates) {}

    @Command(
            name = "show",
            description = "Prints its fingerprint and its end, and the gateway's own certificates with theirs.",
            mixinStandardHelpOptions = true)
    int show(@Mixin ConfigOption config, @Option(names = "--json", description = "For programs.") boolean json)
            throws IOException {
        GatewayConfig read = config.open();
        X509Certificate authority = SiteCa.certificateOf(read.data().resolve(Gateway.CA_FOLDER));
        Shown shown;
        try (StoreReader reader = StoreReader.open(read.data(), read.database())) {
            shown = new Shown(
                    Keys.fingerprint(authority.getPublicKey()),
                    authority.getSubjectX500Principal().getName(),
                    authority.getNotAfter().toInstant(),
                    reader.certificates().stream()
                            .filter(row -> row.terminal() == null)
                            .map(CaCommand::own)
                            .toList());
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new String(Json.write(shown), StandardCharsets.UTF_8));
        } else {
            out.println("fingerprint  " + shown.fingerprint());
            out.println("subject      " + shown.subject());
            out.println("ends         " + shown.notAfter());
            shown.certificates().forEach(one -> out.println(one.name() + "  ends " + one.notAfter()));
        }
        return 0;
    }

    private static Own own(CertificateRow row) {
        return new Own(row.name(), row.state(), Instant.ofEpochMilli(row.notAfterMillis()), row.serial());
    }

    @Command(
            name = "renew",
            description = "Replaces the gateway's own certificates by new ones with new keys; no connection ends.",
            mixinStandardHelpOptions = true)
    int renew(@Mixin ConfigOption config) throws IOException {
        GatewayConfig read = config.open();
        if (ControlClient.request(read.data(), CaRequest.CONTROL, new CaRequest(USER))
                .isEmpty()) {
            throw new OperationFailed("no gateway runs on " + read.data()
                    + "; start it: it renews what is due by itself, and this command does so at once");
        }
        spec.commandLine().getOut().println("renewed the gateway's own certificates");
        return 0;
    }
}
