package io.hallpulse.gateway.demo;

import io.hallpulse.gateway.config.AlarmsConfig;
import io.hallpulse.gateway.config.AssessConfig;
import io.hallpulse.gateway.config.BrokerConfig;
import io.hallpulse.gateway.config.CaConfig;
import io.hallpulse.gateway.config.ClockTrust;
import io.hallpulse.gateway.config.DatabaseConfig;
import io.hallpulse.gateway.config.EmbeddedConfig;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.config.HallConfig;
import io.hallpulse.gateway.config.HttpConfig;
import io.hallpulse.gateway.config.Inches;
import io.hallpulse.gateway.config.Metres;
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
            new Service("税务服务", "Tax", "tax"),
            new Service("住房公积金", "Housing provident fund", "housing"),
            new Service("婚姻收养登记", "Marriage and adoption", "civil"),
            new Service("出入境管理", "Exit and entry", "police"),
            new Service("工程建设审批", "Construction approvals", "construction"),
            new Service("人力资源", "Human resources", "social"),
            new Service("退役军人事务", "Veterans affairs", "veterans"),
            new Service("市场监管", "Market supervision", "market"),
            new Service("交通运输", "Transport", "transport"),
            new Service("教育服务", "Education", "education"),
            new Service("不动产查询", "Property records", "land"),
            new Service("社保卡业务", "Social security cards", "social"),
            new Service("医保异地就医备案", "Medical care elsewhere", "health"),
            new Service("企业变更注销", "Business changes", "market"),
            new Service("身份证办理", "Identity cards", "police"),
            new Service("发票领用", "Tax invoices", "tax"),
            new Service("公积金提取", "Provident fund withdrawal", "housing"),
            new Service("残疾人服务", "Disability services", "civil"),
            new Service("机动车与驾驶证", "Vehicles and licences", "police"),
            new Service("公共资源交易", "Public procurement", "construction"),
            new Service("农业农村", "Agriculture", "agriculture"),
            new Service("卫生健康", "Public health", "health"),
            new Service("生态环境", "Environment", "environment"),
            new Service("法律援助", "Legal aid", "justice"),
            new Service("综合受理", "General counter", "general"));

    private record Service(String chinese, String english, String department) {}

    private DemoHall() {}

    /** A gateway for that many windows, all of it under {@code data}, and for the operators of that file, nobody where it is null. */
    static GatewayConfig gateway(Path data, @Nullable Path operators, int port, int windows) {
        HallConfig hall = new HallConfig(
                ID,
                new Name("滨海新区政务服务中心", "Binhai Government Service Centre"),
                "Asia/Shanghai",
                new ScreenConfig(5, 1, Duration.ZERO, Duration.ofSeconds(60), new Inches(75), new Metres(10)),
                List.of(),
                List.of(),
                IntStream.range(0, windows).mapToObj(DemoHall::window).toList());
        return new GatewayConfig(
                data,
                null,
                new BrokerConfig(new EmbeddedConfig(ANY_LOCAL_PORT, null, false)),
                new DatabaseConfig(null, null, null),
                Terminals.OPEN,
                ClockTrust.TRUSTED,
                new HttpConfig(new HostPort("127.0.0.1", port), null, operators, false, List.of(), 500, null),
                new CaConfig(null, List.of()),
                null,
                null,
                AlarmsConfig.NONE,
                AssessConfig.DEFAULT,
                List.of(hall));
    }

    /** A01 to A20, then B01 ... */
    static String windowId(int index) {
        return String.format(Locale.ROOT, "%c%02d", 'A' + index / WINDOWS_IN_A_ZONE, index % WINDOWS_IN_A_ZONE + 1);
    }

    /** The terminal of a window. */
    static String terminalId(int index) {
        return String.format(Locale.ROOT, "t-%02d", index + 1);
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
