package io.hallpulse.gateway.pages;

import io.hallpulse.domain.directory.Text;
import io.hallpulse.gateway.assessment.AssessRefused;
import io.hallpulse.gateway.assessment.Assessments;
import io.hallpulse.gateway.assessment.FactDraft;
import io.hallpulse.gateway.assessment.FactFile;
import io.hallpulse.gateway.assessment.Signer;
import io.hallpulse.gateway.directory.CsvText;
import io.hallpulse.gateway.http.Form;
import io.hallpulse.web.assessment.FactImportView;
import io.hallpulse.web.assessment.Refusal;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Facts by file: a preview, which goes round with its file until somebody imports it; all of it or nothing. */
final class FactImportPages {
    /** Of a file, with its form; in Base64 it is a third larger, and what a form escapes is more. */
    static final int MOST_BYTES = 1024 * 1024;

    private static final int MOST_FILE_BYTES = 512 * 1024;

    private final AssessmentFrame assessing;

    FactImportPages(AssessmentFrame assessing) {
        this.assessing = assessing;
    }

    void post(Context context, byte[] body) throws IOException, InterruptedException {
        Form form = Form.of(context, body);
        Assessments.Room room = assessing.require();
        byte[] file = file(form);
        Optional<CsvText> text = CsvText.of(file);
        if (text.isEmpty()) {
            refused(context, file, "文件不是 UTF-8 或 GB 18030 的文字", "the file is neither UTF-8 nor GB 18030");
            return;
        }
        Signer by = AssessmentFrame.signer(context);
        String scheme = context.pathParam("scheme");
        String period = context.pathParam("period");
        FactFile facts;
        List<String> faults;
        try {
            facts = FactFile.of(text.get().text());
            faults = faults(room, by, scheme, period, facts);
        } catch (AssessRefused e) {
            Text why = e.text();
            refused(context, file, why.zh(), why.en());
            return;
        }
        boolean isRight =
                faults.stream().allMatch(String::isEmpty) && !facts.rows().isEmpty();
        Refusal refusal = null;
        if (form.text("do").equals("import") && isRight) {
            List<FactDraft> drafts = facts.rows().stream()
                    .map(row -> Objects.requireNonNull(row.draft()))
                    .toList();
            refusal = AssessmentFrame.change(
                            context, () -> room.facts().state(by, scheme, period, drafts, facts.digest()))
                    .orElse(null);
            if (refusal == null) {
                context.redirect("../facts?done=1", HttpStatus.SEE_OTHER);
                return;
            }
        }
        answer(context, text.get().encoding(), facts, faults, file, refusal);
    }

    /** For each row why it is refused, empty where it is not. */
    private static List<String> faults(Assessments.Room room, Signer by, String scheme, String period, FactFile file) {
        List<FactDraft> drafts = file.rows().stream()
                .map(FactFile.Row::draft)
                .filter(Objects::nonNull)
                .toList();
        List<Optional<String>> checked = room.facts().check(by, scheme, period, drafts);
        List<String> faults = new ArrayList<>();
        int at = 0;
        for (FactFile.Row row : file.rows()) {
            faults.add(row.draft() == null ? row.fault() : checked.get(at++).orElse(""));
        }
        return faults;
    }

    private void refused(Context context, byte[] file, String zh, String en) {
        context.status(HttpStatus.UNPROCESSABLE_CONTENT);
        answer(context, "", null, List.of(), file, new Refusal(422, zh, en));
    }

    private void answer(
            Context context,
            String encoding,
            @Nullable FactFile facts,
            List<String> faults,
            byte[] file,
            @Nullable Refusal refusal) {
        List<FactImportView.Row> rows = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        if (facts != null) {
            FactFile.COLUMNS.stream()
                    .filter(column ->
                            facts.rows().stream().anyMatch(row -> row.cells().containsKey(column)))
                    .forEach(columns::add);
            for (int i = 0; i < facts.rows().size(); i++) {
                FactFile.Row row = facts.rows().get(i);
                rows.add(new FactImportView.Row(
                        row.number(),
                        columns.stream()
                                .map(column -> row.cells().getOrDefault(column, ""))
                                .toList(),
                        faults.get(i)));
            }
        }
        Frames.answer(
                context,
                "assessment/factimport",
                assessing.of(context),
                new FactImportView(
                        context.pathParam("scheme"),
                        context.pathParam("period"),
                        encoding,
                        columns,
                        rows,
                        Base64.getEncoder().encodeToString(file),
                        refusal));
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
}
