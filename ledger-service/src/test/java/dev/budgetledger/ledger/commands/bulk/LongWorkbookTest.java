package dev.budgetledger.ledger.commands.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.ledger.commands.CommandDocument;
import dev.budgetledger.ledger.commands.KeyPolicy;
import dev.budgetledger.ledger.commands.sheets.SheetRows;
import dev.budgetledger.ledger.commands.sheets.WorkbookFile;
import dev.budgetledger.ledger.store.Submission;

import static org.assertj.core.api.Assertions.assertThat;

/** Long sheets in a process of its own that has little memory. */
class LongWorkbookTest {

    private static final int ROWS = 100_000;
    private static final String HEAP = "-Xmx64m";

    @Test
    void a_hundred_thousand_rows_each_with_texts_of_its_own_are_read_and_answered_in_little_memory(@TempDir Path folder) throws Exception {
        Path workbook = folder.resolve("long.xlsx");
        write(workbook);

        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP,
                "-cp", System.getProperty("java.class.path"), LongWorkbookTest.class.getName(), workbook.toString())
                .redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains(ROWS + " read, " + ROWS / 2 + " wrong");
    }

    /** As spreadsheets write it: every text once, cells refer to them.. */
    private static void write(Path workbook) throws IOException {
        var parts = Workbooks.parts("", "");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(workbook))) {
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                switch (part.getKey()) {
                    case "xl/sharedStrings.xml" -> texts(zip);
                    case "xl/worksheets/sheet1.xml" -> sheet(zip);
                    default -> utf8(zip, part.getValue());
                }
                zip.closeEntry();
            }
        }
    }

    private static void texts(OutputStream out) throws IOException {
        utf8(out, "<sst>");
        for (String header : List.of("业务类型", "部门", "年度", "文号", "生效日期", "事由", "资金性质", "功能科目", "支出性质", "支出经济分类", "金额",
                "下达", "一般公共预算", "公用经费")) {
            utf8(out, "<si><t>" + header + "</t></si>");
        }
        for (int row = 2; row <= ROWS + 1; row++) {
            utf8(out, "<si><t>石财预〔2023〕" + row + "号</t></si><si><t>年初批复 &amp; 第 " + row + " 行，" + "事由很长".repeat(20) + "</t></si>");
        }
        utf8(out, "</sst>");
    }

    private static void sheet(OutputStream out) throws IOException {
        utf8(out, "<worksheet><sheetData><row r=\"1\">");
        for (int column = 0; column < 11; column++) {
            utf8(out, "<c t=\"s\"><v>" + column + "</v></c>");
        }
        utf8(out, "</row>");
        for (int row = 2; row <= ROWS + 1; row++) {
            int text = 14 + 2 * (row - 2);
            utf8(out, "<row r=\"" + row + "\"><c t=\"s\"><v>11</v></c><c><v>301</v></c><c><v>2023</v></c><c t=\"s\"><v>" + text + "</v></c>"
                    + "<c s=\"1\"><v>44931</v></c><c t=\"s\"><v>" + (text + 1) + "</v></c><c t=\"s\"><v>12</v></c><c><v>2010301</v></c>"
                    + "<c t=\"s\"><v>13</v></c><c><v>30201</v></c><c><v>" + (row % 2 == 0 ? "1.5" : "1.555") + "</v></c></row>");
        }
        utf8(out, "</sheetData></worksheet>");
    }

    private static void utf8(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a workbook as the service does, and writes its outcome. */
    public static void main(String[] arguments) throws Exception {
        Reader reader = new Reader(new CommandDocument(JsonMapper.builder().build()), new KeyPolicy(false),
                (command, said, key, sequence) -> new Submission(command, "预算处", key, sequence), null);
        long read = 0;
        long wrong = 0;
        long written = 0;
        try (InputStream in = Files.newInputStream(Path.of(arguments[0])); WorkbookFile file = WorkbookFile.receive(in, null);
                SheetRows rows = file.rows(); SheetRows again = file.rows()) {
            PostingTable table = new PostingTable(new WorkbookTable(rows), reader);
            OutcomeSheet outcome = new OutcomeSheet(new WorkbookTable(again), table.layout(), new OutcomeWorkbook(table.layout()));
            for (Item item = table.next(); item != null; item = table.next()) {
                read++;
                wrong += item instanceof Item.Illegible ? 1 : 0;
                CommandResult result = new CommandResult(item.line(), 400, null, null, null, new CommandResult.Problem("X", "", "wrong"), null);
                written += outcome.write(item.located(result), read == 1).length;
            }
            written += outcome.end(read == 0).length;
        }
        System.out.println(read + " read, " + wrong + " wrong, " + written + " bytes written");
    }
}
