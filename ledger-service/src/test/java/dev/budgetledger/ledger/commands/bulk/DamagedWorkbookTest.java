package dev.budgetledger.ledger.commands.bulk;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.UUID;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import dev.budgetledger.ledger.RunningLedger;

import static dev.budgetledger.ledger.RunningLedger.*;
import static org.assertj.core.api.Assertions.assertThat;

/** Workbooks with bytes, parts and marks changed at random: read, or refused as a whole, and never a fault of the service. */
class DamagedWorkbookTest {

    private static final int ROWS = 20;
    private static final int WORKBOOKS = 400;

    /** Of what ends a zip, without a comment (APPNOTE 4.3.16). */
    private static final int END_BYTES = 22;

    private static RunningLedger ledger;

    @BeforeAll
    static void start() throws Exception {
        ledger = RunningLedger.with301();
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @Test
    void whatever_is_damaged_is_told_and_what_is_refused_records_nothing() throws Exception {
        Random random = new Random(73);
        String department = "X" + UUID.randomUUID().toString().substring(0, 8);
        ledger.given("/v1/budgets", "{\"department\":{\"code\":\"" + department + "\",\"name\":\"测试\"},\"fiscalYear\":2023}");
        SequencedMap<String, String> parts = Workbooks.parts(rows(department), "<mergeCells><mergeCell ref=\"M1:N1\"/></mergeCells>");
        int refused = 0;
        int read = 0;
        for (int i = 0; i < WORKBOOKS; i++) {
            byte[] workbook = switch (random.nextInt(3)) {
                case 0 -> damaged(Workbooks.zip(parts), random);
                case 1 -> Workbooks.zip(damaged(parts, random));
                default -> Workbooks.zip(wrong(parts, random));
            };
            long length = ledger.logLength();
            boolean isAtomic = random.nextBoolean();
            HttpResponse<String> answer = ledger.post("/v1/postings?atomic=" + isAtomic, Workbooks.XLSX, BodyPublishers.ofByteArray(workbook));

            assertThat(answer.statusCode()).as(i + ": " + answer.body()).isIn(200, 400, 413, 422, 409);
            long recorded = ledger.logLength() - length;
            if (answer.statusCode() == 200) {
                read++;
                assertThat(answer.body().lines().map(line -> JSON.readTree(line).get("status").asInt()).filter(status -> status == 201).count())
                        .isEqualTo(recorded);
                assertThat(answer.body().lines().map(line -> JSON.readTree(line).get("status").asInt())).allMatch(status -> status < 500);
            } else {
                refused++;
                assertThat(recorded).isZero();
            }
        }
        assertThat(refused).isGreaterThan(WORKBOOKS / 10);
        assertThat(read).isGreaterThan(WORKBOOKS / 10);
    }

    /** What ends a workbook says where the list of its parts begins and how long that is; some of it, such as the number of a disk, is of no account. */
    @Test
    void a_workbook_of_which_any_bit_at_the_end_is_wrong_is_told_so_or_read() throws Exception {
        byte[] workbook = Workbooks.zip(Workbooks.parts(rows("X"), ""));
        long length = ledger.logLength();
        for (int bit = 8 * (workbook.length - END_BYTES); bit < 8 * workbook.length; bit++) {
            byte[] damaged = workbook.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            HttpResponse<String> answer = ledger.post("/v1/postings?atomic=true", Workbooks.XLSX, BodyPublishers.ofByteArray(damaged));

            assertThat(answer.statusCode()).as(bit + ": " + answer.body()).isIn(400, 409);
        }
        assertThat(ledger.logLength()).isEqualTo(length);
    }

    private static String rows(String department) {
        StringBuilder rows = new StringBuilder();
        List<String> header = List.of("业务类型", "部门", "年度", "文号", "生效日期", "事由", "资金性质", "功能科目", "支出性质", "支出经济分类", "金额");
        List<String> row = List.of("下达", department, "2023", "文号", "2023/1/5", "批复", "一般公共预算", "2010301", "公用经费", "30201", "1.00");
        for (int number = 1; number <= ROWS; number++) {
            rows.append("<row r=\"").append(number).append("\">");
            for (int column = 0; column < row.size(); column++) {
                rows.append(Workbooks.cell((char) ('A' + column) + String.valueOf(number), (number == 1 ? header : row).get(column)));
            }
            rows.append("</row>");
        }
        return rows.toString();
    }

    /** A text of a cell is another one. */
    private static SequencedMap<String, String> wrong(SequencedMap<String, String> parts, Random random) {
        SequencedMap<String, String> wrong = new LinkedHashMap<>(parts);
        int row = 2 + random.nextInt(ROWS - 1);
        String cell = String.valueOf((char) ('A' + random.nextInt(11))) + row;
        List<String> texts = List.of("", "0", "-1.00", "x".repeat(300), "＝1", "2023/2/29", "1e9", "９９９", "&amp;", " ");
        wrong.compute("xl/worksheets/sheet1.xml", (_, sheet) -> String.valueOf(sheet).replaceFirst(
                "(\"" + cell + "\" t=\"inlineStr\"><is><t>)[^<]*", "$1" + texts.get(random.nextInt(texts.size()))));
        return wrong;
    }

    private static byte[] damaged(byte[] workbook, Random random) {
        byte[] damaged = random.nextInt(4) == 0 ? Arrays.copyOf(workbook, random.nextInt(workbook.length)) : workbook;
        for (int i = random.nextInt(4); i >= 0 && damaged.length > 0; i--) {
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return damaged;
    }

    private static SequencedMap<String, String> damaged(SequencedMap<String, String> parts, Random random) {
        SequencedMap<String, String> damaged = new LinkedHashMap<>(parts);
        List<String> names = new ArrayList<>(parts.keySet());
        String name = names.get(random.nextInt(4) == 0 ? random.nextInt(names.size()) : names.size() - 1);
        StringBuilder part = new StringBuilder(parts.get(name));
        List<String> marks = List.of("<", ">", "\"", "&", "</row>", "<c>", "<v>9</v>", " t=\"s\"", " s=\"1\"", " hidden=\"1\"", "<!", "\uFFFE", "\0",
                "99999999", "-1", "<f/>", "<mergeCell ref=\"A1:XFD99\"/>", "");
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(part.length());
            part.replace(at, Math.min(part.length(), at + random.nextInt(6)), marks.get(random.nextInt(marks.size())));
        }
        damaged.replace(name, part.toString());
        if (random.nextInt(20) == 0) {
            damaged.remove(names.get(random.nextInt(names.size())));
        }
        return damaged;
    }
}
