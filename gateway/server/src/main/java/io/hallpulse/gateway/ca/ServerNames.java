package io.hallpulse.gateway.ca;

import java.util.List;

/**
 * What servers' certificates name.
 *
 * @param machine further names that the site's DNS has for this machine
 * @param broker where the site's own broker is reached; empty where there is none
 */
public record ServerNames(List<String> machine, List<String> broker) {
    public ServerNames {
        machine = List.copyOf(machine);
        broker = List.copyOf(broker);
    }
}
