package io.hallpulse.runtime.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ResourceBundle;
import org.eclipse.paho.mqttv5.client.internal.nls.logcat;
import org.eclipse.paho.mqttv5.client.logging.LoggerFactory;
import org.junit.jupiter.api.Test;

class ClientTextsTest {
    @Test
    void texts_thatTheClientAsksFor_areOurs() {
        ResourceBundle texts = ResourceBundle.getBundle(LoggerFactory.MQTT_CLIENT_MSG_CAT);

        assertThat(texts).isInstanceOf(logcat.class);
        assertThat(texts.getString("0")).isEqualTo("0");
    }
}
