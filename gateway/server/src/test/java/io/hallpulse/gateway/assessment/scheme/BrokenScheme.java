package io.hallpulse.gateway.assessment.scheme;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A scheme file with one mistake, as {@code broken.txt} has it.
 *
 * @param scheme the file before the mistake
 * @param old what stands there, the first time that it does
 * @param mistake what is written instead
 * @param line the line of the fault, from 1
 * @param words what the fault says
 * @param isAcceptedByReference whether check.py, which is less strict, takes it
 */
record BrokenScheme(
        String name, String scheme, String old, String mistake, int line, String words, boolean isAcceptedByReference) {
    private static final Pattern ROW = Pattern.compile(
            "(?m)^(\\S.*)\n  in ([a-z-]+)(, check.py accepts it)?\n((?:  -(?: .*)?\n)+)((?:  \\+(?: .*)?\n)*)  (\\d+): (.*)$");

    static List<BrokenScheme> all() throws IOException {
        List<BrokenScheme> all = new ArrayList<>();
        Matcher row = ROW.matcher(SchemeTexts.resource("broken.txt"));
        while (row.find()) {
            all.add(new BrokenScheme(
                    row.group(1),
                    row.group(2),
                    lines(row.group(4)),
                    lines(row.group(5)),
                    Integer.parseInt(row.group(6)),
                    row.group(7),
                    row.group(3) != null));
        }
        return all;
    }

    private static String lines(String marked) {
        return String.join(
                "\n",
                marked.lines()
                        .map(line -> line.length() > 4 ? line.substring(4) : "")
                        .toList());
    }

    /** The whole file with the mistake. */
    String text() throws IOException {
        String good = SchemeTexts.good(scheme);
        int at = good.indexOf(old);
        if (at < 0) {
            throw new IllegalStateException(name + ": " + scheme + " has no '" + old + "'");
        }
        return good.substring(0, at) + mistake + good.substring(at + old.length());
    }

    @Override
    public String toString() {
        return name;
    }
}
