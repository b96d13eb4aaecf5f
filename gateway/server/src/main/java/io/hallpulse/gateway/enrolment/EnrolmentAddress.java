package io.hallpulse.gateway.enrolment;

/** Where terminals find a gateway, as it is told to those that do not know it yet. */
public interface EnrolmentAddress {
    /**
     * Such as {@code https://10.0.0.5:8444}.
     *
     * @throws EnrolmentRefused where the gateway lets no terminal enrol
     */
    String enrolment();

    /** Such as {@code ssl://10.0.0.5:8883}. */
    String broker();
}
