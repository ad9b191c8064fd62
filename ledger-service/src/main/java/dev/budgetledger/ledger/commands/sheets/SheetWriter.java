package dev.budgetledger.ledger.commands.sheets;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a workbook of one sheet row by row, in the memory of one row. Nothing in it is of when it is made: the same rows are the same bytes.
 * What {@link SheetRows} reads of it is what was written.
 */
public final class SheetWriter {

    /** A zip has the time of each file; the earliest it can say. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final LocalDate EPOCH = LocalDate.of(1899, 12, 30);
    private static final int DATE = 1;
    private static final int HEAD = 2;

    private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
    private static final String OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String CONTENT = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

    private final ZipOutputStream zip;

    /**
     * A list to choose from in the cells of a column.
     *
     * @param column from 0
     * @param values at most 255 characters together, none with a comma
     */
    public record Choice(int column, List<String> values) {}

    /**
     * Begins a workbook; the stream is not closed.
     *
     * @param widths of columns from the first one on, in characters
     */
    public SheetWriter(OutputStream out, String sheet, List<Integer> widths) throws IOException {
        zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        part("[Content_Types].xml", "<Types xmlns=\"" + PACKAGE + "content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" + CONTENT + "sheet.main+xml\"/>"
                + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" + CONTENT + "worksheet+xml\"/>"
                + "<Override PartName=\"/xl/styles.xml\" ContentType=\"" + CONTENT + "styles+xml\"/></Types>");
        part("_rels/.rels", relations("officeDocument", "xl/workbook.xml"));
        part("xl/workbook.xml", "<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + OFFICE + "\"><sheets><sheet name=\"" + escaped(sheet)
                + "\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
        part("xl/_rels/workbook.xml.rels", relations("worksheet", "worksheets/sheet1.xml", "styles", "styles.xml"));
        part("xl/styles.xml", "<styleSheet xmlns=\"" + MAIN + "\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>"
                + "</numFmts><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"宋体\"/></font><font><b/><sz val=\"11\"/><name val=\"宋体\"/></font></fonts>"
                + "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>"
                + "<borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"3\"><xf/>"
                + "<xf numFmtId=\"164\" applyNumberFormat=\"1\"/><xf fontId=\"1\" applyFont=\"1\"/></cellXfs></styleSheet>");
        begin("xl/worksheets/sheet1.xml");
        write("<worksheet xmlns=\"" + MAIN + "\">" + columns(widths) + "<sheetData>");
    }

    private static String columns(List<Integer> widths) {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < widths.size(); i++) {
            columns.append("<col min=\"").append(i + 1).append("\" max=\"").append(i + 1).append("\" width=\"").append(widths.get(i))
                    .append("\" customWidth=\"1\"/>");
        }
        return columns.isEmpty() ? "" : "<cols>" + columns + "</cols>";
    }

    private static String relations(String... typesAndTargets) {
        StringBuilder relations = new StringBuilder("<Relationships xmlns=\"" + PACKAGE + "relationships\">");
        for (int i = 0; i < typesAndTargets.length; i += 2) {
            relations.append("<Relationship Id=\"rId").append(i / 2 + 1).append("\" Type=\"").append(OFFICE).append('/')
                    .append(typesAndTargets[i]).append("\" Target=\"").append(typesAndTargets[i + 1]).append("\"/>");
        }
        return relations.append("</Relationships>").toString();
    }

    private void part(String name, String content) throws IOException {
        begin(name);
        write(content);
        zip.closeEntry();
    }

    private void begin(String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        write(XML);
    }

    private void write(String text) throws IOException {
        zip.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A row after those before it. */
    public void row(int number, SortedMap<Integer, SheetCell> cells, boolean isHead) throws IOException {
        StringBuilder row = new StringBuilder("<row r=\"").append(number).append("\">");
        for (Map.Entry<Integer, SheetCell> each : cells.entrySet()) {
            cell(row, CellReference.letters(each.getKey()) + number, each.getValue(), isHead);
        }
        write(row.append("</row>").toString());
    }

    private static void cell(StringBuilder row, String reference, SheetCell cell, boolean isHead) {
        row.append("<c r=\"").append(reference).append('"');
        switch (cell.kind()) {
            case NUMBER -> row.append("><v>").append(cell.text()).append("</v></c>");
            case DATE -> date(row, cell.text());
            case TEXT, FAULT -> text(row, cell.text(), isHead);
        }
    }

    /** What has a time of day, too, is written as text. */
    private static void date(StringBuilder row, String iso) {
        if (iso.length() == "2023-01-05".length()) {
            row.append(" s=\"").append(DATE).append("\"><v>").append(ChronoUnit.DAYS.between(EPOCH, LocalDate.parse(iso))).append("</v></c>");
        } else {
            text(row, iso, false);
        }
    }

    private static void text(StringBuilder row, String text, boolean isHead) {
        row.append(isHead ? " s=\"" + HEAD + "\"" : "").append(" t=\"inlineStr\"><is><t xml:space=\"preserve\">").append(escaped(text))
                .append("</t></is></c>");
    }

    /** What XML has no form for is not written. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\r' -> escaped.append("&#13;");
                default -> {
                    if (isXml(character)) {
                        escaped.appendCodePoint(character);
                    }
                }
            }
        });
        return escaped.toString();
    }

    private static boolean isXml(int character) {
        return character == '\t' || character == '\n' || (character >= ' ' && character < 0xD800)
                || (character >= 0xE000 && character < 0xFFFE) || character >= 0x10000;
    }

    /**
     * Ends the workbook.
     *
     * @param lastRow down to which cells have lists to choose from
     */
    public void end(List<Choice> choices, int firstRow, int lastRow) throws IOException {
        StringBuilder end = new StringBuilder("</sheetData>");
        if (!choices.isEmpty()) {
            end.append("<dataValidations count=\"").append(choices.size()).append("\">");
            for (Choice choice : choices) {
                String letters = CellReference.letters(choice.column);
                end.append("<dataValidation type=\"list\" allowBlank=\"1\" showErrorMessage=\"1\" sqref=\"").append(letters).append(firstRow)
                        .append(':').append(letters).append(lastRow).append("\"><formula1>&quot;")
                        .append(escaped(String.join(",", choice.values))).append("&quot;</formula1></dataValidation>");
            }
            end.append("</dataValidations>");
        }
        write(end.append("</worksheet>").toString());
        zip.closeEntry();
        zip.finish();
    }
}
