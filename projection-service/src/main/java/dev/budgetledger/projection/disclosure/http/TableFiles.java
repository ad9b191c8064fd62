package dev.budgetledger.projection.disclosure.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Sha256;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.Unit;

/** 公开表文件: tables as the files that are published, and what tells one file from another. */
public final class TableFiles {

    private TableFiles() {}

    /**
     * The bytes of the CSV of a table, as HTTP serves it. They do not depend on when it is asked for.
     *
     * @param table of the budget showing these amounts
     */
    public static byte[] csv(Table table, BudgetAsOf budget, Amounts amounts, Unit unit) {
        return Csv.of(TableDocument.of(table, budget, amounts, unit)).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The JSON of a table as HTTP serves it, in canonical form (RFC 8785).
     *
     * @param table of the budget showing these amounts
     */
    public static byte[] json(Table table, BudgetAsOf budget, Amounts amounts, Unit unit) {
        return ContractJson.canonical(TableDocument.of(table, budget, amounts, unit));
    }

    /** Writes the workbook of a table with all of its money, as HTTP serves it; the stream stays open. */
    public static void xlsx(Table table, BudgetAsOf budget, Form form, OutputStream out) throws IOException {
        TableBooks.of(table, budget, form, Amounts.ALL, table.unit()).write(out);
    }

    /**
     * 摘要: the SHA-256 of the CSV of each table by its id, in hex, as {@code sha256sum} prints it.
     *
     * @param tables of the budget with all of its money
     * @param unit null for that of each table's form
     */
    public static SequencedMap<String, String> digests(List<Table> tables, BudgetAsOf budget, @Nullable Unit unit) {
        SequencedMap<String, String> digests = new LinkedHashMap<>();
        for (Table table : tables) {
            digests.put(table.id(), Sha256.hex(csv(table, budget, Amounts.ALL, unit == null ? table.unit() : unit)));
        }
        return digests;
    }
}
