package io.hallpulse.gateway.pages;

import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.web.settings.SettingsView;
import io.hallpulse.web.settings.SettingsView.Group;
import io.hallpulse.web.settings.SettingsView.Setting;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The page of what gateway.yaml says, and of what counts where it says nothing; secrets are in files of their own. */
final class SettingsPages implements Routes {
    private final Frames frames;
    private final SettingsView view;

    SettingsPages(Frames frames, GatewayConfig config) {
        this.frames = frames;
        this.view = new SettingsView(List.of(
                group("网关", "Gateway", "", new General(config)),
                group("代理（MQTT）", "Broker", "broker.", config.broker()),
                group("数据库", "Database", "database.", config.database()),
                group("网页", "HTTP", "http.", config.http())));
    }

    private record General(Object data, @Nullable Object gateway, Object terminals, Object clock) {
        General(GatewayConfig config) {
            this(config.data(), config.gateway(), config.terminals(), config.clock());
        }
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get(
                "/console/settings",
                Access.VIEWER,
                context -> Frames.answer(context, "settings/page", frames.of(context), view));
    }

    private static Group group(String zh, String en, String prefix, Record settings) {
        List<Setting> flat = new ArrayList<>();
        flatten(prefix, settings, flat);
        return new Group(zh, en, flat);
    }

    private static void flatten(String prefix, Record settings, List<Setting> flat) {
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            Object value = value(component, settings);
            if (value instanceof Record inner
                    && inner.getClass().getPackage().equals(GatewayConfig.class.getPackage())) {
                flatten(prefix + component.getName() + ".", inner, flat);
            } else {
                flat.add(new Setting(prefix + component.getName(), value == null ? "—" : value.toString()));
            }
        }
    }

    private static @Nullable Object value(RecordComponent component, Record settings) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(settings);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record can always be read", e);
        }
    }
}
