package dev.budgetledger.verifier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** 表样: the tables of a package are in a form that facts adopted or that everybody knows, or the reader is told that they are in neither. */
class FormsTest {

    private static final Trust TRUST = Trust.in(Forged.KEY.verifier());
    private static final String FORM = """
            {"id": "ours", "name": "我们的", "jurisdiction": "310107", "level": "DEPARTMENT", "of": "BUDGET", "fiscalYears": {"from": 2023},
             "tables": [{"id": "t", "title": "{year}年表", "measure": "YUAN", "format": {"places": 0, "grouping": true}, "totals": "OF_ROUNDED",
               "of": {"sides": ["EXPENDITURE"]},
               "panels": [{"columns": [{"id": "name", "title": "名称", "text": "LABEL"}, {"id": "amount", "title": "金额"}],
                 "sections": [[{"id": "codes", "by": "FUNCTION", "levels": [1, 3]},
                   {"id": "none", "label": "无", "of": {"functions": ["NONE"]}}, {"label": "合计", "sum": ["codes", "none"]}]]}]}]}""";

    @TempDir
    private Path folder;

    private String printed = "";

    /** Adopted twice before the budget is opened, the second one with another title. */
    private static List<String> adopted() {
        List<String> facts = new ArrayList<>(Forged.facts().subList(0, 1));
        adopt(facts, 0, ours("表"));
        adopt(facts, 1, ours("第二表"));
        facts.add(opened(facts.size() + 1, ""));
        facts.add(Forged.fact(facts.size() + 1, "301-2023", 1, "FundsAllocated", "{" + Forged.posting(1, "12345678.90") + "}"));
        return facts;
    }

    private static Form ours(String title) {
        return Form.written(Head.utf8(FORM.replace("年表", "年" + title)));
    }

    private static void adopt(List<String> facts, int sequence, Form form) {
        facts.add(Forged.fact(facts.size() + 1, "form-" + form.id(), sequence, "FormAdopted", "{\"form\":" + Forged.text(form.json()) + "}"));
    }

    private static String opened(int position, String jurisdiction) {
        return Forged.fact(position, "301-2023", 0, "BudgetOpened",
                "{\"comparative\":false,\"department\":{\"code\":\"301\",\"name\":\"办公室\"},\"fiscalYear\":2023" + jurisdiction + "}");
    }

    private static ByteBuffer packed(List<String> facts, Form form) {
        return Forged.packed(Forged.files(facts, Forged.shown(facts), form));
    }

    @Test
    void the_form_that_was_adopted_last_is_proven_by_the_facts() throws IOException {
        assertThat(verify(packed(adopted(), ours("第二表")))).as(printed).isEqualTo(EvidenceVerifier.SOUND);
        assertThat(printed).contains("ours 由 form-ours-1 采用 · adopted by that fact; sha256 " + ours("第二表").sha256(), "form-ours 0…1 (3)");
        assertThat(verify(packed(adopted(), ours("表")))).isEqualTo(EvidenceVerifier.WRONG);
        assertThat(printed).contains("✗ 表样", "最后采用的是另一版 (form-ours-1) · form-ours-1 adopted another version");
        assertThat(verify(packed(adopted(), ours("第三表")))).isEqualTo(EvidenceVerifier.WRONG);
    }

    /** Who takes the facts of a form out of a package has no proof of it any more, and the whole log shows that they are there. */
    @Test
    void a_form_without_its_facts_is_not_proven_and_says_so() throws IOException {
        List<String> facts = adopted();
        ByteBuffer without = Forged.packed(Forged.files(facts, List.of(0, 3, 4), ours("第三表")));

        assertThat(verify(without)).as(printed).isEqualTo(EvidenceVerifier.FORM_NOT_PROVEN);
        assertThat(printed).startsWith("? 表样未证明 · a form is not proven: ours 无采用它的事实")
                .contains("? 表样: ", "give the form you trust with --form")
                .endsWith("结论: 未发现问题, 但表样未证明 · result: nothing wrong was found, but a form is not proven\n");
        Path log = Files.writeString(folder.resolve("log"), String.join("\n", facts) + "\n");
        assertThat(verify(without, "--log", log.toString())).isEqualTo(EvidenceVerifier.WRONG);
        assertThat(printed).contains("the log at position 2: the package lacks this fact");
    }

