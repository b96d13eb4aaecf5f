package io.hallpulse.runtime.config;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** A text that is no YAML, or YAML that is not taken here, with the line that has to be mended. */
final class YamlFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    static final String COLON = "write a colon and a space between key and value";
    static final String WIDE_COLON = "write the colon ':' and a space, not the full-width '：'";

    private final int line;

    YamlFault(int line, String problem) {
        super(problem);
        this.line = line;
    }

    /** From 1. */
    int line() {
        return line;
    }

    /**
     * The parser reports where it could not go on; a key without its colon, a quote or a bracket that is never closed, begins
     * before that.
     */
    static YamlFault of(MarkedYAMLException e, String text) {
        Mark problem = e.getProblemMark();
        Mark context = e.getContextMark();
        String doing = String.valueOf(e.getContext());
        String what = String.valueOf(e.getProblem());
        if (problem == null) {
            return new YamlFault(1, what);
        }
        String[] lines = text.split("\\R", -1);
        int line = problem.getLine();
        if (context != null && (doing.contains("simple key") || doing.contains("quoted scalar"))) {
            line = context.getLine();
        } else if (context != null && doing.contains("flow") && isOutside(lines, context.getLine(), problem)) {
            line = context.getLine();
            what += "; close the bracket that opens here";
        }
        String at = line < lines.length ? lines[line] : "";
        if (at.indexOf('：') >= 0) {
            what += "; " + WIDE_COLON;
        } else if (doing.contains("simple key")) {
            what += "; " + COLON;
        }
        return new YamlFault(line + 1, what);
    }

    /** The line, from 1, of the first control character, which YAML's reader names by its offset only. */
    static int lineOfForeignCharacter(String text) {
        int line = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                line++;
            } else if (c < ' ' && c != '\t' && c != '\r' || c >= 0x7f && c < 0xa0 && c != 0x85 || c >= 0xfffe) {
                return line;
            }
        }
        return 1;
    }

    /** Whether a bracket's text had ended, by its indentation or the file's end, before the parser missed the bracket. */
    private static boolean isOutside(String[] lines, int opened, Mark noticed) {
        int indent = indentOf(lines[opened]);
        return noticed.getLine() > opened
                && (noticed.getColumn() <= indent
                        || noticed.getLine() >= lines.length
                        || indentOf(lines[noticed.getLine()]) <= indent);
    }

    private static int indentOf(String line) {
        return line.length() - line.stripLeading().length();
    }
}
