package io.hallpulse.domain.directory;

import java.util.Collection;
import java.util.Locale;

/** A cell of a row breaks a rule: which one, and the likely mend. Its message is one line of English; pages have their own words. */
public final class CellFault extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String column;
    private final String value;
    private final Rule rule;
    private final String hint;

    /** What a cell has to be. */
    public enum Rule {
        /** Nothing stands there. */
        WANTED("is wanted: write it"),
        /** No identifier; the hint is one that is near it, or empty. */
        IDENTIFIER("is no identifier: use 1 to 32 of A-Z a-z 0-9 _ -"),
        /** An identifier with capitals where there may be none; the hint is the same without. */
        LOWER_CASE("has capitals: a hall's identifier is in lower case"),
        /** What it names is not in the directory; the hint is the nearest name, or empty. */
        UNKNOWN("is not in the directory"),
        /** No whole number; the hint is the span. */
        NUMBER("is no number of those wanted:"),
        /** No time zone. */
        ZONE("is no time zone: write one such as Asia/Shanghai"),
        /** No instant. */
        TIME("is no time: write one such as 2026-11-22T10:04:05+08:00"),
        /** No day. */
        DATE("is no day: write one such as 2026-11-22"),
        /** Its days are also those of another row, which is the hint. */
        OVERLAP("has days of another row too:"),
        /** None of the words that may stand there, which are the hint. */
        CHOICE("is none of"),
        /** It may not be changed; the hint is what it is. */
        FIXED("stays as it is:"),
        /** Its row is never taken out. */
        KEPT("is never taken out: write its last day in column to"),
        /** It would be above, or before, itself; the hint is the way round. */
        CIRCLE("leads back to itself: choose another; the way is"),
        /** There are days on which the one above is not there; the hint names it, with its days. */
        BEYOND("goes beyond the days of the one above: write a day within"),
        /** There would be days on which one below has nothing above it; the hint names it, with its days. */
        BELOW("leaves days of one below without it: end first"),
        /** Another holds the post on some of the days; the hint names them, with their days. */
        HELD("meets the days of who holds the post already: end first"),
        /** No hours of a week; the hint says why, and the mend. */
        HOURS("are no opening hours:"),
        /** No schedule of staff; the hint likewise. */
        SCHEDULE("is no schedule:"),
        /** The hint is how many characters it may have. */
        LONG("is too long: the most characters are"),
        /** It does not fit the cell of another column, which is the hint. */
        PAIR("does not fit the cell of column"),
        /** An earlier row has the same identifiers; the hint is its line. */
        TWICE("stands twice: first in line"),
        /** The row has not as many cells as the file has columns, which is the hint. */
        CELLS("cells stand in the row; the columns are"),
        /** A quotation mark opens and none closes. */
        QUOTE("the row opens a quotation mark that nothing closes"),
        /** More rows than one file may have; the hint is how many. */
        ROWS("rows stand in the file; the most are"),
        /** The table has no such column, or the file lacks one that it must have; the hint names them. */
        COLUMNS("are the columns of the first line; write some of");

        private final String words;

        Rule(String words) {
            this.words = words;
        }

        /** The word for it in answers. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    CellFault(String column, String value, Rule rule, String hint) {
        super(message(column, value, rule, hint));
        this.column = column;
        this.value = value;
        this.rule = rule;
        this.hint = hint;
    }

    /** One of a name that nothing has, with the nearest that something has. */
    static CellFault unknown(String column, String value, Collection<String> known) {
        return new CellFault(column, value, Rule.UNKNOWN, Nearest.to(value, known));
    }

    private static String message(String column, String value, Rule rule, String hint) {
        String text = (column.isEmpty() ? value : column + " '" + value + "'") + ' ' + rule.words;
        return switch (rule) {
            case QUOTE -> rule.words;
            case IDENTIFIER, LOWER_CASE -> hint.isEmpty() ? text : text + "; is it '" + hint + "'?";
            case UNKNOWN -> hint.isEmpty() ? text + ": add it first" : text + ": is it '" + hint + "'?";
            default -> hint.isEmpty() ? text : text + ' ' + hint;
        };
    }

    /** The cell's column, empty where it is about the row or the file. */
    public String column() {
        return column;
    }

    public String value() {
        return value;
    }

    public Rule rule() {
        return rule;
    }

    /** What the rule's own comment says, or empty. */
    public String hint() {
        return hint;
    }
}
