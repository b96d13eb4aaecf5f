package io.hallpulse.web.publication;

import io.hallpulse.web.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sheet as it is shown.
 *
 * @param show list, table, honours, board or notice
 * @param round its name
 * @param date when it was drawn up
 * @param n how many answered, or how many rows there are where it is of cases
 * @param minimum under which a number of people is not shown
 * @param unit whose own rows it shows; null for those of all
 * @param columns as the scheme names them
 */
public record SheetView(
        Label scheme,
        Label authority,
        String show,
        String round,
        String date,
        String n,
        int minimum,
        @Nullable Label unit,
        List<String> columns,
        List<Row> rows,
        String cards,
        String chainHead) {
    public SheetView {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** A text in both languages. */
    public record Label(String zh, String en) {
        public String text(Words t) {
            return t.of(zh, en);
        }
    }

    /**
     * A row.
     *
     * @param cells one for each column
     * @param missing why its subject is not ranked: the parts that too few answered, with how many did
     */
    public record Row(List<Cell> cells, List<Piece> missing) {
        public Row {
            cells = List.copyOf(cells);
            missing = List.copyOf(missing);
        }
    }

    /** What stands in a cell, one piece after another. */
    public record Cell(String column, List<Piece> pieces) {
        public Cell {
            pieces = List.copyOf(pieces);
        }

        /** Whether it is a figure, which stands on the right. */
        public boolean isFigure() {
            return List.of("rank", "score", "interval", "answered", "deductions")
                    .contains(column);
        }
    }

    /**
     * A text of the sheet.
     *
     * @param before what is written before it and is not of the sheet
     * @param of where the sheet has it, as a JSON pointer, so that the page can be compared with what was signed
     * @param isBoth whether the sheet has it in both languages
     */
    public record Piece(String before, String zh, String en, String of, boolean isBoth) {
        public String text(Words t) {
            return t.of(zh, en);
        }

        /** Where the sheet has what is shown in a language. */
        public String pointer(Words t) {
            return isBoth ? of + "/" + t.code() : of;
        }
    }

    /** What the sheet is, in a word. */
    public String kind(Words t) {
        return kind(show, t);
    }

    /** What sheets of a kind are, in a word. */
    public static String kind(String show, Words t) {
        return switch (show) {
            case "honours" -> t.of("荣誉榜", "Honours");
            case "board" -> t.of("公示板", "Board");
            case "list" -> t.of("名单", "List");
            case "table" -> t.of("评议结果", "Results");
            default -> t.of("公告", "Notice");
        };
    }

    /** What n counts. */
    public String counted(Words t) {
        return show.equals("honours") || show.equals("board") ? t.of("项", "entries") : t.of("份评价", "answers");
    }

    /** The head of a column. */
    public static String column(String column, Words t) {
        return switch (column) {
            case "rank" -> t.of("名次", "Rank");
            case "subject" -> t.of("评议对象", "Subject");
            case "unit" -> t.of("单位", "Unit");
            case "category" -> t.of("类别", "Category");
            case "score" -> t.of("得分", "Score");
            case "interval" -> t.of("区间", "Interval");
            case "answered" -> t.of("评价数", "Answers");
            case "problems" -> t.of("突出问题", "Problems");
            case "parts" -> t.of("计分项", "Parts");
            case "deductions" -> t.of("加减分", "Points");
            case "grade" -> t.of("等级", "Grade");
            case "honour" -> t.of("荣誉", "Honour");
            case "state" -> t.of("状态", "State");
            case "promise" -> t.of("承诺", "Promise");
            case "deadline" -> t.of("期限", "Deadline");
            case "staff" -> t.of("人员", "Staff");
            default -> column;
        };
    }
}
