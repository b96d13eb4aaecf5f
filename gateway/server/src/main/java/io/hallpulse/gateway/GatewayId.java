package io.hallpulse.gateway;

import io.hallpulse.gateway.config.GatewayConfig;
import io.hallpulse.gateway.store.StoreWriter;
import java.security.SecureRandom;
import java.sql.SQLException;

/** The identifier of a gateway. */
final class GatewayId {
    private static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 8;

    private GatewayId() {}

    /** That of the configuration, else one that is drawn once. */
    static String of(GatewayConfig config, StoreWriter writer) throws SQLException, InterruptedException {
        String configured = config.gateway();
        return configured != null
                ? configured
                : writer.transaction(tables -> tables.settings().gatewayId(GatewayId::draw));
    }

    private static String draw() {
        SecureRandom random = new SecureRandom();
        StringBuilder drawn = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            drawn.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return drawn.toString();
    }
}
