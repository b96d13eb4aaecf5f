package io.hallpulse.gateway.account;

/** Text as a cell of CSV. */
public final class CsvText {
    /** UTF-8's byte order mark, without which spreadsheets read Chinese names in the machine's old encoding. */
    public static final String BOM = "\uFEFF";

    /** What a spreadsheet takes for a formula's beginning, the full-width forms of a Chinese keyboard among them. */
    private static final String FORMULA_STARTS = "=+-@＝＋－＠\t\r\n";

    private CsvText() {}

    /** As RFC 4180 has it. A text that a spreadsheet would take for a formula gets an apostrophe before it. */
    public static String of(String value) {
        String text = value.isEmpty() || FORMULA_STARTS.indexOf(value.charAt(0)) < 0 ? value : "'" + value;
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == ';' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
