package io.hallpulse.domain.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values as RFC 4180 has them, and as spreadsheets write them. */
public final class Csv {
    /** What a spreadsheet takes for a formula's beginning, the full-width forms of a Chinese keyboard among them. */
    private static final String FORMULA_STARTS = "=+-@＝＋－＠\t\r\n";

    private final String text;
    private final List<Line> lines = new ArrayList<>();
    private List<String> cells = new ArrayList<>();
    private int at;
    private boolean open;

    private Csv(String text) {
        this.text = text;
    }

    /**
     * A row of a spreadsheet.
     *
     * @param number as the spreadsheet counts it, 1 for the first
     * @param isOpen whether a quotation mark opens in it and none closes
     */
    public record Line(int number, List<String> cells, boolean isOpen) {
        /** Whether nothing is in it. */
        public boolean isBlank() {
            return cells.stream().allMatch(String::isBlank);
        }
    }

    /** All lines with their numbers. */
    public static List<Line> read(String text) {
        return new Csv(text).read();
    }

    /** The cells of each line that is not blank. */
    public static List<List<String>> cells(String text) {
        return read(text).stream()
                .filter(line -> !line.isBlank())
                .map(Line::cells)
                .toList();
    }

    private List<Line> read() {
        while (at < text.length()) {
            String cell = at < text.length() && text.charAt(at) == '"' ? quoted() : plain();
            cells.add(
                    cell.length() > 1 && cell.charAt(0) == '\'' && isFormula(cell.substring(1))
                            ? cell.substring(1)
                            : cell);
            if (at < text.length() && text.charAt(at) == ',') {
                at++;
                if (at < text.length() && text.charAt(at) != '\r' && text.charAt(at) != '\n') {
                    continue;
                }
                cells.add("");
            }
            endLine();
        }
        return lines;
    }

    private String plain() {
        int from = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }

    /** What follows the closing mark up to the next comma belongs to the cell, as spreadsheets have it. */
    private String quoted() {
        StringBuilder cell = new StringBuilder();
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '"') {
                cell.append(c);
            } else if (at < text.length() && text.charAt(at) == '"') {
                cell.append(c);
                at++;
            } else {
                return cell.append(plain()).toString();
            }
        }
        open = true;
        return cell.toString();
    }

    private void endLine() {
        if (text.startsWith("\r\n", at)) {
            at += 2;
        } else if (at < text.length()) {
            at++;
        }
        lines.add(new Line(lines.size() + 1, cells, open));
        cells = new ArrayList<>();
        open = false;
    }

    private static boolean isFormula(String cell) {
        return !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0;
    }

    /** A row with its end. A cell that a spreadsheet would take for a formula gets an apostrophe before it. */
    public static String line(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(String cell) {
        String safe = isFormula(cell) ? "'" + cell : cell;
        boolean plain = safe.chars().noneMatch(c -> c == ',' || c == ';' || c == '"' || c == '\n' || c == '\r');
        return plain ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
}
