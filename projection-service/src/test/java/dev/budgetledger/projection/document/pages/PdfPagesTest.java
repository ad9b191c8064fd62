package dev.budgetledger.projection.document.pages;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.Diagnostic;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDMarkedContent;
import org.apache.pdfbox.text.PDFMarkedContentExtractor;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;

import dev.budgetledger.projection.document.Document;
import dev.budgetledger.projection.document.GridCell;
import dev.budgetledger.projection.document.SampleDocuments;
import dev.budgetledger.projection.document.Sheet;

import static org.assertj.core.api.Assertions.assertThat;

class PdfPagesTest {

    private static final Document DOCUMENT = SampleDocuments.of2023();
    private static final Pattern LINE_OF_CONTENTS = Pattern.compile("(.+?)[ .]{3,}([0-9]+)");
    private static final int BEFORE_THE_FIRST = 2;
    private static final byte[] PDF = pdf(DOCUMENT);

    @Test
    void what_is_read_aloud_is_what_the_document_says_in_its_order() throws IOException {
        List<String> heads = DOCUMENT.parts().stream().flatMap(part -> part.blocks().stream())
                .flatMap(block -> block instanceof Sheet sheet ? Stream.of(DocumentTexts.head(sheet)) : Stream.of()).toList();
        StringBuilder read = new StringBuilder();
        try (PDDocument pdf = Loader.loadPDF(PDF)) {
            for (PDPage page : pdf.getPages()) {
                PDFMarkedContentExtractor extractor = new PDFMarkedContentExtractor();
                extractor.processPage(page);
                StringBuilder own = new StringBuilder();
                extractor.getMarkedContents().forEach(each -> read(each, own));
                String text = DocumentTexts.bare(own.toString());
                // A page that begins with the head of a table continues it.
                read.append(text.substring(heads.stream().filter(text::startsWith).mapToInt(String::length).max().orElse(0)));
            }
        }

        assertThat(read.toString().replaceAll("\\.{3,}[0-9]+", "")).isEqualTo(DocumentTexts.of(DOCUMENT));
    }

    @Test
    void text_that_is_copied_has_characters_and_no_radicals() throws IOException {
        String text = String.join("", pages());

        assertThat(text).contains("行政运行", "一般公共服务支出").doesNotContain("□");
        assertThat(text.codePoints().filter(c -> c >= 0x2E80 && c <= 0x2FDF).mapToObj(Character::toString)).isEmpty();
    }

    @Test
    void the_contents_say_on_which_page_each_part_begins() throws IOException {
        List<String> pages = pages();
        List<String> told = new ArrayList<>();
        for (String line : pages.get(1).lines().toList()) {
            Matcher matcher = LINE_OF_CONTENTS.matcher(line);
            if (matcher.matches()) {
                int page = Integer.parseInt(matcher.group(2));
                told.add(matcher.group(1));
                assertThat(pages.get(page - 1 + BEFORE_THE_FIRST)).as(line).contains(matcher.group(1), "— " + page + " —");
            }
        }

        assertThat(told).isEqualTo(DOCUMENT.parts().stream().filter(part -> !part.blocks().isEmpty()).map(Document.Part::title).toList());
    }

    @Test
    void heads_and_the_point_are_on_every_page_of_a_table() throws IOException {
        List<String> pages = pages();

        assertThat(pages.subList(1, pages.size())).allSatisfy(page -> assertThat(page)
                .contains("业务日期 2023-12-31 · 记账时间 2023-02-01T01:02:03.123456Z · 账本日志位置 42"));
        assertThat(pages.stream().filter(page -> page.contains("年末财政拨款结转和结余") || page.contains("一、一般公共预算拨款")).toList())
                .hasSizeGreaterThan(1)
                .allSatisfy(page -> assertThat(page).contains("栏次", "单位:万元"));
    }

    @Test
    void it_brings_its_font_and_the_day_of_its_document() throws IOException {
        try (PDDocument pdf = Loader.loadPDF(PDF)) {
            assertThat(pdf.getDocumentInformation().getCreationDate().toInstant()).isEqualTo("2023-02-01T01:02:03Z");
            assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo(DOCUMENT.head().title());
            for (PDPage page : pdf.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
                }
            }
        }
    }

    @Test
    void all_of_the_style_is_understood() throws IOException {
        List<Diagnostic> told = new ArrayList<>();
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.withDiagnosticConsumer(told::add);

        PdfPages.write(DOCUMENT, new ByteArrayOutputStream(), builder);

        assertThat(told).isNotEmpty();
        assertThat(told).filteredOn(each -> each.getLevel().intValue() >= Level.WARNING.intValue())
                .extracting(Diagnostic::getFormattedMessage).isEmpty();
    }

    /** What ends just above the end of a page leaves no empty one. */
    @Test
    void every_page_has_text() throws IOException {
        for (int rows = 34; rows <= 40; rows++) {
            List<List<GridCell>> body = IntStream.range(0, rows)
                    .mapToObj(row -> List.of(new GridCell("行" + row, GridCell.Kind.LABEL), new GridCell("1.00", GridCell.Kind.NUMBER))).toList();
            Sheet sheet = new Sheet("sheet", "表", new Sheet.Corners("", "", ""),
                    List.of(List.of(new GridCell("项目", GridCell.Kind.HEAD), new GridCell("金额", GridCell.Kind.HEAD))), body, List.of());
            Document document = SampleDocuments.document(List.of(
                    new Document.Part("part", "部分", 1, List.of(SampleDocuments.words("一段"), sheet))));

            // Beside its number, and whose it is as of when.
            assertThat(pages(pdf(document))).as("%d rows", rows).allSatisfy(page -> assertThat(page.lines()).hasSizeGreaterThan(2));
        }
    }

    private static List<String> pages() throws IOException {
        return pages(PDF);
    }

    private static List<String> pages(byte[] made) throws IOException {
        List<String> pages = new ArrayList<>();
        try (PDDocument pdf = Loader.loadPDF(made)) {
            for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
                PDFTextStripper stripper = new PDFTextStripper();
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                pages.add(stripper.getText(pdf));
            }
        }
        return pages;
    }

    private static void read(PDMarkedContent content, StringBuilder read) {
        if (!"Artifact".equals(content.getTag())) {
            for (Object each : content.getContents()) {
                switch (each) {
                    case TextPosition text -> read.append(text.getUnicode());
                    case PDMarkedContent inner -> read(inner, read);
                    default -> {}
                }
            }
        }
    }

    private static byte[] pdf(Document document) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PdfPages.write(document, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
