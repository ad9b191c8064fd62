package dev.budgetledger.projection.balances;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Line;
import dev.budgetledger.projection.disclosure.http.ProposedNote;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.files.CsvLine;

/**
 * Balances as RFC 4180 text. What stands in the columns of a line the ledger reads under the same headers. Balances that count what is proposed
 * say so in a last line, as a table does.
 */
final class BalancesCsv {

    private static final List<String> HEADER = List.of(
            "资金性质", "来源", "单位编码", "功能科目编码", "支出性质", "支出经济分类编码", "政府经济分类编码", "项目编码", "追踪标志",
            "余额(元)", "冻结(元)", "年初批复(元)", "年终结转(元)");
    private static final String NOTE = "注";

    private BalancesCsv() {}

    /**
     * Writes them; the stream stays open.
     *
     * @param proposed how many proposals they count; absent where they count none
     */
    static void write(List<LineBalance> lines, @Nullable Integer proposed, OutputStream out) throws IOException {
        write(HEADER, out);
        for (LineBalance each : lines) {
            write(fields(each), out);
        }
        if (proposed != null) {
            List<String> note = new ArrayList<>(Collections.nCopies(HEADER.size(), ""));
            note.set(0, NOTE);
            note.set(note.size() - 1, ProposedNote.said(proposed).chinese());
            write(note, out);
        }
    }

    private static void write(List<String> fields, OutputStream out) throws IOException {
        out.write(CsvLine.of(fields).getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> fields(LineBalance balance) {
        Line line = balance.line();
        String origin = switch (line.origin()) {
            case CURRENT -> "本年";
            case CARRIED_OVER -> "上年结转";
        };
        return List.of(line.fund().chinese(), origin, said(line.unit()), said(line.function()),
                line.kind() == null ? "" : line.kind().chinese(), said(line.economic()), said(line.governmentEconomic()),
                said(line.project()), said(line.tag()), balance.balance().toYuan(), balance.frozen().toYuan(),
                balance.approved().toYuan(), balance.carriedOut().toYuan());
    }

    private static String said(@Nullable String text) {
        return Objects.toString(text, "");
    }
}
