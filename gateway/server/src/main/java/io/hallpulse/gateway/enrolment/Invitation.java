package io.hallpulse.gateway.enrolment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;

/**
 * A code as it is told once, to whoever asked for it.
 *
 * @param code six groups of four
 * @param provision the command that uses it at the terminal
 * @param gateway where the terminal enrols, such as {@code https://10.0.0.5:8444}
 */
@JsonPropertyOrder({"code", "expires", "provision"})
public record Invitation(
        String code,
        Instant expires,
        String provision,
        @JsonIgnore String gateway) {
    /** What stands in the file that a phone or computer writes on the terminal's card. */
    @JsonIgnore
    public String file() {
        return "gateway=" + gateway + "\ncode=" + code + "\n";
    }
}
