package io.hallpulse.gateway.config;

import io.hallpulse.contract.Identifiers;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.fault.Fault;
import io.hallpulse.runtime.config.ConfigError;
import io.hallpulse.runtime.config.ConfigFile;
import io.hallpulse.runtime.config.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code gateway.yaml}. */
public record GatewayConfig(
        @Setting("folder of the database and of everything else that the gateway keeps")
        Path data,

        @Setting(value = "its identifier; left out: drawn once and kept in the database", optional = true) @Nullable
        String gateway,

        @Setting(value = "which broker carries the presses", byDefault = "{embedded: {}}")
        BrokerConfig broker,

        @Setting(value = "where presses are kept", byDefault = "{}")
        DatabaseConfig database,

        @Setting(value = "which terminals are listened to", byDefault = "registered")
        Terminals terminals,

        @Setting(
                value =
                        "trusted: the machine's clock is believed unless it steps back; synced: only while NTP keeps it",
                byDefault = "trusted")
        ClockTrust clock,

        @Setting(value = "screens, scores and pages", byDefault = "{}")
        HttpConfig http,

        @Setting(value = "the site's certificate authority", byDefault = "{}")
        CaConfig ca,

        @Setting(value = "enrolment of terminals; left out: none", optional = true) @Nullable
        EnrolmentConfig enrolment,

        @Setting(value = "what goes up to the province; left out: nothing", optional = true) @Nullable
        UpstreamConfig upstream,

        @Setting(value = "whom alarms are told to beyond the console and the broker", byDefault = "{}")
        AlarmsConfig alarms,

        @Setting(value = "assessments, beyond what their schemes say", byDefault = "{}")
        AssessConfig assess,

        @Setting("the halls that this gateway serves") List<HallConfig> halls) {
    public GatewayConfig {
        if (gateway != null) {
            Identifiers.requireIdentifier("gateway", gateway);
        }
        halls = List.copyOf(halls);
    }

    /**
     * Reads a file and checks it as a whole; opens nothing.
     *
     * @throws ConfigError with one line that names file, line, key and the mend
     */
    public static GatewayConfig read(ConfigFile file) {
        GatewayConfig config = file.read(GatewayConfig.class);
        if (config.halls.isEmpty()) {
            throw file.error("halls", "a gateway serves at least one hall");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < config.halls.size(); i++) {
            String id = config.halls.get(i).id();
            if (!seen.add(id)) {
                throw file.error("halls[" + i + "].id", "hall " + id + " stands twice");
            }
        }
        if (config.terminals == Terminals.OPEN && !config.mayBeOpen()) {
            throw file.error(
                    "terminals",
                    "open goes with a plain broker, on a loopback address or with insecure: true; use registered");
        }
        return config;
    }

    /**
     * Refuses what this version cannot run.
     *
     * @throws ConfigError with one line that names the key and the mend
     */
    public void requireRunnable(ConfigFile file) {
        try {
            broker.tls();
        } catch (IOException e) {
            throw file.error("broker.identity", Fault.oneLine(e));
        }
        try {
            broker.password();
        } catch (IOException e) {
            throw file.error("broker.passwordFile", Fault.oneLine(e));
        }
        try {
            database.password();
        } catch (IOException e) {
            throw file.error("database.passwordFile", Fault.oneLine(e));
        }
        try {
            ca.passphrase();
        } catch (IOException e) {
            throw file.error("ca.passphraseFile", Fault.oneLine(e));
        }
        HookConfig hook = alarms.hook();
        try {
            if (hook != null) {
                hook.secret();
            }
        } catch (IOException e) {
            throw file.error("alarms.hook.secretFile", Fault.oneLine(e));
        }
        MailConfig mail = alarms.mail();
        try {
            if (mail != null) {
                mail.password();
            }
        } catch (IOException e) {
            throw file.error("alarms.mail.passwordFile", Fault.oneLine(e));
        }
        try {
            if (mail != null) {
                mail.trust();
            }
        } catch (IOException e) {
            throw file.error("alarms.mail.caFile", Fault.oneLine(e));
        }
        try {
            if (http.operatorsFile().isPresent()) {
                OperatorsFile.read(http.operatorsFile().get());
            }
        } catch (IOException e) {
            throw file.error("http.operators", Fault.oneLine(e));
        }
    }

    /** The halls, as the directory has them. */
    public Halls directory() {
        return new Halls(halls.stream().map(HallConfig::hall).toList());
    }

    /** Whether terminals need no registration here. Whom an external broker lets in is that broker's affair. */
    private boolean mayBeOpen() {
        EmbeddedConfig embedded = broker.embedded();
        return embedded == null || embedded.isPlain();
    }
}
