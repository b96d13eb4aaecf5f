package io.hallpulse.runtime.mqtt;

/** What an MQTT 5 reason code means for the person who must mend it. */
final class ReasonWords {
    static final int UNSUPPORTED_VERSION = 0x84;

    private ReasonWords() {}

    /** Why a broker does not take a connection, or ends one. */
    static String refusal(int reason) {
        return switch (reason) {
            case UNSUPPORTED_VERSION ->
                "it does not speak MQTT 5, perhaps 3.1.1 alone; use a broker that does, such as Mosquitto 2";
            case 0x85 -> "it does not accept our client id; let the broker accept ids with a '/' (reason 133)";
            case 0x86 ->
                "it knows no such user or another password; correct 'user' and 'passwordFile' beside the url (reason 134)";
            case 0x87 ->
                "it does not let us in; write or correct 'user' and 'passwordFile' beside the url, or mend its access list (reason 135)";
            case 0x88, 0x89 -> "it is busy or shutting down (reason " + reason + "); we try again by ourselves";
            case 0x8A -> "it has banned us; mend its access list (reason 138)";
            case 0x8D -> "it has heard nothing of us for too long (reason 141)";
            case 0x8E -> "another client took our name; give one of them another (reason 142)";
            case 0x95 -> "a message of ours is too large for it (reason 149)";
            default -> "it ends the connection with reason " + reason + "; look into its log";
        };
    }
}
