package io.hallpulse.runtime.mqtt;

import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;

/** Why there is no connection to a broker, in words and in one line. */
public final class ConnectionFault {
    private ConnectionFault() {}

    /** What an exception of the client means; it wraps what it has no code for, and its own texts are numbers. */
    public static String oneLine(Throwable thrown) {
        Throwable deepest = thrown;
        while (deepest.getCause() != null && !isOfAnotherAuthority(deepest)) {
            deepest = deepest.getCause();
        }
        return words(deepest).strip().replaceAll("\\s+", " ");
    }

    /** Why the broker, or the client, has ended a connection. */
    public static String oneLine(MqttDisconnectResponse response) {
        MqttException exception = response.getException();
        if (exception == null || exception.getReasonCode() == MqttClientException.REASON_CODE_SERVER_DISCONNECTED) {
            return ReasonWords.refusal(response.getReturnCode());
        }
        return oneLine(exception);
    }

    /** What Java's check of a chain of certificates ends with; the causes below speak of its arithmetic. */
    private static boolean isOfAnotherAuthority(Throwable fault) {
        return fault.getMessage() != null && fault.getMessage().contains("PKIX path");
    }

    private static String words(Throwable fault) {
        String message = fault.getMessage() == null ? fault.getClass().getSimpleName() : fault.getMessage();
        if (isOfAnotherAuthority(fault)) {
            return "its certificate is of no authority that is trusted here (" + message
                    + "); put the CA that signed it into the identity file";
        }
        if (fault instanceof UnknownHostException) {
            return "no machine is known by the name " + message + "; correct it, or the name service";
        }
        if (fault instanceof NoRouteToHostException) {
            return "no way leads there (" + message + "); correct the address, or the network";
        }
        if (fault instanceof SocketTimeoutException) {
            return silence(message);
        }
        if (fault instanceof SSLException
                && (message.contains("SSL message") || message.contains("terminated the handshake"))) {
            return "it does not answer in TLS (" + message
                    + "); write the broker's TLS port, or tcp:// where it has none";
        }
        return fault instanceof MqttException own ? words(own, message) : message;
    }

    private static String words(MqttException fault, String message) {
        int reason = fault.getReasonCode();
        if (reason == MqttClientException.REASON_CODE_CLIENT_TIMEOUT) {
            return silence("no answer in time");
        }
        if (reason == MqttClientException.REASON_CODE_CONNECTION_LOST) {
            return "the connection was cut";
        }
        return message.equals(Integer.toString(reason)) ? "the MQTT client's reason " + reason : message;
    }

    private static String silence(String how) {
        return "it does not answer (" + how + "); is it an MQTT 5 broker, and is this its port?";
    }
}