    @Test
    void a_form_that_the_reader_trusts_is_proven_to_them() throws IOException {
        ByteBuffer own = packed(Forged.facts(), ours("表"));
        Path trusted = Files.writeString(folder.resolve("form.json"), FORM);

        assertThat(verify(own)).isEqualTo(EvidenceVerifier.FORM_NOT_PROVEN);
        assertThat(verify(own, "--form", trusted.toString())).as(printed).isEqualTo(EvidenceVerifier.SOUND);
        assertThat(printed).contains("ours 与 --form 相同");
        assertThat(verify(packed(Forged.facts(), ours("别表")), "--form", trusted.toString())).isEqualTo(EvidenceVerifier.WRONG);
        assertThat(printed).contains("与 --form 不符 · not the one given with --form");
        assertThat(verify(packed(adopted(), ours("第二表")), "--form", trusted.toString())).isEqualTo(EvidenceVerifier.WRONG);
        Files.writeString(trusted, FORM.replace("sum", "total"));
        assertThat(verify(own, "--form", trusted.toString())).isEqualTo(EvidenceVerifier.NO_PACKAGE);
        assertThat(printed).startsWith("--form 不是表样 · not a form: ");
    }

    /** Of budgets of no place the form of the release stays what it is; of the place that adopted another version it does not. */
    @Test
    void a_released_form_is_what_it_is_unless_the_place_of_the_budget_adopted_another() throws IOException {
        Form other = Form.written(Head.utf8(Forged.text(Form.first().json()).replace("部门预算支出总表", "另一张表")));
        List<String> facts = new ArrayList<>(Forged.facts().subList(0, 1));
        adopt(facts, 0, other);
        List<String> ofPlace = new ArrayList<>(facts);
        facts.add(opened(3, ""));
        ofPlace.add(opened(3, ",\"jurisdiction\":\"130100\""));

        assertThat(verify(packed(Forged.facts(), Form.first()))).isEqualTo(EvidenceVerifier.SOUND);
        assertThat(printed).contains("shijiazhuang-2023 随核验程序发布 · came with this verifier");
        assertThat(verify(packed(Forged.facts(), other))).isEqualTo(EvidenceVerifier.WRONG);
        assertThat(printed).contains("another than the shijiazhuang-2023 that this verifier knows, and no fact adopts it");
        assertThat(verify(packed(facts, Form.first()))).as(printed).isEqualTo(EvidenceVerifier.SOUND);
        assertThat(verify(packed(ofPlace, Form.first()))).isEqualTo(EvidenceVerifier.WRONG);
        assertThat(verify(packed(ofPlace, other))).as(printed).isEqualTo(EvidenceVerifier.SOUND);

        List<String> later = new ArrayList<>(Forged.facts().subList(0, 1));
        adopt(later, 0, Form.written(Head.utf8(Forged.text(other.json()).replace("\"from\":2023", "\"from\":2024"))));
        later.add(ofPlace.get(2));
        assertThat(verify(packed(later, Form.first()))).as(printed).isEqualTo(EvidenceVerifier.SOUND);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "1 | \"places\":0        | \"places\":7             | field places is not 0 to 6",
        "1 | \"sum\":            | \"sums\":                | the field «sums» is not known",
        "1 | \"id\":\"ours\"   | \"id\":\"yours\"       | adopts a form of another id than its stream",
        "1 | {\"form\"           | {\"by\":\"x\",\"form\" | the field «by» is not known",
        "1 | form-ours             | form-yours                 | adopts a form of another id than its stream",
        "1 | FormAdopted           | FundsAllocated             | is of a type that has no place here",
        "3 | FundsAllocated        | FormAdopted                | is of a type that has no place here",
    })
    void what_adopts_no_form_is_found(int line, String from, String to, String reason) {
        List<String> facts = new ArrayList<>(Forged.facts().subList(0, 1));
        adopt(facts, 0, ours("表"));
        facts.add(opened(3, ""));
        facts.add(Forged.fact(4, "301-2023", 1, "FundsAllocated", "{" + Forged.posting(1, "1.00") + "}"));
        String before = facts.set(line, Forged.text(JsonReader.read(Head.utf8(facts.get(line).replace(from, to)))));
        assertThat(facts.get(line)).isNotEqualTo(before);

        assertThat(Verification.of(packed(facts, ours("表")), TRUST).toString()).contains(reason).contains("证据包有问题");
    }

    @Test
    void what_was_published_in_a_form_is_made_again_in_the_version_of_its_point() throws IOException {
        List<String> facts = adopted();
        Form second = ours("第二表");
        facts.add(published(facts, 5, second));
        adopt(facts, 2, ours("第三表"));

        assertThat(verify(packed(facts, ours("第三表")))).as(printed).isEqualTo(EvidenceVerifier.SOUND);
        assertThat(verify(packed(facts, Form.first()))).as(printed).isEqualTo(EvidenceVerifier.SOUND);
        assertThat(verify(Forged.packed(Forged.files(facts, List.of(0, 3, 4, 5), Form.first())))).isEqualTo(EvidenceVerifier.WRONG);
        assertThat(printed).contains("301-2023-2 published in a form that was not adopted by then");

        facts.set(5, published(facts.subList(0, 5), 5, ours("表")));
        assertThat(verify(packed(facts, ours("第三表")))).isEqualTo(EvidenceVerifier.WRONG);
        assertThat(printed).contains("301-2023-2 published in a form that was not adopted by then");

        facts.set(5, published(facts.subList(0, 5), 5, second).replace("\"id\":\"t\"", "\"id\":\"u\""));
        assertThat(verify(packed(facts, ours("第三表")))).isEqualTo(EvidenceVerifier.WRONG);
        assertThat(printed).contains("301-2023-2 has other tables than its form");
    }

    private static String published(List<String> facts, int position, Form form) {
        Json.Members pinned = Documents.object("form", Documents.object(
                "id", new Json.Text(form.id()), "sha256", new Json.Text(form.sha256())));
        return Forged.fact(facts.size() + 1, "301-2023", 2, "DisclosurePublished", Forged.publication(facts, position, 1, form, pinned));
    }

    /** JSON and page are made again at their point; of what is printed only the digest is said. */
    @Test
    void documents_that_were_published_are_made_again_each_once_in_order() throws IOException {
        List<String> facts = new ArrayList<>(Forged.facts().subList(0, 1));
        adopt(facts, 0, Form.first());
        facts.add(opened(3, ""));
        facts.add(Forged.fact(4, "301-2022", 0, "BudgetOpened", opened(4, "").replaceAll(".*\"fact\":(.*),\"position.*", "$1").replace("2023", "2022")));
        Json.Members document = Forged.document(facts, Form.first());
        String json = document("JSON", Verification.sha256(CanonicalJson.bytes(document)));
        String page = document("HTML", Verification.sha256(DocumentPage.of(document)));
        String print = document("PDF", "0".repeat(64));
        String fact = Forged.fact(5, "301-2023", 1, "DisclosurePublished", Forged.publication(facts, 4, 1, Form.first(), Documents.object(
                "form", Documents.object("id", new Json.Text(Form.FIRST), "sha256", new Json.Text(Form.first().sha256())))));

        assertThat(verify(published(facts, fact, json + "," + page + "," + print))).as(printed).isEqualTo(EvidenceVerifier.SOUND);
        assertThat(printed).contains("PDF, XLSX of 1 publications are said, pinned by digest, not made again");
        for (String wrong : List.of(print + "," + json, json + "," + json)) {
            assertThat(verify(published(facts, fact, wrong))).isEqualTo(EvidenceVerifier.WRONG);
            assertThat(printed).contains("has documents twice, or in another order");
        }
        for (String format : List.of("JSON", "HTML")) {
            assertThat(verify(published(facts, fact, document(format, "0".repeat(64))))).isEqualTo(EvidenceVerifier.WRONG);
            assertThat(printed).contains("a digest of the document as " + format + " that the facts do not come to");
        }
    }

    @Test
    void a_document_is_not_published_in_a_form_that_has_none() throws IOException {
        List<String> facts = adopted();
        String fact = published(facts, 5, ours("第二表"));

        facts.add(pinned(fact, document("JSON", "0".repeat(64))));
        assertThat(verify(packed(facts, ours("第二表")))).isEqualTo(EvidenceVerifier.WRONG);
        assertThat(printed).contains("pins a document that its form has not");
    }

    private static ByteBuffer published(List<String> facts, String fact, String documents) {
        List<String> all = new ArrayList<>(facts);
        all.add(pinned(fact, documents));
        return packed(all, Form.first());
    }

    private static String pinned(String fact, String documents) {
        return fact.replace("\"form\":{", "\"documents\":[" + documents + "],\"form\":{");
    }

    private static String document(String format, String digest) {
        return "{\"digest\":\"" + digest + "\",\"format\":\"" + format + "\"}";
    }

    @Test
    void a_form_of_another_place_under_the_same_id_breaks_a_rule() throws IOException {
        List<String> facts = new ArrayList<>(adopted().subList(0, 2));
        Form others = Form.written(Head.utf8(FORM.replace("310107", "130100")));
        adopt(facts, 1, others);
        facts.add(opened(4, ""));

        assertThat(verify(packed(facts, others))).as(printed).isEqualTo(EvidenceVerifier.RULES_BROKEN);
        assertThat(printed).contains("position 3: 表样改属他地");
    }

    @Test
    void facts_of_a_form_that_nothing_is_in_have_no_place() throws IOException {
        assertThat(verify(packed(adopted(), Form.first()))).isEqualTo(EvidenceVerifier.WRONG);
        assertThat(printed).contains("has the facts of a form that nothing here is in");
    }

    @Test
    void the_package_has_the_tables_of_its_form_and_says_which_it_is() throws IOException {
        Map<String, ByteBuffer> files = Forged.files(Forged.facts(), Forged.shown(Forged.facts()), ours("表"));
        Map<String, ByteBuffer> more = new LinkedHashMap<>(files);
        more.put("tables/u.json", Head.utf8("{}"));
        more.put("tables/u.csv", Head.utf8(""));
        assertThat(verify(Forged.packed(more))).isEqualTo(EvidenceVerifier.WRONG);
        assertThat(printed).contains("the package has other tables than the form");

        files.computeIfPresent(Contents.AS_OF, (_, bytes) -> Head.utf8(JsonReader.decode(bytes).replace("ours", "yours")));
        assertThat(verify(Forged.packed(files))).isEqualTo(EvidenceVerifier.WRONG);
        assertThat(printed).contains("as-of.json says another");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "[\"codes\", \"none\"] | [\"codes\", \"codes\"] | counts money twice",
        "[\"codes\", \"none\"] | [\"合计\"]              | a sum of what is not there, or is a sum",
        "{\"functions\": [\"NONE\"]} | {\"kinds\": [\"BASIC\"]} | counts money twice",
        "\"EXPENDITURE\"        | \"EXPENDITURE\", \"INCOME\" | sides counts money twice",
        "\"EXPENDITURE\"        | \"CARRIED_OUT\", \"APPROVED\" | sides counts money twice",
        "{\"sides\": [\"EXPENDITURE\"]} | {}               | cells of which no sides are said",
        "\"我们的\"             | \"=1+1\"               | begins as a formula",
        "{year}                   | {month}                  | other braces than {year}",
        "\"places\": 0          | \"places\": \"0\"    | is not a whole number",
        "[1, 3]                   | [3, 1]                   | levels are not in order",
    })
    void what_is_no_form_is_refused(String from, String to, String reason) {
        assertThat(FORM).contains(from);
        assertThatThrownBy(() -> Form.written(Head.utf8(FORM.replace(from, to)))).isInstanceOf(Fault.class).hasMessageContaining(reason);
    }

    private static final String DOCUMENT = """
            {"title": "{year}年", "amounts": {"measure": "YUAN", "format": {"places": 2}},
             "slots": [{"id": "why", "title": "原因"}, {"id": "purpose", "title": "用途", "by": "FUNCTION"}],
             "parts": [{"id": "p", "title": "说明", "blocks": [
               {"heading": "增减", "level": 1}, {"table": "t"}, {"list": "DUTIES"},
               {"text": [{"direction": {"sides": ["EXPENDITURE"]}}, {"slot": "why"},
                 {"when": {"of": {"sides": ["INCOME"]}, "is": ["MORE", "LESS"]}, "text": "另"}]},
               {"sheet": "ASSETS", "columns": [{"title": "类别", "field": "CATEGORY"}]},
               {"each": "FUNCTION", "of": {"sides": ["EXPENDITURE"]}, "blocks": [{"text": ["{name}", {"slot": "purpose"}]}]}]}]}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "年\"             | 1年\"             | a text of a document that holds digits",
        "{year}年          | {name}             | other braces than {year}",
        "\"table\": \"t\" | \"table\": \"u\" | an unknown value",
        "\"slot\": \"why\" | \"slot\": \"who\" | a slot that there is not",
        "\"slot\": \"why\" | \"slot\": \"purpose\" | or not there",
        "\"id\": \"purpose\" | \"id\": \"why\" | two slots have the same id",
        "CATEGORY          | ITEM               | an unknown value",
        "\"INCOME\"       |                    | sides names what there is not",
        "\"MORE\", \"LESS\" | \"MORE\", \"MORE\" | twice",
        "\"level\": 1     | \"level\": 4     | is not 1 to 3",
        "\"list\"         | \"lists\"        | field each is not text",
        "\"title\": \"类别\", | \"of\": {}, \"title\": \"类别\", | «of» is not known",
    })
    void what_is_no_document_is_refused(String from, @Nullable String to, String reason) {
        assertThat(DOCUMENT).contains(from);
        assertThat(withDocument(DOCUMENT)).isNotNull();
        assertThatThrownBy(() -> withDocument(DOCUMENT.replace(from, to == null ? "" : to)))
                .isInstanceOf(Fault.class).hasMessageContaining(reason);
    }

    private static Form withDocument(String document) {
        return Form.written(Head.utf8(FORM.substring(0, FORM.lastIndexOf('}')) + ", \"document\": " + document + "}"));
    }

    /** Released forms had no document at first, and packages of that time are as good as they were. */
    @Test
    void a_released_form_is_known_without_its_document() throws IOException {
        Map<String, Json> members = new LinkedHashMap<>(Form.first().json().members());
        members.put("document", withDocument(DOCUMENT.replace("{\"table\": \"t\"}, ", "")).json().members().get("document"));
        Form other = Form.of(new Json.Members(members));
        members.remove("document");

        assertThat(Form.of(new Json.Members(members)).isReleased()).isTrue();
        assertThat(other.isReleased()).isFalse();
        assertThat(verify(packed(Forged.facts(), Form.of(new Json.Members(members))))).as(printed).isEqualTo(EvidenceVerifier.SOUND);
        assertThat(verify(packed(Forged.facts(), other))).isEqualTo(EvidenceVerifier.WRONG);
    }

    @Test
    void the_forms_of_the_jar_are_those_that_are_released() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../docs/forms"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .allSatisfy(id -> assertThat(Form.released(id)).hasValueSatisfying(form -> assertThat(form.id()).isEqualTo(id)));
        }
        assertThat(Form.released("../forms/shijiazhuang-2023")).isEmpty();
    }

    @Test
    void any_number_of_a_row_can_be_written() {
        assertThat(IntStream.of(1, 10, 11, 20, 21, 99, 100, 101, 110, 111, 999, 1000, 1001, 1010, 1999).mapToObj(ChineseNumber::of))
                .containsExactly("一", "十", "十一", "二十", "二十一", "九十九", "一百", "一百零一", "一百一十", "一百一十一", "九百九十九",
                        "一千", "一千零一", "一千零一十", "一千九百九十九");
    }

    /** What stood in the place of a form before there were any is known as it was, and as nothing else. */
    @Test
    void a_package_of_before_there_were_forms_has_the_first_form() throws IOException {
        Map<String, ByteBuffer> files = ofBefore(Forged.files(Forged.facts()));
        assertThat(verify(Forged.packed(files))).as(printed).isEqualTo(EvidenceVerifier.SOUND);

        files.computeIfPresent(Contents.TEMPLATE, (_, bytes) -> Head.utf8(JsonReader.decode(bytes).replace("SHORTEST", "TWO_PLACES")));
        assertThat(verify(Forged.packed(files))).isEqualTo(EvidenceVerifier.WRONG);
        assertThat(printed).contains("未知表样 · not known to this verifier");
    }

    /** Releases before there were forms noted that there is no such budget also where it was taken back. */
    @Test
    void a_note_of_an_earlier_release_is_one_of_its_packages_only() throws IOException {
        String fund = "\"source\":\"GOVERNMENT_FUND\"";
        String line = "line:" + ForgedLog.MEETING.replace("GENERAL_PUBLIC", "GOVERNMENT_FUND");
        List<String> facts = ForgedLog.allocated()
                .post("FundsAllocated", "2023-01-01", "", line, "1.00", fund, "-1.00")
                .post("BudgetAdjusted", "2023-01-02", "", line, "-1.00", fund, "1.00").facts;
        Map<String, ByteBuffer> files = Forged.files(facts);
        files.computeIfPresent(Contents.json("government-fund"), (_, bytes) -> Head.utf8(JsonReader.decode(bytes)
                .replace("\"notes\":[]", "\"notes\":[\"注:无政府基金预算财政拨款预算,空表列示。\"]")));

        assertThat(verify(Forged.packed(files))).isEqualTo(EvidenceVerifier.WRONG);
        assertThat(verify(Forged.packed(ofBefore(files)))).as(printed).isEqualTo(EvidenceVerifier.SOUND);
    }

    private static Map<String, ByteBuffer> ofBefore(Map<String, ByteBuffer> files) throws IOException {
        Map<String, ByteBuffer> before = new LinkedHashMap<>();
        for (Map.Entry<String, ByteBuffer> each : Forged.withoutDocument(files).entrySet()) {
            switch (each.getKey()) {
                case Contents.FORM -> before.put(Contents.TEMPLATE, template());
                case Contents.AS_OF -> before.put(Contents.AS_OF,
                        Head.utf8(JsonReader.decode(each.getValue()).replace("\"form\":\"shijiazhuang-2023\",", "")));
                default -> before.put(each.getKey(), each.getValue());
            }
        }
        return before;
    }

    private static ByteBuffer template() throws IOException {
        try (InputStream in = FormsTest.class.getResourceAsStream("/packages/of-the-first-release-301-2023.zip");
                ZipInputStream zip = new ZipInputStream(Objects.requireNonNull(in))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(Contents.TEMPLATE)) {
                    return ByteBuffer.wrap(zip.readAllBytes());
                }
            }
        }
        throw new IllegalStateException("no template in the package");
    }

    private int verify(ByteBuffer file, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--key", Forged.KEY.verifier().format()));
        arguments.addAll(List.of(options));
        arguments.add(Files.write(folder.resolve("package.zip"), VerifierTest.bytes(file)).toString());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exit = EvidenceVerifier.run(new PrintStream(out, true, StandardCharsets.UTF_8), arguments.toArray(String[]::new));
        printed = out.toString(StandardCharsets.UTF_8);
        return exit;
    }
}
