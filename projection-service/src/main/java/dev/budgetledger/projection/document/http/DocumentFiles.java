package dev.budgetledger.projection.document.http;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

import org.springframework.stereotype.Component;

import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Publication;
import dev.budgetledger.contract.Publication.Format;
import dev.budgetledger.contract.Sha256;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.edge.problems.Places;
import dev.budgetledger.projection.datapackage.DataPackage;
import dev.budgetledger.projection.disclosure.http.TableFiles;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.document.Document;
import dev.budgetledger.projection.document.StatementCsv;
import dev.budgetledger.projection.document.http.Documents.Disclosed;
import dev.budgetledger.projection.document.pages.HtmlPages;
import dev.budgetledger.projection.document.pages.PdfPages;
import dev.budgetledger.projection.document.pages.XlsxBook;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.files.StoredZip;

/** 公开文档文件: documents as the files that are published, and what tells one file from another. */
@Component
public final class DocumentFiles {

    /** A PDF takes a processor for a second, and a font of some megabytes. */
    private final Places printing = new Places(2);

    /**
     * The bytes of a document, which do not depend on when or where it is asked for: pages as HTTP serves them, JSON in canonical form (RFC 8785).
     *
     * @throws dev.budgetledger.edge.problems.ProblemException if others are being printed
     */
    public byte[] bytes(Document document, Format format) {
        if (format == Format.JSON || format == Format.HTML) {
            return made(document, format);
        }
        try (Places.Place _ = printing.take()) {
            return made(document, format);
        }
    }

    /** The same for who has a place already. */
    static byte[] made(Document document, Format format) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            switch (format) {
                case JSON -> file.writeBytes(ContractJson.canonical(document));
                case HTML -> file.writeBytes(HtmlPages.of(document).getBytes(StandardCharsets.UTF_8));
                case PDF -> PdfPages.write(document, file);
                case XLSX -> XlsxBook.write(document.sheets(), document.head(), new LinkedHashMap<>(), file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    /** 摘要 of a document in each of these formats. */
    public List<Publication.PinnedDocument> pins(Document document, List<Format> formats) {
        return formats.stream()
                .map(format -> new Publication.PinnedDocument(format, Sha256.hex(bytes(document, format))))
                .toList();
    }

    /**
     * All that is disclosed, in one file, of which one at a time is in memory.
     *
     * @throws dev.budgetledger.edge.problems.ProblemException as {@link #bytes}
     */
    void zip(Disclosed disclosed, Path to) throws IOException {
        try (Places.Place _ = printing.take(); OutputStream out = new BufferedOutputStream(Files.newOutputStream(to))) {
            DisclosureZip.write(disclosed, out);
        }
    }

    /** 全部公开文件: all that a budget discloses, each as all that it can be had as, in one file. */
    private static class DisclosureZip {

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
}
