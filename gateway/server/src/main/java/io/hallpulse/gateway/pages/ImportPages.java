package io.hallpulse.gateway.pages;

import io.hallpulse.domain.directory.CellFault;
import io.hallpulse.domain.directory.DirectoryTable;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.Row;
import io.hallpulse.domain.directory.TableImport;
import io.hallpulse.domain.directory.TableImport.FileRow;
import io.hallpulse.gateway.directory.Directory;
import io.hallpulse.gateway.directory.ImportFile;
import io.hallpulse.gateway.http.Commit;
import io.hallpulse.gateway.http.EntityTag;
import io.hallpulse.gateway.http.Form;
import io.hallpulse.gateway.http.SignedIn;
import io.hallpulse.web.directory.PreviewView;
import io.hallpulse.web.directory.PreviewView.Line;
import io.hallpulse.web.directory.PreviewView.Outcome;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pages that take rows of a file into the directory: a preview, which goes round with its file until somebody imports it. */
final class ImportPages {
    /** Of a file, with its form; in Base64 it is a third larger, and what a form escapes is more. */
    static final int MOST_BYTES = 1024 * 1024;

    private static final int MOST_FILE_BYTES = 512 * 1024;

    private final Frames frames;
    private final Directory directory;

    ImportPages(Frames frames, Directory directory) {
        this.frames = frames;
        this.directory = directory;
    }

    void post(Context context, byte[] body) throws IOException, InterruptedException {
        DirectoryTable table = DirectoryPages.changeable(context, true);
        Form form = Form.of(context, body);
        byte[] file = file(form);
        @Nullable ImportFile text = null;
        int faultyLine = 0;
        try {
            text = ImportFile.of(table, file);
        } catch (ImportFile.Unreadable e) {
            faultyLine = e.line();
        }
        Halls seen = directory.current();
        TableImport read = TableImport.of(table, seen, text == null ? "" : text.text());
        boolean changed =
                !form.text("version").isEmpty() && !form.text("version").equals(version(table, seen));
        if (form.text("do").equals("import") && text != null && !changed) {
            String csv = text.text();
            Commit.of(() -> directory.change(
                    SignedIn.of(context).actor(),
                    before -> before.equals(seen)
                            ? read.after()
                            : TableImport.of(table, before, csv).after()));
            context.redirect("../" + table.word() + "?done=imported", HttpStatus.SEE_OTHER);
            return;
        }
        String show = form.text("show");
        Frames.answer(
                context,
                "directory/preview",
                frames.of(context),
                new PreviewView(
                        table.word(),
                        text == null ? null : text.encoding(),
                        faultyLine,
                        table.columns(),
                        counts(read, text != null),
                        List.of(Outcome.values()).stream()
                                .filter(outcome -> outcome.word().equals(show))
                                .findFirst()
                                .orElse(null),
                        text != null
                                ? read.rows().stream().map(ImportPages::line).toList()
                                : List.of(),
                        Base64.getEncoder().encodeToString(file),
                        version(table, seen),
                        changed));
    }

    private static byte[] file(Form form) {
        byte[] sent = form.bytes("file");
        try {
            byte[] file = sent != null ? sent : Base64.getDecoder().decode(form.text("text"));
            if (file.length > MOST_FILE_BYTES) {
                throw new BadRequestResponse("a file has at most " + MOST_FILE_BYTES + " bytes here; part it");
            }
            return file;
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse("the form brings no file; choose it again");
        }
    }

    private static String version(DirectoryTable table, Halls halls) {
        return EntityTag.of(TableImport.file(table, halls).getBytes(StandardCharsets.UTF_8));
    }

    private static Map<Outcome, Long> counts(TableImport read, boolean isText) {
        Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, isText ? read.count(TableImport.Outcome.valueOf(outcome.name())) : 0L);
        }
        return counts;
    }

    private static Line line(FileRow row) {
        CellFault fault = row.fault();
        Row before = row.before();
        return new Line(
                row.number(),
                Outcome.valueOf(row.outcome().name()),
                row.row().cells(),
                before == null ? Map.of() : before.cells(),
                fault == null ? null : RowForms.error(fault));
    }
}
