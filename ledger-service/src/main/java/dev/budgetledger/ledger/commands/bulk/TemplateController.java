package dev.budgetledger.ledger.commands.bulk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import dev.budgetledger.ledger.commands.sheets.SheetCell;
import dev.budgetledger.ledger.commands.sheets.SheetWriter;
import dev.budgetledger.ledger.commands.sheets.WorkbookFile;

/** Hands out a workbook to fill in. */
@RestController
@Tag(name = "Bulk 批量")
class TemplateController {

    private static final String DISPOSITION = ContentDisposition.attachment().filename("template.xlsx").build().toString();

    private final byte[] template = PostingTemplate.bytes();

    @GetMapping(path = "/v1/postings/template.xlsx", produces = WorkbookFile.MEDIA_TYPE)
    @Operation(summary = "A workbook of postings to fill in 模板")
    ResponseEntity<byte[]> template() {
        return ResponseEntity.ok().header(HttpHeaders.CONTENT_DISPOSITION, DISPOSITION).body(template);
    }

    /** 模板: a workbook to fill in, with a header, an example that is not posted, and lists to choose from. The same bytes always. */
    private static class PostingTemplate {

        private static final List<String> FIELDS = List.of("posting", "type", "department", "fiscalYear", "documentNo", "effectiveOn", "reason",
                "fund", "origin", "unit", "function", "kind", "economic", "project", "amount");
        private static final List<String> EXAMPLE = List.of("1", "下达", "301", "2023", "石财预〔2023〕1号", "2023-01-05", "年初批复",
                "一般公共预算", "本年", "", "2010301", "公用经费", "30201", "", "1000.00");
        private static final String REMARK = "备注";
        private static final String EXAMPLE_REMARK = "示例：“记账号”一栏有内容的行不记账，填写时请删除本行";
        private static final int WIDTH = 16;
        private static final int LAST_ROW = 10_000;

        private PostingTemplate() {}

        static byte[] bytes() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try {
                write(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out.toByteArray();
        }

        private static void write(ByteArrayOutputStream out) throws IOException {
            SheetWriter writer = new SheetWriter(out, "记账", FIELDS.stream().map(_ -> WIDTH).toList());
            SortedMap<Integer, SheetCell> header = new TreeMap<>();
            SortedMap<Integer, SheetCell> example = new TreeMap<>();
            List<SheetWriter.Choice> choices = new ArrayList<>();
            for (int i = 0; i < FIELDS.size(); i++) {
                TableColumn column = Objects.requireNonNull(TableWords.of(FIELDS.get(i)));
                header.put(i, SheetCell.text(column.headers().iterator().next()));
                if (!EXAMPLE.get(i).isEmpty()) {
                    example.put(i, example(column, EXAMPLE.get(i)));
                }
                if (column.form() == TableColumn.Form.NAME) {
                    choices.add(new SheetWriter.Choice(i, column.chineseValues()));
                }
            }
            header.put(FIELDS.size(), SheetCell.text(REMARK));
            header.put(FIELDS.size() + 1, SheetCell.text(OutcomeWords.POSTED_AS));
            example.put(FIELDS.size(), SheetCell.text(EXAMPLE_REMARK));
            example.put(FIELDS.size() + 1, SheetCell.text("示例"));
            writer.row(1, header, true);
            writer.row(2, example, false);
            writer.end(choices, 2, LAST_ROW);
        }

        private static SheetCell example(TableColumn column, String text) {
            return switch (column.form()) {
                case DATE -> SheetCell.date(text);
                case MONEY, NUMBER, YEAR -> SheetCell.number(text);
                case TEXT, NAME -> SheetCell.text(text);
            };
        }
    }
}
