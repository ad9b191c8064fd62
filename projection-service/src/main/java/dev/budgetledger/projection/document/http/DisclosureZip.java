package dev.budgetledger.projection.document.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import dev.budgetledger.contract.Publication;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.projection.datapackage.DataPackage;
import dev.budgetledger.projection.disclosure.http.TableFiles;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.document.Document;
import dev.budgetledger.projection.document.StatementCsv;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.files.StoredZip;

/** 全部公开文件: all that a budget discloses, each as all that it can be had as, in one file. */
final class DisclosureZip {

    private DisclosureZip() {}

    /** Writes the zip; the stream stays open. One file of it is in memory at a time. */
    static void write(Disclosed disclosed, OutputStream out) throws IOException {
        StoredZip zip = new StoredZip(out);
        Document document = disclosed.document();
        for (Publication.Format format : Publication.Format.values()) {
            zip.add("document/document." + format.name().toLowerCase(Locale.ROOT), DocumentFiles.made(document, format));
        }
        BudgetAsOf budget = unsealed(disclosed.budget());
        for (Table table : disclosed.tables()) {
            String name = "tables/" + table.id();
            zip.add(name + ".json", TableFiles.json(table, budget, Amounts.ALL, table.unit()));
            zip.add(name + ".csv", TableFiles.csv(table, budget, Amounts.ALL, table.unit()));
            ByteArrayOutputStream book = new ByteArrayOutputStream();
            TableFiles.xlsx(table, budget, disclosed.form(), book);
            zip.add(name + ".xlsx", book.toByteArray());
        }
        for (Statement.Part part : StatementCsv.PARTS) {
            zip.add("statements/" + part.name().toLowerCase(Locale.ROOT) + ".csv",
                    StatementCsv.of(budget.id(), List.of(part), disclosed.said()).getBytes(StandardCharsets.UTF_8));
        }
        DataPackage.addTo(zip, "datapackage/", budget, disclosed.units(), disclosed.projects());
        zip.addManifest();
        zip.end();
    }

    /** A checkpoint may come later than the answer; the bytes of a point are the same before and after. */
    private static BudgetAsOf unsealed(BudgetAsOf budget) {
        AsOf point = budget.asOf();
        return budget.at(new AsOf(point.effectiveOn(), point.recordedAsOf(), point.position()));
    }
}
