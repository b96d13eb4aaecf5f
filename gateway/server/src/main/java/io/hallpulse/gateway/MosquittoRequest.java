package io.hallpulse.gateway;

/**
 * A request of the command {@code gateway mosquitto-config}.
 *
 * @param user of the machine, who ran the command
 * @param folder that Mosquitto reads, absolute
 */
public record MosquittoRequest(String user, String folder) {
    /** What the gateway's control socket calls these requests. */
    static final String CONTROL = "mosquitto";
}
