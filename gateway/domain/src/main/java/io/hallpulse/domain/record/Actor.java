package io.hallpulse.domain.record;

/**
 * Who made a change: a person in a role, or a command that a user of the machine ran.
 *
 * @param name the person's, or the user's
 * @param role the person's role, or {@value #COMMAND}
 */
public record Actor(String name, String role) {
    /** The role of whoever ran a command on the gateway's machine. */
    public static final String COMMAND = "command";

    public static Actor command(String user) {
        return new Actor(user, COMMAND);
    }
}
