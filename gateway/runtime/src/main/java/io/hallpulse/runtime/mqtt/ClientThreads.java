package io.hallpulse.runtime.mqtt;

import java.util.function.Consumer;

/**
 * The threads of MQTT clients, all of those that a thread of this group starts. The client takes no notice of the death of one of its
 * own: it goes on as a connection that receives and sends nothing. Here such an end is reported at once, for the connection to be made anew.
 */
public final class ClientThreads extends ThreadGroup {
    private static final String CLIENTS = "MQTT ";

    private final Consumer<String> died;

    /** @param died gets one line; called on the dying thread */
    public ClientThreads(String name, Consumer<String> died) {
        super(name);
        this.died = died;
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        if (thread.getName().startsWith(CLIENTS)) {
            died.accept("a thread of the MQTT client (" + thread.getName() + ") ended on " + thrown
                    + "; connecting anew. Should it come again, look for a client that sends unusual messages");
        } else {
            super.uncaughtException(thread, thrown);
        }
    }
}
