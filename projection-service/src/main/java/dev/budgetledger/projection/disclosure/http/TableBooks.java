package dev.budgetledger.projection.disclosure.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpOutputMessage;

import dev.budgetledger.contract.form.Form;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.document.Document;
import dev.budgetledger.projection.document.Sheet;
import dev.budgetledger.projection.document.TableSheets;
import dev.budgetledger.projection.document.pages.XlsxBook;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.Unit;

/** Tables as workbooks. */
final class TableBooks {

    private TableBooks() {}

    /**
     * 工作簿.
     *
     * @param name of its file, without the end
     * @param more what its last sheet says of the amounts
     */
    record Book(String name, List<Sheet> sheets, Document.Head head, SequencedMap<String, String> more) {

        /** Writes it; the stream stays open. */
        void write(OutputStream out) throws IOException {
            XlsxBook.write(sheets, head, more, out);
        }

        /** What downloads it. */
        void download(HttpOutputMessage output) throws IOException {
            output.getHeaders().setContentDisposition(ContentDisposition.attachment().filename(name + ".xlsx").build());
            write(output.getBody());
        }
    }

    /** @param table of the budget showing these amounts */
    static Book of(Table table, BudgetAsOf budget, Form form, Amounts amounts, Unit measure) {
        SequencedMap<String, String> more = new LinkedHashMap<>();
        more.put("金额", switch (amounts) {
            case ALL -> "全部";
            case FROZEN -> "冻结";
            case FREE -> "可用";
        });
        proposed(more, budget);
        return new Book(budget.id().stream() + "-" + table.id(), List.of(TableSheets.of(table, budget, measure, form)),
                Document.Head.of(table.title(), budget, form), more);
    }

    /** All tables of a budget, each in the measure of its form. */
    static Book of(List<Table> tables, BudgetAsOf budget, Form form) {
        SequencedMap<String, String> more = new LinkedHashMap<>();
        proposed(more, budget);
        return new Book(budget.id().stream(),
                tables.stream().map(table -> TableSheets.of(table, budget, table.unit(), form)).toList(),
                Document.Head.of(form.name(), budget, form), more);
    }

    private static void proposed(SequencedMap<String, String> more, BudgetAsOf budget) {
        Integer proposed = ProposedNote.count(budget);
        if (proposed != null) {
            more.put("提请", ProposedNote.said(proposed).chinese());
        }
    }
}
