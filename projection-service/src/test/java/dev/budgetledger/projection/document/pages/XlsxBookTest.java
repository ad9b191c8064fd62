package dev.budgetledger.projection.document.pages;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;

import dev.budgetledger.projection.document.Document;
import dev.budgetledger.projection.document.GridCell;
import dev.budgetledger.projection.document.GridCell.Kind;
import dev.budgetledger.projection.document.SampleDocuments;
import dev.budgetledger.projection.document.Sheet;

import static org.assertj.core.api.Assertions.assertThat;

class XlsxBookTest {

    private static final Document.Head HEAD = SampleDocuments.of2023().head();
    private static final Sheet.Corners CORNERS = new Sheet.Corners("301 办公室", "预算年度:2023", "单位:元");

    @Test
    void another_library_reads_each_cell_as_it_is_printed() throws IOException {
        List<Sheet> sheets = SampleDocuments.of2023().parts().stream().flatMap(part -> part.blocks().stream())
                .flatMap(block -> block instanceof Sheet sheet ? Stream.of(sheet) : Stream.of()).toList();
        try (ReadableWorkbook book = open(book(sheets))) {
            assertThat(book.getSheets().count()).isEqualTo(sheets.size() + 1L);
            for (int i = 0; i < sheets.size(); i++) {
                Sheet sheet = sheets.get(i);
                List<Row> rows = book.getSheet(i).orElseThrow().read();
                assertThat(rows.getFirst().getCellText(0)).isEqualTo(sheet.title());
                int body = rows.size() - sheet.body().size() - sheet.notes().size();
                for (PlacedCell each : PlacedCell.of(sheet.body())) {
                    Row row = rows.get(body + each.row());
                    assertThat(row.getOptionalCell(each.column()).map(XlsxBookTest::printed).orElse("")).as("%s %s", sheet.id(), each)
                            .isEqualTo(each.cell().text());
                }
            }
        }
    }

    @Test
    void an_amount_is_a_number_that_shows_its_places_and_what_looks_like_a_formula_is_text() throws IOException {
        Sheet sheet = sheet(List.of(
                new GridCell("=1+1", Kind.LABEL), new GridCell("1,234,567.80", Kind.NUMBER), new GridCell("2.3", Kind.NUMBER),
                new GridCell("0", Kind.NUMBER), new GridCell("—", Kind.NUMBER), new GridCell("", Kind.NUMBER)));
        try (ReadableWorkbook book = open(book(List.of(sheet)))) {
            Row row = book.getFirstSheet().read().getLast();

            assertThat(row.getCell(0).getType()).isEqualTo(CellType.STRING);
            assertThat(row.getCellText(0)).isEqualTo("=1+1");
            assertThat(List.of(row.getCell(1), row.getCell(2), row.getCell(3))).extracting(Cell::getType).containsOnly(CellType.NUMBER);
            assertThat(row.getCell(1).asNumber()).isEqualByComparingTo("1234567.80");
            assertThat(row.getCell(1).getDataFormatString()).isEqualTo("#,##0.00");
            assertThat(row.getCell(2).getDataFormatString()).isEqualTo("0.0");
            assertThat(row.getCell(3).getDataFormatString()).isEqualTo("0");
            assertThat(row.getCell(4).getType()).isEqualTo(CellType.STRING);
            assertThat(row.getOptionalCell(5).map(Cell::getType).orElse(CellType.EMPTY)).isEqualTo(CellType.EMPTY);
        }
    }

    @Test
    void heads_are_merged_and_repeated_and_a_wide_sheet_lies() throws IOException {
        Map<String, String> files = files(book(SampleDocuments.of2023().parts().stream().flatMap(part -> part.blocks().stream())
                .flatMap(block -> block instanceof Sheet sheet ? Stream.of(sheet) : Stream.of())
                .filter(sheet -> sheet.id().equals("performance-1") || sheet.id().equals("procurement")).toList()));

        assertThat(files.get("xl/worksheets/sheet1.xml"))
                .contains("<mergeCell ref=\"A3:B3\"/>", "<mergeCell ref=\"A5:A8\"/>", "orientation=\"portrait\"");
        assertThat(files.get("xl/worksheets/sheet2.xml")).contains("orientation=\"landscape\"");
        assertThat(files.get("xl/workbook.xml")).contains("_xlnm.Print_Titles", "$1:$4");
    }

    @Test
    void the_last_sheet_says_as_of_when_in_which_form() throws IOException {
        try (ReadableWorkbook book = open(book(List.of(sheet(List.of(new GridCell("1", Kind.NUMBER))))))) {
            List<Row> rows = book.getSheet(1).orElseThrow().read();

            assertThat(rows).extracting(row -> row.getCellText(0) + " " + row.getCellText(1)).contains(
                    "业务日期 2023-12-31", "记账时间 2023-02-01T01:02:03.123456Z", "账本日志位置 42", "公开表样 shijiazhuang-2023",
                    "表样摘要 " + HEAD.form().sha256(), "金额 冻结");
        }
    }

    @Test
    void it_is_of_the_instant_of_its_document() throws IOException {
        byte[] book = book(SampleDocuments.sheets());

        assertThat(files(book).get("docProps/core.xml")).contains(">2023-02-01T01:02:03.123456Z<");
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(book))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                assertThat(entry.getTimeLocal()).isEqualTo("1980-02-01T00:00:00");
                assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
            }
        }
    }

    /** As its format shows it. */
    private static String printed(Cell cell) {
        return switch (cell.getType()) {
            case EMPTY -> "";
            case NUMBER -> number(cell);
            default -> cell.getText();
        };
    }

    private static String number(Cell cell) {
        String format = cell.getDataFormatString();
        int places = format.contains(".") ? format.length() - format.indexOf('.') - 1 : 0;
        return String.format(format.startsWith("#") ? "%,." + places + "f" : "%." + places + "f", cell.asNumber());
    }

    private static Sheet sheet(List<GridCell> row) {
        return new Sheet("t", "表", CORNERS, List.of(row.stream().map(each -> new GridCell("列", Kind.HEAD)).toList()), List.of(row), List.of());
    }

    private static byte[] book(List<Sheet> sheets) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LinkedHashMap<String, String> more = new LinkedHashMap<>(Map.of("金额", "冻结"));
        XlsxBook.write(sheets, HEAD, more, out);
        return out.toByteArray();
    }

    private static ReadableWorkbook open(byte[] book) throws IOException {
        return new ReadableWorkbook(new ByteArrayInputStream(book), new ReadingOptions(true, true));
    }

    private static Map<String, String> files(byte[] book) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(book))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
