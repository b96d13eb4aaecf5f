package org.eclipse.paho.mqttv5.client.internal.nls;

import java.util.Collections;
import java.util.Enumeration;
import java.util.ResourceBundle;

/**
 * Stands before the MQTT client's own texts of this name, each of them here by its number alone, since its log is off: to read them Java
 * verifies the signature of the client's whole jar, which costs a small terminal a megabyte for as long as it runs.
 */
public final class logcat extends ResourceBundle {
    @Override
    protected Object handleGetObject(String key) {
        return key;
    }

    @Override
    public Enumeration<String> getKeys() {
        return Collections.emptyEnumeration();
    }
}
