package io.hallpulse.agent.config;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys of a configuration that only the terminal knows: its data folder and its identity. They are put into the text that the gateway
 * sends, so that the file is whole and every command reads it as one that was written by hand.
 */
public final class LocalKeys {
    private static final Pattern DATA = Pattern.compile("(?m)^data[ \\t]*:.*$");
    private static final Pattern GATEWAY_IN_A_LINE = Pattern.compile("(?m)^(gateway[ \\t]*:[ \\t]*\\{)(.*)(\\}.*)$");
    private static final Pattern GATEWAY_BLOCK = Pattern.compile("(?m)^(gateway[ \\t]*:[ \\t]*(?:#.*)?\\n)([ \\t]+)");
    private static final Pattern IDENTITY = Pattern.compile("(?m)^[^#\\n]*\\bidentity[ \\t]*:[ \\t]*([^,}\\n]*)");

    private LocalKeys() {}

    /** The text with this terminal's own data folder and identity, whatever it says of them. */
    public static String complete(String text, Path data, Path identity) {
        String dataLine = "data: " + quoted(data);
        Matcher present = DATA.matcher(text);
        String withData = present.find()
                ? present.replaceFirst(Matcher.quoteReplacement(dataLine))
                : text + (text.endsWith("\n") ? "" : "\n") + dataLine + "\n";
        Matcher named = IDENTITY.matcher(withData);
        if (named.find()) {
            return withData.substring(0, named.start(1)) + quoted(identity) + withData.substring(named.end(1));
        }
        String key = "identity: " + quoted(identity);
        Matcher line = GATEWAY_IN_A_LINE.matcher(withData);
        if (line.find()) {
            return line.replaceFirst("$1$2" + Matcher.quoteReplacement(", " + key) + "$3");
        }
        return GATEWAY_BLOCK.matcher(withData).replaceFirst("$1$2" + Matcher.quoteReplacement(key) + "\n$2");
    }

    private static String quoted(Path path) {
        return "\"" + path.toAbsolutePath() + "\"";
    }
}
