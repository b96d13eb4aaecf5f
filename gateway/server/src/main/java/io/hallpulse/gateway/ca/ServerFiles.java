package io.hallpulse.gateway.ca;

/**
 * What a server shows, in PEM.
 *
 * @param authority that signed it
 */
public record ServerFiles(String authority, String certificate, String key) {
    /** Without the key. */
    @Override
    public String toString() {
        return certificate;
    }
}
