package io.hallpulse.gateway.enrolment;

import io.hallpulse.contract.TerminalId;
import java.util.regex.Pattern;

/**
 * How the file of a new terminal is made: text with {@code {hall}}, {@code {terminal}} and {@code {window}} in it. It is never parsed; one
 * that does not say whose it is gets that put before it.
 */
public final class TerminalTemplate {
    /** A keypad of five keys at the header of a Raspberry Pi. */
    public static final String KEYPAD = """
            windows:
              - {id: {window}, mode: free, responseInterval: 5s, grace: 3s}
            inputs:
              - id: panel
                window: {window}
                keys: {"1": 5, "2": 4, "3": 3, "4": 2, "5": 1}
                gpio: {chip: auto, pins: {"1": 17, "2": 27, "3": 22, "4": 23, "5": 24}, pull: up, debounce: 20ms}
            """;

    private static final String WINDOW = "{window}";
    private static final Pattern OF_A_TERMINAL = Pattern.compile("(?m)^terminal:.*$");
    private static final String DATA = "/var/lib/hallpulse-agent";

    private TerminalTemplate() {}

    static boolean wantsWindow(String template) {
        return template.contains(WINDOW);
    }

    /**
     * The file of a terminal.
     *
     * @param window of those inputs, empty where the template names none
     * @param broker where its presses go, such as {@code ssl://10.0.0.5:8883}
     */
    static String fill(String template, TerminalId terminal, String window, String broker) {
        String text = template.replace("{hall}", terminal.hall())
                .replace("{terminal}", terminal.terminal())
                .replace(WINDOW, window);
        return OF_A_TERMINAL.matcher(text).find()
                ? text
                : "hall: " + terminal.hall() + "\nterminal: " + terminal.terminal() + "\ndata: " + DATA
                        + "\ngateway: {url: \"" + broker + "\", identity: " + DATA + "/identity.p12}\n" + text;
    }

    /** The same file for another terminal. */
    static String rename(String config, TerminalId terminal) {
        return OF_A_TERMINAL.matcher(config).replaceFirst("terminal: " + terminal.terminal());
    }
}
