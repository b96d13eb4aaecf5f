package io.hallpulse.gateway.pages;

import io.hallpulse.domain.directory.CellFault;
import io.hallpulse.domain.directory.DirectoryTable;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Row;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.directory.Directory;
import io.hallpulse.gateway.http.Commit;
import io.hallpulse.gateway.http.Form;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.hallpulse.gateway.http.SignedIn;
import io.hallpulse.web.directory.TableView;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The pages of the directory: its tables, and a form for each row. */
final class DirectoryPages implements Routes {
    private static final int MOST_FORM_BYTES = 16 * 1024;
    private static final List<DirectoryTable> TABLES = Stream.of(DirectoryTable.values())
            .filter(table -> table != DirectoryTable.NOTICES)
            .toList();

    private final Frames frames;
    private final Directory directory;
    private final RateCodes codes;
    private final ImportPages imports;

    DirectoryPages(Frames frames, Directory directory, RateCodes codes) {
        this.frames = frames;
        this.directory = directory;
        this.codes = codes;
        this.imports = new ImportPages(frames, directory);
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.get(
                "/console/directory",
                Access.VIEWER,
                context -> context.redirect(
                        context.path().endsWith("/") ? "windows" : "directory/windows", HttpStatus.FOUND));
        routes.get("/console/directory/{table}", Access.VIEWER, this::table);
        routes.get("/console/directory/{table}/row", Access.ORGANISER, this::row);
        routes.post("/console/directory/{table}/row", Access.ORGANISER, MOST_FORM_BYTES, this::change);
        routes.post("/console/directory/{table}/import", Access.ORGANISER, ImportPages.MOST_BYTES, imports::post);
    }

    /** The table that a path names. */
    static DirectoryTable named(Context context) {
        String word = context.pathParam("table");
        return DirectoryTable.ofWord(word)
                .filter(TABLES::contains)
                .orElseThrow(() -> new NotFoundResponse("the directory has no table '" + word + "'"));
    }

    /** The same, where whoever asks may change it: the operator all of them, the organiser those of subjects. */
    static DirectoryTable changeable(Context context, boolean change) {
        DirectoryTable table = named(context);
        if (!SignedIn.of(context).caller().may(least(table), change)) {
            throw new ForbiddenResponse(
                    "an organiser changes units, posts and leagues; the rest is for the role operator");
        }
        return table;
    }

    private static Access least(DirectoryTable table) {
        return table.isOfSubjects() ? Access.ORGANISER : Access.OPERATOR;
    }

    private void table(Context context) {
        DirectoryTable table = named(context);
        Halls halls = directory.current();
        Map<String, Integer> tabs = new LinkedHashMap<>();
        TABLES.forEach(one -> tabs.put(one.word(), one.rows(halls).size()));
        List<TableView.Line> rows = table.rows(halls).entrySet().stream()
                .map(row -> new TableView.Line(row.getKey(), row.getValue().cells()))
                .toList();
        Frames.answer(
                context,
                "directory/table",
                frames.of(context),
                new TableView(
                        table.word(),
                        tabs,
                        table.columns(),
                        rows,
                        SignedIn.of(context).caller().may(least(table), true),
                        table == DirectoryTable.CALENDAR ? CalendarYears.of(halls) : List.of(),
                        Optional.ofNullable(context.queryParam("done")).orElse("")));
    }

    private void row(Context context) {
        DirectoryTable table = changeable(context, false);
        String key = Optional.ofNullable(context.queryParam("key")).orElse("");
        Halls halls = directory.current();
        Row row = table.rows(halls).get(key);
        if (row == null && !key.isEmpty()) {
            throw new NotFoundResponse(table.word() + " has no row '" + key + "'");
        }
        answer(context, table, key, row == null ? new Row(Map.of()) : row, null, false);
    }

    private void change(Context context, byte[] body) throws IOException, InterruptedException {
        DirectoryTable table = changeable(context, true);
        Form form = Form.of(context, body);
        String key = form.text("key");
        boolean remove = form.text("do").equals("remove");
        Row row = new RowForms(table).row(form);
        Halls seen = directory.current();
        boolean taken = key.isEmpty() && table.rows(seen).containsKey(table.key(seen, row));
        if (taken || !RowForms.version(table.rows(seen).get(key)).equals(form.text("version"))) {
            answer(context, table, taken ? table.key(seen, row) : key, row, null, true);
            return;
        }
        UnaryOperator<Halls> change = halls -> remove ? table.remove(halls, key) : table.put(halls, row);
        try {
            Commit.of(() -> directory.change(SignedIn.of(context).actor(), change));
        } catch (CellFault e) {
            answer(context, table, key, row, e, false);
            return;
        }
        context.redirect("../" + table.word() + "?done=" + (remove ? "removed" : "saved"), HttpStatus.SEE_OTHER);
    }

    private void answer(
            Context context, DirectoryTable table, String key, Row row, @Nullable CellFault fault, boolean changed) {
        if (fault != null || changed) {
            context.status(changed ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT);
        }
        Frames.answer(
                context,
                "directory/row",
                frames.of(context),
                new RowForms(table)
                        .view(
                                directory.current(),
                                key,
                                row,
                                fault,
                                changed,
                                table == DirectoryTable.WINDOWS && !key.isEmpty() ? codes.of(context, key) : null));
    }
}
