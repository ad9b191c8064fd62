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

import org.springframework.stereotype.Component;

import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Publication;
import dev.budgetledger.contract.Publication.Format;
import dev.budgetledger.contract.Sha256;
import dev.budgetledger.edge.problems.Places;
import dev.budgetledger.projection.document.Document;
import dev.budgetledger.projection.document.pages.HtmlPages;
import dev.budgetledger.projection.document.pages.PdfPages;
import dev.budgetledger.projection.document.pages.XlsxBook;

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
}
