package io.hallpulse.gateway;

import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.runtime.config.ConfigFile;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;

/** Configurations for tests, as a site would write them. */
public final class TestHalls {
    private TestHalls() {}

    /** A gateway by a clock that the test moves. */
    public static Gateway start(GatewayConfig config, MeterRegistry meters, InstantSource clock) {
        return Gateway.start(config, false, meters, clock, System::nanoTime);
    }

    /** Hall north with the windows named, on free ports. */
    public static GatewayConfig north(Path data, String... windows) {
        return on(data, 0, windows);
    }

    /** As {@link #north}, its broker on a port of that number. */
    public static GatewayConfig on(Path data, int brokerPort, String... windows) {
        return with(TestDatabase.embedded(data), "{embedded: {listen: '127.0.0.1:" + brokerPort + "'}}", windows);
    }

    /** As {@link #north}, with that database and that value of {@code broker}. */
    public static GatewayConfig with(TestDatabase database, String broker, String... windows) {
        return GatewayConfig.read(new ConfigFile("gateway.yaml", yaml(database, broker, windows)));
    }

    /** As {@link #north}, with that value of {@code alarms}. */
    public static GatewayConfig alarming(Path data, String alarms, String... windows) {
        String yaml = yaml(TestDatabase.embedded(data), "{embedded: {listen: '127.0.0.1:0'}}", windows);
        return GatewayConfig.read(new ConfigFile("gateway.yaml", yaml + "alarms: " + alarms + "\n"));
    }

    private static String yaml(TestDatabase database, String broker, String... windows) {
        StringBuilder yaml = new StringBuilder("""
                data: %s
                broker: %s
                database: %s
                terminals: open
                http: {listen: "127.0.0.1:0"}
                halls:
                  - id: north
                    name: {zh: 北区政务大厅, en: North Hall}
                    timeZone: Asia/Shanghai
                    screen: {minimumRatings: 1, privacyDelay: 0s, publishStep: 1}
                    windows:
                """.formatted(database.data(), broker, database.yaml()));
        for (String window : windows) {
            yaml.append("      - {id: %s, name: {zh: 窗口, en: Window %s}}\n".formatted(window, window));
        }
        return yaml.toString();
    }
}
