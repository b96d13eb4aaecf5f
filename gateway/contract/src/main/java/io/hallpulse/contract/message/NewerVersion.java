package io.hallpulse.contract.message;

/** A message of a contract version above ours: it is neither stored nor acknowledged, and its sender waits. */
public final class NewerVersion extends Exception {
    private static final long serialVersionUID = 1L;

    public NewerVersion(long version) {
        super("version " + version + " is above " + Json.VERSION + "; upgrade the gateway");
    }
}
