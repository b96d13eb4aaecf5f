package io.hallpulse.systemtests.endtoend;

import io.hallpulse.testkit.FileWatch;
import io.hallpulse.testkit.Mosquitto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.NullMarked;

/** The brokers that terminals connect to by TLS with certificates of the site CA. */
@NullMarked
public enum SecuredBroker {
    EMBEDDED("{embedded: {listen: \"127.0.0.1:%d\", tls: site}}") {
        @Override
        public Running start(Hall hall) {
            return new Running() {
                @Override
                public boolean isWell() {
                    return true;
                }

                @Override
                public void close() {}
            };
        }
    },
    MOSQUITTO("{url: \"ssl://127.0.0.1:%d\"}") {
        @Override
        public Running start(Hall hall) throws IOException {
            Files.setPosixFilePermissions(hall.folder(), PosixFilePermissions.fromString("rwx--x--x"));
            Path rules = hall.writeMosquittoRules();
            Mosquitto broker = Mosquitto.startFor(hall.folder(), rules, hall.brokerPort);
            FileWatch unit = FileWatch.start(rules, "version", broker::reload);
            return new Running() {
                @Override
                public boolean isWell() {
                    return broker.isAlive();
                }

                @Override
                public void close() {
                    unit.close();
                    broker.close();
                }
            };
        }
    };

    private final String setting;

    SecuredBroker(String setting) {
        this.setting = setting;
    }

    /** What runs beside the gateway for it. */
    public interface Running extends AutoCloseable {
        boolean isWell();

        @Override
        void close();
    }

    /** Starts what the gateway does not start itself. */
    public abstract Running start(Hall hall) throws IOException;

    String setting(int port) {
        return setting.formatted(port);
    }
}
