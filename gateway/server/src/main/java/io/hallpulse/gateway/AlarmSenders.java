package io.hallpulse.gateway;

import io.hallpulse.domain.directory.Halls;
import io.hallpulse.gateway.alarm.Mail;
import io.hallpulse.gateway.alarm.WebHook;
import io.hallpulse.gateway.config.AlarmsConfig;
import io.hallpulse.gateway.config.HookConfig;
import io.hallpulse.gateway.config.MailConfig;
import io.hallpulse.gateway.store.AlarmReader;
import io.hallpulse.gateway.store.StoreWriter;
import io.hallpulse.runtime.program.CloseStack;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** What carries alarms to people and programs elsewhere: the ways that the configuration names. */
final class AlarmSenders implements AutoCloseable {
    private final CloseStack parts = new CloseStack(LoggerFactory.getLogger(AlarmSenders.class));

    private AlarmSenders() {}

    /**
     * Starts them.
     *
     * @param halls by whose clocks times are told
     * @throws IOException with one line where a file that the configuration names cannot be used
     */
    static AlarmSenders start(
            AlarmsConfig config, Supplier<Halls> halls, StoreWriter writer, AlarmReader reader, InstantSource clock)
            throws IOException {
        AlarmSenders senders = new AlarmSenders();
        boolean started = false;
        try {
            senders.startAll(config, halls, writer, reader, clock);
            started = true;
        } finally {
            if (!started) {
                senders.close();
            }
        }
        return senders;
    }

    private void startAll(
            AlarmsConfig config, Supplier<Halls> halls, StoreWriter writer, AlarmReader reader, InstantSource clock)
            throws IOException {
        HookConfig hook = config.hook();
        if (hook != null) {
            parts.add(new WebHook(hook.uri(), hook.secret(), writer, reader, clock, new SecureRandom()))
                    .start();
        }
        MailConfig mail = config.mail();
        if (mail != null) {
            parts.add(new Mail(mail, config.urgentKinds(), halls, writer, reader, clock, new SecureRandom()))
                    .start();
        }
    }

    @Override
    public void close() {
        parts.close();
    }
}
