package io.hallpulse.gateway.command;

import io.hallpulse.gateway.ca.FileCertificate;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.runtime.config.ConfigError;
import io.hallpulse.runtime.config.ConfigFile;
import io.hallpulse.runtime.disk.FileFault;
import io.hallpulse.runtime.disk.ScratchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --config}, and the file behind it. */
final class ConfigOption {
    @Option(
            names = "--config",
            required = true,
            paramLabel = "FILE",
            description = "The gateway's configuration, gateway.yaml.")
    private Path path = Path.of("gateway.yaml");

    /**
     * Reads and checks the file, also for what this version cannot run.
     *
     * @throws ConfigError with one line that names file, line, key and the mend
     */
    GatewayConfig read() {
        return read(file());
    }

    /** As {@link #read}, for a gateway that is to serve, which needs a certificate of its own too. */
    GatewayConfig readToServe() {
        ConfigFile file = file();
        GatewayConfig config = read(file);
        Optional<Path> certificate = config.http().tlsInForce().file();
        if (certificate.isPresent()) {
            try {
                FileCertificate.check(certificate.get());
            } catch (IOException e) {
                throw file.error("http.tls", Fault.oneLine(e));
            }
        }
        return config;
    }

    private ConfigFile file() {
        return new ConfigFile(path.toString(), text());
    }

    private static GatewayConfig read(ConfigFile file) {
        GatewayConfig config = GatewayConfig.read(file);
        config.requireRunnable(file);
        return config;
    }

    /** As {@link #read}, and gets ready for work: native libraries and temporary files have a place then. */
    GatewayConfig open() throws IOException {
        return opened(read());
    }

    /** As {@link #readToServe}, and gets ready for work. */
    GatewayConfig openToServe() throws IOException {
        return opened(readToServe());
    }

    private static GatewayConfig opened(GatewayConfig config) throws IOException {
        ScratchFolder.make(config.data().resolve("tmp"));
        return config;
    }

    private String text() {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new ConfigError(FileFault.line(path, e));
        }
    }
}
