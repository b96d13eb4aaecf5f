package io.hallpulse.gateway.demo;

import io.hallpulse.gateway.config.BrokerConfig;
import io.hallpulse.gateway.config.ClockTrust;
import io.hallpulse.gateway.config.DatabaseConfig;
import io.hallpulse.gateway.config.EmbeddedConfig;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.config.HallConfig;
import io.hallpulse.gateway.config.HttpConfig;
import io.hallpulse.gateway.config.Name;
import io.hallpulse.gateway.config.ScreenConfig;
import io.hallpulse.gateway.config.Terminals;
import io.hallpulse.gateway.config.WindowConfig;
import io.hallpulse.runtime.config.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The demo's hall: its windows with the names that a visitor knows. */
final class DemoHall {
    static final String ID = "demo";

    private static final HostPort ANY_LOCAL_PORT = new HostPort("127.0.0.1", 0);
    private static final int WINDOWS_IN_A_ZONE = 20;

    private static final List<Service> SERVICES = List.of(
            new Service("不动产登记", "Property registration", "land"),
            new Service("社会保险", "Social insurance", "social"),
            new Service("医疗保障", "Medical insurance", "health"),
            new Service("企业开办", "Business start-up", "market"),
            new Service("公安户籍", "Household registration", "police"),
            new Service("税务服务", "Tax services", "tax"),
            new Service("交通运输", "Transport", "transport"),
            new Service("综合受理", "General counter", "general"),
            new Service("住房公积金", "Housing provident fund", "housing"),
            new Service("婚姻登记", "Marriage registration", "civil"),
            new Service("出入境管理", "Exit and entry", "police"),
            new Service("工程建设审批", "Construction permits", "construction"));

    private record Service(String chinese, String english, String department) {}

    private DemoHall() {}

    /** A gateway for that many windows, all of it under {@code data}, and for the operators of that file, nobody where it is null. */
    static GatewayConfig gateway(Path data, @Nullable Path operators, int port, int windows) {
        HallConfig hall = new HallConfig(
                ID,
                new Name("示范政务大厅", "Demonstration Hall"),
                "Asia/Shanghai",
                new ScreenConfig(3, 1, Duration.ZERO, Duration.ofSeconds(60)),
                List.of(),
                IntStream.range(0, windows).mapToObj(DemoHall::window).toList());
        return new GatewayConfig(
                data,
                null,
                new BrokerConfig(new EmbeddedConfig(ANY_LOCAL_PORT, false)),
                new DatabaseConfig(null, null, null),
                Terminals.OPEN,
                ClockTrust.TRUSTED,
                new HttpConfig(new HostPort("127.0.0.1", port), null, operators, false, List.of(), 500),
                List.of(hall));
    }

    /** A01 to A20, then B01 ... */
    static String windowId(int index) {
        return String.format(Locale.ROOT, "%c%02d", 'A' + index / WINDOWS_IN_A_ZONE, index % WINDOWS_IN_A_ZONE + 1);
    }

    private static WindowConfig window(int index) {
        Service service = SERVICES.get(index % SERVICES.size());
        return new WindowConfig(
                windowId(index),
                new Name(service.chinese(), service.english()),
                service.department(),
                "public-service");
    }
}
