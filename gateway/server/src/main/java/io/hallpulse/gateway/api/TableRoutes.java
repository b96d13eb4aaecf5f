package io.hallpulse.gateway.api;

import io.hallpulse.contract.message.Json;
import io.hallpulse.domain.directory.DirectoryTable;
import io.hallpulse.domain.directory.Halls;
import io.hallpulse.domain.directory.TableImport;
import io.hallpulse.domain.directory.TableImport.Outcome;
import io.hallpulse.gateway.directory.Directory;
import io.hallpulse.gateway.directory.ImportFile;
import io.hallpulse.gateway.http.Commit;
import io.hallpulse.gateway.http.EntityTag;
import io.hallpulse.gateway.http.IfMatch;
import io.hallpulse.gateway.http.Problem;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.SignedIn;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One table of the directory, to read and to change, as JSON or as CSV. JSON says what all of the table is from then on; a file, which may
 * be YAML or a workbook as well, says what its own rows are, and the others stay.
 */
final class TableRoutes {
    private static final String CSV = "text/csv";
    private static final List<String> FILES =
            List.of("yaml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    private static final String BOM = "\uFEFF";

    private final Directory directory;
    private final DirectoryTable table;
    private final TableDocument json;

    TableRoutes(Directory directory, DirectoryTable table, TableDocument json) {
        this.directory = directory;
        this.table = table;
        this.json = json;
    }

    void get(Context context) {
        Halls halls = directory.current();
        context.header(Header.VARY, Header.ACCEPT);
        if (!isCsv(context.header(Header.ACCEPT)) && !isCsv("text/" + context.queryParam("format"))) {
            answer(context, halls);
            return;
        }
        boolean bom = "true".equals(context.queryParam("bom"));
        context.header(Header.ETAG, tag(halls, true)).header(Header.CACHE_CONTROL, "no-store");
        context.contentType("text/csv; charset=utf-8; header=present");
        context.header(Header.CONTENT_DISPOSITION, "attachment; filename=\"" + table.word() + ".csv\"");
        String file = TableImport.file(table, halls);
        RouteTable.answer(context, (bom ? BOM + file : file).getBytes(StandardCharsets.UTF_8));
    }

    void put(Context context, byte[] body) throws IOException, InterruptedException {
        boolean preview = "true".equals(context.queryParam("preview"));
        if (isFile(context.header(Header.CONTENT_TYPE))) {
            put(context, file(body), preview);
            return;
        }
        IfMatch wanted = IfMatch.of(context);
        UnaryOperator<Halls> change = before -> {
            wanted.require(tag(before, false));
            try {
                return json.read(before, body);
            } catch (IllegalArgumentException e) {
                throw new BadRequestResponse(String.valueOf(e.getMessage()));
            }
        };
        answer(context, preview ? change.apply(directory.current()) : commit(context, change));
    }

    private void put(Context context, ImportFile file, boolean preview) throws IOException, InterruptedException {
        IfMatch wanted = IfMatch.of(context);
        Halls seen = directory.current();
        wanted.requireAny(tag(seen, true), tag(seen, false));
        TableImport read = TableImport.of(table, seen, file.text());
        boolean refused = read.count(Outcome.FAULT) > 0 && !"skip".equals(context.queryParam("faults"));
        Halls now = seen;
        if (!preview && !refused) {
            now = commit(context, before -> {
                if (before.equals(seen)) {
                    return read.after();
                }
                wanted.requireAny(tag(before, true), tag(before, false));
                return TableImport.of(table, before, file.text()).after();
            });
        }
        context.header(Header.ETAG, tag(now, true));
        if (refused && !preview) {
            Problem problem = Problem.of(
                    422,
                    read.count(Outcome.FAULT)
                            + " rows have faults and nothing is saved; mend them, or send faults=skip");
            problem.answer(context, ImportAnswer.of(read, file.encoding(), false, problem));
        } else {
            RouteTable.json(context, ImportAnswer.of(read, file.encoding(), !preview, null));
        }
    }

    private Halls commit(Context context, UnaryOperator<Halls> change) throws IOException, InterruptedException {
        return Commit.of(() -> directory.change(SignedIn.of(context).actor(), change));
    }

    private ImportFile file(byte[] body) {
        try {
            return ImportFile.of(table, body);
        } catch (ImportFile.Unreadable e) {
            throw new BadRequestResponse((e.line() > 0 ? "line " + e.line() + ": " : "") + e.getMessage());
        }
    }

    private boolean isFile(@Nullable String header) {
        return isCsv(header)
                || (header != null && FILES.stream().anyMatch(header::contains) && table != DirectoryTable.NOTICES);
    }

    /** Notices are those of one hall, which no file of all of them is. */
    private boolean isCsv(@Nullable String header) {
        return header != null && header.contains(CSV) && table != DirectoryTable.NOTICES;
    }

    private void answer(Context context, Halls halls) {
        context.header(Header.ETAG, tag(halls, false));
        RouteTable.json(context, json.of(halls));
    }

    /** Two forms of one version are two representations, with a tag each. */
    private String tag(Halls halls, boolean csv) {
        return EntityTag.of(
                csv ? TableImport.file(table, halls).getBytes(StandardCharsets.UTF_8) : Json.write(json.of(halls)));
    }
}
