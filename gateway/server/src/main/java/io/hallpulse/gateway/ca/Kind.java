package io.hallpulse.gateway.ca;

/** What a certificate is for. One for a server never serves a client, nor the other way round. */
public enum Kind {
    TERMINAL("terminal", false),
    /** The broker inside the gateway, to terminals. */
    BROKER("broker", true),
    /** The site's own broker, to terminals and the gateway. */
    MOSQUITTO("mosquitto", true),
    /** The gateway, to browsers and to terminals that enrol. */
    WEB("web", true),
    /** The gateway's connection to the broker by which presses come in. */
    GATEWAY("gateway", false),
    /** The gateway's connection to the broker by which it answers. */
    GATEWAY_OUT("gateway-out", false);

    private final String word;
    private final boolean server;

    Kind(String word, boolean server) {
        this.word = word;
        this.server = server;
    }

    public String word() {
        return word;
    }

    boolean isServer() {
        return server;
    }
}
