package dev.budgetledger.projection.document.pages;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

import dev.budgetledger.contract.Sha256;
import dev.budgetledger.projection.document.Block;
import dev.budgetledger.projection.document.Document;
import dev.budgetledger.projection.document.Document.Part;
import dev.budgetledger.projection.document.GridCell;
import dev.budgetledger.projection.document.GridCell.Kind;
import dev.budgetledger.projection.document.Links;
import dev.budgetledger.projection.document.SampleDocuments;
import dev.budgetledger.projection.document.Sheet;
import dev.budgetledger.projection.document.Source;
import dev.budgetledger.projection.document.Span;

import static org.assertj.core.api.Assertions.assertThat;

class HtmlPagesTest {

    private static final Document DOCUMENT = SampleDocuments.of2023();

    @Test
    void the_page_says_what_the_document_says_in_its_order() throws Exception {
        assertThat(DocumentTexts.bare(elements(page(DOCUMENT), "body").getFirst().getTextContent()))
                .isEqualTo(DocumentTexts.of(DOCUMENT));
    }

    @Test
    void every_figure_leads_to_its_source() throws Exception {
        List<String> leads = elements(page(DOCUMENT), "a").stream().map(link -> link.getAttribute("href"))
                .filter(href -> !href.startsWith("#")).toList();

        assertThat(leads).hasSizeGreaterThan(300)
                .isEqualTo(DocumentTexts.sources(DOCUMENT).stream().map(source -> Links.of(source, DOCUMENT.head())).toList());
    }

    @Test
    void the_contents_lead_to_every_part() throws Exception {
        Element page = page(DOCUMENT);
        List<String> parts = elements(page, "section").stream().map(section -> section.getAttribute("id")).toList();

        assertThat(parts).doesNotHaveDuplicates().isEqualTo(DOCUMENT.parts().stream().map(Part::id).toList());
        assertThat(elements(elements(page, "nav").getFirst(), "a")).extracting(link -> link.getAttribute("href"))
                .isEqualTo(parts.stream().map(id -> "#" + id).toList());
    }

    @Test
    void a_cell_knows_its_heads() throws Exception {
        Element page = page(DOCUMENT);

        assertThat(elements(page, "th")).allSatisfy(head -> assertThat(head.getAttribute("scope")).isIn("col", "colgroup", "row", "rowgroup"));
        assertThat(elements(page, "th")).anySatisfy(head -> {
            assertThat(head.getTextContent()).isEqualTo("产出指标");
            assertThat(head.getAttribute("rowspan")).isEqualTo("4");
            assertThat(head.getAttribute("scope")).isEqualTo("rowgroup");
        });
    }

    @Test
    void what_is_not_ours_is_text_wherever_it_stands() throws Exception {
        String evil = "</td></style><script>alert('1')</script>&amp;\"' onload=\"x\u0001\uFFFF";
        GridCell cell = new GridCell(evil, Kind.NUMBER, 1, 1, new Source.TableCell(evil, 1, evil));
        Document document = SampleDocuments.document(List.of(new Part(evil, evil, 1, List.of(
                new Block.Heading(1, evil),
                new Block.Paragraph(List.of(new Span(evil), new Span(evil, new Source.OfStatement(evil, evil, evil)))),
                new Sheet(evil, evil + evil, new Sheet.Corners(evil, evil, evil),
                        List.of(List.of(new GridCell(evil, Kind.HEAD))), List.of(List.of(cell)), List.of(evil))))));

        Element page = page(document);

        assertThat(elements(page, "*")).extracting(Element::getTagName).doesNotContain("script");
        assertThat(DocumentTexts.bare(elements(page, "body").getFirst().getTextContent()))
                .isEqualTo(DocumentTexts.of(document).replace('\u0001', '\uFFFD').replace('\uFFFF', '\uFFFD'));
        assertThat(attributes(page)).doesNotContain("onload");
    }

    @Test
    void nothing_is_run_and_nothing_is_loaded_but_its_own_style() throws Exception {
        Element page = page(DOCUMENT);
        String style = elements(page, "style").getFirst().getTextContent();

        assertThat(elements(page, "*")).extracting(Element::getTagName).doesNotContain("script", "link", "img", "iframe");
        assertThat(attributes(page)).doesNotContain("src", "style");
        assertThat(style).doesNotContain("url(", "@import");
        assertThat(HtmlPages.POLICY).contains("'sha256-" + Base64.getEncoder().encodeToString(
                HexFormat.of().parseHex(Sha256.hex(style.getBytes(StandardCharsets.UTF_8)))) + "'");
    }

    @Test
    void where_columns_cannot_share_the_paper_each_is_as_wide_as_what_stands_in_it() throws Exception {
        Element page = page(only(sheet(12, "123,456,789,012.00")));
        List<String> styles = elements(page, "style").stream().map(Element::getTextContent).toList();

        assertThat(elements(page, "col")).extracting(col -> col.getAttribute("class")).containsOnly("c20");
        assertThat(elements(page, "div")).extracting(div -> div.getAttribute("class")).contains("sheet wide short f10");
        assertThat(styles).hasSize(2).last().asString().contains(".c20{width:11.20em}", ".f10 table{font-size:5.0pt}");
        assertThat(HtmlPages.POLICY).contains(HtmlPages.hash(styles.getFirst()), HtmlPages.hash(styles.getLast()));
        assertThat(elements(page(only(sheet(6, "123,456,789,012.00"))), "div")).as("more than fit on the narrow side")
                .extracting(div -> div.getAttribute("class")).contains("sheet wide short f18");
    }

    @Test
    void where_they_can_a_page_is_drawn_as_ever() throws Exception {
        Element page = page(only(sheet(12, "1,234.56")));

        assertThat(elements(page, "col")).extracting(col -> col.getAttribute("class")).containsOnly("w8");
        assertThat(elements(page, "style")).hasSize(1);
    }

    private static Document only(Sheet sheet) {
        return SampleDocuments.document(List.of(new Part("table", "表", 1, List.of(sheet))));
    }

    private static Sheet sheet(int columns, String number) {
        return new Sheet("表", "表", new Sheet.Corners("", "", ""), List.of(Collections.nCopies(columns, new GridCell("数", Kind.HEAD))),
                List.of(Collections.nCopies(columns, new GridCell(number, Kind.NUMBER))), List.of());
    }

    private static Set<String> attributes(Element page) {
        Set<String> names = new TreeSet<>();
        elements(page, "*").forEach(each -> {
            for (int i = 0; i < each.getAttributes().getLength(); i++) {
                names.add(each.getAttributes().item(i).getNodeName());
            }
        });
        return names;
    }

    private static Element page(Document document) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(HtmlPages.of(document)))).getDocumentElement();
    }

    private static List<Element> elements(Element page, String name) {
        NodeList nodes = page.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
