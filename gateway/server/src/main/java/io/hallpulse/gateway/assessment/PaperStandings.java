package io.hallpulse.gateway.assessment;

import io.hallpulse.domain.assessment.ballot.PaperBatch;
import io.hallpulse.domain.assessment.ballot.Sheet;
import io.hallpulse.domain.directory.Text;
import io.hallpulse.gateway.assessment.PaperTable.Batch;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How batches of sheets stand, and what they make a round wait for. Inside a transaction. */
final class PaperStandings {
    private PaperStandings() {}

    /** What makes a round wait, for the people who can clear it away. */
    static List<Text> waiting(AssessStore.Tables tables, RoundRow round) throws SQLException {
        List<Text> blocks = new ArrayList<>();
        for (Batch batch : tables.papers().of(round.id())) {
            if (batch.state() == PaperTable.State.KEYING) {
                int differing = batch.isKeyed()
                        ? tables.papers().sheets(round.id(), batch).differing().size()
                        : 0;
                blocks.add(
                        differing > 0
                                ? new Text(
                                        "纸质票第 " + batch.n() + " 批有 " + differing + " 张两人录入不一致，待第三人核对",
                                        "paper batch " + batch.n() + ": " + differing
                                                + " sheets that the clerks keyed differently wait for a third person")
                                : new Text(
                                        "纸质票第 " + batch.n() + " 批尚未由两人录完",
                                        "paper batch " + batch.n() + " is not keyed by two clerks yet"));
            }
        }
        return blocks;
    }

    /** How a batch stands for one person. */
    static Papers.Standing of(AssessStore.Tables tables, RoundRow round, Batch batch, Signer by) throws SQLException {
        PaperBatch sheets = tables.papers().sheets(round.id(), batch);
        int clerk = batch.clerks().indexOf(by.name());
        Map<Integer, Sheet> own =
                clerk < 0 ? Map.of() : clerk == 0 ? sheets.first() : clerk == 1 ? sheets.second() : sheets.third();
        List<Integer> differing = batch.isKeyed() ? sheets.differing() : List.of();
        boolean decides = batch.isKeyed() && clerk != 0 && clerk != 1;
        boolean waits = batch.state() == PaperTable.State.KEYING && !differing.isEmpty();
        return new Papers.Standing(
                batch.n(),
                batch.source(),
                batch.sheets(),
                sheets.struck().size(),
                clerk + 1,
                own.size(),
                decides ? differing : sheets.missing(own),
                differing.size(),
                waits ? "waiting" : batch.state().word());
    }
}
