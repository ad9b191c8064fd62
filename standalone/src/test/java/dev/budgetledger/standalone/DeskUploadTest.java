package dev.budgetledger.standalone;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.budgetledger.standalone.PageBrowser.Page;

import static org.assertj.core.api.Assertions.assertThat;

/** 上传: an officer posts a sheet from a page, as it was checked, and once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeskUploadTest {

    private static final String DESK = "/desk/301/2023";
    private static final String UPLOAD = DESK + "/upload";
    private static final int LARGE_BYTES = 17 << 20;
    private static final List<String> HEADER = List.of(
            "业务类型", "部门", "年度", "文号", "生效日期", "事由", "资金性质", "功能科目", "支出性质", "支出经济分类", "金额");

    private DeskVisitors visitors;

    @BeforeAll
    void givenAFirstStartWithPeople(@TempDir Path folder) {
        visitors = new DeskVisitors(folder);
    }

    @AfterAll
    void stop() {
        visitors.close();
    }

    @AfterEach
    void everybodyLeaves() {
        visitors.leave();
    }

    @Test
    void five_faults_in_three_hundred_rows_are_named_nothing_is_posted_and_the_mended_sheet_is_posted_once() {
        List<List<String>> rows = new ArrayList<>(rows("批量", 300));
        List<List<String>> faulty = new ArrayList<>(rows);
        faulty.set(9, with(rows.get(9), "金额", "一百"));
        faulty.set(79, with(rows.get(79), "生效日期", "1/5/2023"));
        faulty.set(149, with(rows.get(149), "资金性质", "国库资金"));
        faulty.set(219, with(rows.get(219), "支出经济分类", "39999"));
        faulty.set(299, with(rows.get(299), "业务类型", "追减"));
        Page form = logIn("officer");
        List<String> log = facts();

        Page checked = by("officer").upload(form, UPLOAD, "追加.xlsx", workbook(faulty));

        assertThat(checked.status()).isEqualTo(422);
        assertThat(checked.text()).contains("可以记账 295 笔，有误 5 笔。没有记账。").doesNotContain("value=\"together\"");
        assertThat(faults(checked)).containsExactly("11 金额", "81 生效日期", "151 资金性质", "221 支出经济分类", "301 业务类型");
        assertThat(facts()).isEqualTo(log);

        byte[] sheet = workbook(rows);
        Page mended = by("officer").upload(checked, UPLOAD, "追加.xlsx", sheet);
        assertThat(mended.text()).contains("可以记账 300 笔，有误 0 笔。");
        String steps = steps(mended);
        Page posted = by("officer").submit(mended, steps, Map.of("step", "together"));

        assertThat(posted.status()).isEqualTo(200);
        assertThat(posted.text()).contains("已记账 300 笔；未记账 0 笔。", "/v1/disclosures/301/2023/postings/");
        List<String> after = facts();
        assertThat(after).hasSize(log.size() + 300);
        assertThat(after.getLast()).contains("批量300号", "\"postedBy\":\"" + visitors.settings.issuer() + "#officer\"");

        Page again = by("officer").submit(mended, steps, Map.of("step", "together"));
        assertThat(again.text()).contains("已记账 300 笔，其中此前已记账 300 笔");
        Page sameForm = by("officer").upload(checked, UPLOAD, "追加.xlsx", sheet);
        assertThat(by("officer").submit(sameForm, steps(sameForm), Map.of("step", "each")).text()).contains("其中此前已记账 300 笔");
        assertThat(facts()).isEqualTo(after);
    }

    @Test
    void what_is_right_is_posted_row_by_row_and_the_outcome_can_be_mended_and_sent_again() {
        List<List<String>> rows = rows("逐笔", 2);
        Page checked = by("officer").upload(logIn("officer"), UPLOAD, "逐笔.xlsx", workbook(List.of(rows.get(0), with(rows.get(1), "金额", "1,00"))));
        List<String> log = facts();

        Page posted = by("officer").submit(checked, steps(checked), Map.of("step", "each"));

        assertThat(posted.text()).contains("已记账 1 笔；未记账 1 笔。");
        assertThat(faults(posted)).containsExactly("3 金额");
        assertThat(facts()).hasSize(log.size() + 1);
        Map<String, String> fields = posted.fields(steps(posted));
        fields.put("step", "sheet_of_each");
        HttpResponse<byte[]> sheet = by("officer").answer(by("officer").posts(steps(posted), fields));
        assertThat(sheet.statusCode()).isEqualTo(200);
        assertThat(sheet.headers().firstValue("Content-Disposition").orElseThrow()).contains("attachment", "filename*=UTF-8''");
        assertThat(unzipped(sheet.body())).contains("结果", "原因", "记账号", "已记账", "未记账", "301-2023-");
        assertThat(facts()).as("a download posts nothing").hasSize(log.size() + 1);
        Page resent = by("officer").upload(posted, UPLOAD, "逐笔-结果.xlsx", sheet.body());
        assertThat(resent.text()).contains("可以记账 0 笔，有误 1 笔");
        assertThat(facts()).hasSize(log.size() + 1);
    }

    @Test
    void text_is_read_in_the_encoding_that_spreadsheets_write() {
        String csv = String.join(",", HEADER) + "\r\n" + String.join(",", with(rows("文本", 1).getFirst(), "金额", "\"1,000.00\"")) + "\r\n";
        Page form = logIn("officer");

        Page utf8 = by("officer").upload(form, UPLOAD, "文本.csv", csv.getBytes(StandardCharsets.UTF_8));
        Page gbk = by("officer").upload(form, UPLOAD, "文本.csv", csv.getBytes(Charset.forName("GBK")));

        assertThat(utf8.text()).contains("可以记账 1 笔，有误 0 笔。");
        assertThat(gbk.text()).contains("可以记账 1 笔，有误 0 笔。");
        assertThat(by("officer").submit(gbk, steps(gbk), Map.of("step", "together")).text()).contains("已记账 1 笔");
        assertThat(facts().getLast()).contains("文本1号", "追加办公费");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GB18030", "UTF-8"})
    void text_comes_back_as_it_was_with_its_outcome_and_can_be_mended_and_sent_again(String encoding) {
        Charset charset = Charset.forName(encoding);
        List<List<String>> rows = rows("文本结果" + encoding, 2);
        String csv = Stream.of(HEADER, rows.get(0), with(rows.get(1), "金额", "1,00")).map(each -> "\"" + String.join("\",\"", each) + "\"\r\n").collect(Collectors.joining());
        Page checked = by("officer").upload(logIn("officer"), UPLOAD, "文本.csv", csv.getBytes(charset));
        assertThat(faults(checked)).containsExactly("3 金额");
        Page posted = by("officer").submit(checked, steps(checked), Map.of("step", "each"));
        List<String> log = facts();

        Map<String, String> fields = posted.fields(steps(posted));
        fields.put("step", "sheet_of_each");
        HttpResponse<byte[]> sheet = by("officer").answer(by("officer").posts(steps(posted), fields));

        assertThat(sheet.statusCode()).isEqualTo(200);
        assertThat(sheet.headers().firstValue("Content-Type")).hasValue("text/csv;charset=" + encoding);
        assertThat(sheet.headers().firstValue("Content-Disposition").orElseThrow()).contains(".csv");
        List<String> outcome = new String(sheet.body(), charset).lines().toList();
        assertThat(outcome.getFirst()).isEqualTo(String.join(",", HEADER) + ",结果,原因,记账号");
        assertThat(outcome.get(1)).startsWith("追加,301,2023,").contains(",\"1,000.00\",此前已记账,,301-2023-");
        assertThat(outcome.get(2)).contains(",\"1,00\",未记账,").contains("金额: ").endsWith(",");
        assertThat(facts()).as("a download posts nothing").isEqualTo(log);
        Page mended = by("officer").upload(posted, UPLOAD, "文本-结果.csv", String.join("\r\n", outcome).replace("\"1,00\"", "2.00").getBytes(charset));
        assertThat(mended.text()).contains("可以记账 1 笔，有误 0 笔。");
    }

    @ParameterizedTest
    @ValueSource(strings = {"checker", "auditor"})
    void who_may_not_post_is_told_so(String name) {
        Page form = logIn(name);
        List<String> log = facts();

        Page refused = by(name).upload(form, UPLOAD, "追加.xlsx", workbook(rows("越权", 1)));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("您的角色或部门、年度范围不允许此操作，没有记账。");
        assertThat(facts()).isEqualTo(log);
    }

    @Test
    void what_is_too_large_or_no_sheet_or_nothing_is_refused_in_words() {
        Page form = logIn("officer");
        List<String> log = facts();

        Page large = by("officer").upload(form, UPLOAD, "大.xlsx", new byte[LARGE_BYTES]);
        Page picture = by("officer").upload(form, UPLOAD, "图.png", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13});
        Page letter = by("officer").upload(form, UPLOAD, "信.csv", "尊敬的领导：".getBytes(StandardCharsets.UTF_8));
        Page nothing = by("officer").upload(form, UPLOAD, "空.csv", new byte[0]);

        assertThat(large.status()).isEqualTo(413);
        assertThat(large.text()).contains("最大 16 MB，没有记账");
        assertThat(picture.status()).isEqualTo(400);
        assertThat(picture.text()).contains("没有记账：BODY_INVALID");
        assertThat(letter.status()).isBetween(400, 422);
        assertThat(letter.text()).contains("没有记账");
        assertThat(nothing.status()).isEqualTo(400);
        assertThat(nothing.text()).contains("请选择一个有内容的文件");
        assertThat(facts()).isEqualTo(log);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no token", "another's token", "no session", "another's origin", "another site"})
    void what_was_not_meant_is_neither_checked_nor_posted(String forged) {
        Page form = logIn("officer");
        String foreign = Objects.requireNonNull(logIn("publisher").fields(UPLOAD).get("formToken"));
        PageBrowser officer = by("officer");
        byte[] sheet = workbook(rows("伪造", 1));
        Page checked = officer.upload(form, UPLOAD, "伪造.xlsx", sheet);
        List<String> log = facts();

        for (String address : List.of(UPLOAD, steps(checked))) {
            Map<String, String> fields = new HashMap<>(checked.fields(address));
            fields.put("step", "together");
            PageBrowser by = forged.equals("no session") ? by("anybody") : officer;
            switch (forged) {
                case "no token" -> fields.remove("formToken");
                case "another's token" -> fields.put("formToken", foreign);
                default -> { }
            }
            HttpRequest.Builder request = address.equals(UPLOAD) ? by.uploads(address, fields, "伪造.xlsx", sheet) : by.posts(address, fields);
            Page answer = by.send(switch (forged) {
                case "another's origin" -> request.header("Origin", "http://localhost:" + visitors.settings.ledgerPort());
                case "another site" -> request.header("Sec-Fetch-Site", "cross-site");
                default -> request;
            });

            assertThat(answer.status()).as(address).isEqualTo(forged.equals("no session") ? 401 : 403);
            assertThat(answer.text()).contains("没有记账").doesNotContain("可以记账");
        }
        assertThat(facts()).isEqualTo(log);
    }

    @Test
    void a_file_is_its_senders_only() {
        Page checked = by("officer").upload(logIn("officer"), UPLOAD, "私.xlsx", workbook(rows("私有", 1)));
        Page other = logIn("publisher");
        List<String> log = facts();

        Page answer = by("publisher").send(by("publisher").posts(steps(checked),
                Map.of("step", "together", "formToken", Objects.requireNonNull(other.fields(UPLOAD).get("formToken")))));

        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.text()).contains("此文件已不在这里").doesNotContain("私.xlsx");
        assertThat(facts()).isEqualTo(log);
    }

    @Test
    void the_template_is_a_workbook() {
        Page form = logIn("officer");

        HttpResponse<byte[]> template = by("officer").answer(by("officer").request(DESK + "/template.xlsx").GET());

        assertThat(form.text()).contains("href=\"" + DESK + "/template.xlsx\"");
        assertThat(template.statusCode()).isEqualTo(200);
        assertThat(unzipped(template.body())).contains("业务类型", "记账号");
    }

    private static List<List<String>> rows(String name, int count) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            rows.add(List.of("追加", "301", "2023", name + i + "号", "2023/6/30", "追加办公费", "一般公共预算", "2010301", "公用经费", "30201", "1,000.00"));
        }
        return rows;
    }

    private static List<String> with(List<String> row, String column, String value) {
        List<String> changed = new ArrayList<>(row);
        changed.set(HEADER.indexOf(column), value);
        return changed;
    }

    private static byte[] workbook(List<List<String>> rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(out, "test", "1.0"); Worksheet sheet = book.newWorksheet("记账")) {
            for (int column = 0; column < HEADER.size(); column++) {
                sheet.value(0, column, HEADER.get(column));
                for (int row = 0; row < rows.size(); row++) {
                    sheet.value(row + 1, column, rows.get(row).get(column));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String unzipped(byte[] workbook) {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(workbook))) {
            StringBuilder all = new StringBuilder();
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                all.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Row and column of each fault, as the page lists them. */
    private static List<String> faults(Page page) {
        return Pattern.compile("<tr><td class=\"number\">(\\d+)</td><td>([^<]*)</td><td>[^<]+").matcher(page.text()).results()
                .map((MatchResult each) -> each.group(1) + " " + each.group(2)).toList();
    }

    /** Where the file that was checked is posted. */
    private static String steps(Page page) {
        Matcher found = Pattern.compile("action=\"(" + UPLOAD + "/[\\w-]{43})\"").matcher(page.text());
        assertThat(found.find()).as(page.text()).isTrue();
        return found.group(1);
    }

    private PageBrowser by(String name) {
        return visitors.by(name);
    }

    private Page logIn(String name) {
        return visitors.logIn(name, UPLOAD);
    }

    private List<String> facts() {
        return visitors.facts();
    }
}
