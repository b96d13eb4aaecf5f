package io.hallpulse.agent.remote;

/** A command that is not done; its message says in one line why. */
final class CommandRefused extends Exception {
    private static final long serialVersionUID = 1;

    CommandRefused(String why) {
        super(why);
    }
}
