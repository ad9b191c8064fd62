package dev.budgetledger.standalone.oracle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.contract.Sha256;
import dev.budgetledger.standalone.PublishedText;
import dev.budgetledger.verifier.EvidenceVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/** 公开文档: what departments published, tables and text, comes out of events as it was printed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String OF_301 = "/v1/disclosures/301/2023/document";
    /** The cover and the contents. */
    private static final int PAGES_BEFORE_THE_FIRST = 2;
    private static final String OF_990 = "/v1/disclosures/990/2025/document";

    private BothServices services;
    private long position;

    @BeforeAll
    void givenWhatTwoDepartmentsPostedAndSaid(@TempDir Path folder) throws Exception {
        services = new BothServices(folder);
        for (String year : List.of("2022", "2023")) {
            one("/v1/classifications/" + year, resource("/sample/classification-" + year + ".json"));
            one("/v1/budgets", resource("/sample/budget-" + year + ".json"));
        }
        one("/v1/budgets/301/2022/allocations", resource("/sample/allocations-2022.json"));
        one("/v1/budgets/301/2023/allocations", resource("/sample/allocations-2023-basic.json"));
        for (String form : List.of("shijiazhuang-2023", "putuo-department-2025")) {
            one("/v1/forms", Files.readString(Path.of("../docs/forms/" + form + ".json")));
        }
        many(resource("/sample/projects-2023.ndjson"));
        many(resource("/sample/statements-2023.ndjson"));
        many(resource("/documents/czj-2025/budget.ndjson"));
        many(resource("/documents/czj-2025/statements.ndjson"));
    }

    @AfterAll
    void stop() {
        services.close();
    }

    @Test
    void the_document_of_301_is_the_published_one_word_for_word() throws Exception {
        assertThat(PublishedText.plain(text(document(OF_301, "")))).isEqualTo(PublishedText.of("301-2023"));
    }

    @Test
    void every_amount_in_a_sentence_is_traced_to_a_cell_or_to_both_years() throws Exception {
        List<JsonNode> sums = spans(document(OF_301, "")).filter(span -> span.at("/source/amount").isObject()).toList();

        assertThat(sums).hasSizeGreaterThanOrEqualTo(26).allSatisfy(span -> assertThat(
                span.at("/source/cell").isObject() || span.get("text").asString().equals("0")
                        || !span.at("/source/as").asString().equals("THIS_YEAR")).as("%s", span).isTrue());
        for (JsonNode span : sums) {
            JsonNode cell = span.at("/source/cell");
            if (cell.isObject()) {
                JsonNode traced = get("/v1/disclosures/301/2023/tables/%s/cells/%d/%s?form=shijiazhuang-2023&position=%d".formatted(
                        cell.get("table").asString(), cell.get("row").asInt(), cell.get("column").asString(), position));
                assertThat(new BigDecimal(traced.get("sum").asString()).movePointLeft(4)).as("%s", span)
                        .isEqualByComparingTo(span.get("text").asString());
            }
        }
    }

    @Test
    void a_target_that_is_changed_in_july_leaves_the_document_of_february_as_it_was() throws Exception {
        ObjectNode changed = (ObjectNode) resource("/sample/statements-2023.ndjson").lines().map(JSON::readTree)
                .filter(each -> each.at("/statement/performance/indicators").isArray() && each.path("key").asString("").equals("01"))
                .findFirst().orElseThrow();
        ((ObjectNode) changed.at("/statement/performance/indicators/0")).put("value", "12");
        long before = position;
        many(changed.put("effectiveOn", "2023-07-01").toString());

        assertThat(text(document(OF_301, "&effectiveOn=2023-12-31"))).contains("12台");
        assertThat(text(document(OF_301, "&effectiveOn=2023-02-10"))).contains("10台").doesNotContain("12台");
        position = before;
        assertThat(text(document(OF_301, "&effectiveOn=2023-12-31"))).contains("10台").doesNotContain("12台");
    }

    /** In the form of Shanghai, but for what its own print gets wrong: 职业年金 887.36 for 87.36, and a note below another table. */
    @Test
    void the_document_of_another_place_is_the_published_one_word_for_word_and_its_mistakes_come_out_right() throws Exception {
        String text = PublishedText.plain(text(document(OF_990, "")));

        assertThat(text).isEqualTo(PublishedText.of("czj-2025"));
        assertThat(text).contains("职业年金缴费支出(项)\"87.36万元", "注:本部门2025年无国有资本经营预算财政拨款").doesNotContain("887.36");
    }

    @Test
    void a_document_is_a_page_a_pdf_and_a_workbook_too_and_the_same_bytes_each_time() throws Exception {
        for (String format : List.of("json", "html", "pdf", "xlsx")) {
            HttpResponse<String> one = services.get(services.projection, OF_301 + "?position=" + position + "&format=" + format);
            HttpResponse<String> again = services.get(services.projection, OF_301 + "?position=" + position + "&format=" + format);
            assertThat(one.statusCode()).as(format).isEqualTo(200);
            assertThat(one.body()).as(format).isNotEmpty().isEqualTo(again.body());
        }
        String page = services.get(services.projection, OF_301 + "?position=" + position + "&format=html").body();
        assertThat(page).contains("12345及12342市政府公开电话运营经费绩效目标表").contains("href=\"/v1/disclosures/301/2023/tables/");
    }

    /** 证据包: other code, which has the facts alone, comes to the same document as was served. */
    @ParameterizedTest
    @CsvSource({
        "301/2023, ''",
        "301/2023, &basis=approved&effectiveOn=2023-02-10",
        "990/2025, ''",
        "990/2025, &form=shijiazhuang-2023&measure=YUAN",
    })
    void a_document_goes_out_with_its_evidence(String budget, String more, @TempDir Path folder) throws Exception {
        String question = "?position=" + position + more;
        Path file = Files.write(folder.resolve("evidence.zip"), services.download("/v1/disclosures/" + budget + "/evidence" + question));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        int exit = EvidenceVerifier.run(new PrintStream(printed, true, StandardCharsets.UTF_8),
                file.toString(), "--key", BothServices.KEY.verifier().format());

        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("✓ 公开文档: ");
        assertThat(exit).as(printed.toString(StandardCharsets.UTF_8)).isEqualTo(EvidenceVerifier.SOUND);
        String served = "/v1/disclosures/" + budget + "/document" + question.replace("&measure=YUAN", "");
        try (FileSystem zip = FileSystems.newFileSystem(file)) {
            assertThat(Files.readAllBytes(zip.getPath("document.html"))).isEqualTo(services.download(served + "&format=html"));
            assertThat(JSON.readTree(Files.readAllBytes(zip.getPath("document.json")))).isEqualTo(((ObjectNode) JSON.readTree(services.download(served))).without("missing"));
        }
    }

    @Test
    void all_that_is_disclosed_is_one_file_of_what_is_served_one_by_one() throws Exception {
        byte[] zip = services.file(OF_301 + "?position=" + position + "&format=zip");
        assertThat(services.file(OF_301 + "?position=" + position + "&format=zip")).isEqualTo(zip);
        Map<String, byte[]> files = files(zip);

        String of = "/v1/disclosures/301/2023/";
        List<String> tables = get(of + "tables?position=" + position).get("tables").valueStream().map(each -> each.get("id").asString()).toList();
        assertThat(files.keySet()).containsExactlyElementsOf(Stream.of(
                Stream.of("json", "html", "pdf", "xlsx").map(each -> "document/document." + each),
                tables.stream().flatMap(id -> Stream.of("json", "csv", "xlsx").map(each -> "tables/" + id + "." + each)),
                Stream.of("performance", "attainment", "procurement").map(each -> "statements/" + each + ".csv"),
                Stream.of("datapackage/datapackage.json", "datapackage/lines.csv", "manifest.txt")).flatMap(each -> each).toList());
        for (String id : tables) {
            for (String format : List.of("csv", "xlsx")) {
                assertThat(files.get("tables/" + id + "." + format)).as(id)
                        .isEqualTo(services.file(of + "tables/" + id + "?position=" + position + "&format=" + format));
            }
            assertThat(JSON.readTree(files.get("tables/" + id + ".json")).get("rows"))
                    .isEqualTo(get(of + "tables/" + id + "?position=" + position).get("rows"));
        }
        for (String format : List.of("html", "pdf", "xlsx")) {
            assertThat(files.get("document/document." + format)).as(format)
                    .isEqualTo(services.file(OF_301 + "?position=" + position + "&format=" + format));
        }
        assertThat(JSON.readTree(files.get("document/document.json"))).isEqualTo(document(OF_301, ""));
        files(services.file(of + "datapackage?position=" + position)).forEach((name, file) -> assertThat(files.get("datapackage/" + name)).isEqualTo(file));
        assertThat(new String(files.get("manifest.txt"), StandardCharsets.UTF_8).lines()).hasSize(files.size() - 1)
                .allSatisfy(line -> assertThat(Sha256.hex(Objects.requireNonNull(files.get(line.substring(66))))).isEqualTo(line.substring(0, 64)));
    }

    @Test
    void the_lines_are_a_fiscal_data_package_that_adds_up_to_the_tables() throws Exception {
        String of = "/v1/disclosures/301/2023/";
        Map<String, byte[]> files = files(services.file(of + "datapackage?position=" + position));
        JsonNode descriptor = JSON.readTree(files.get("datapackage.json"));
        JsonNode resource = descriptor.at("/resources/0");
        List<CSVRecord> rows = CSVParser.parse(new String(files.get("lines.csv"), StandardCharsets.UTF_8), CSVFormat.RFC4180).getRecords();
        List<String> fields = resource.at("/schema/fields").valueStream().map(field -> field.get("name").asString()).toList();
        byte[] lines = Objects.requireNonNull(files.get("lines.csv"));

        assertThat(FiscalSchema.errors(descriptor)).isEmpty();
        assertThat(FiscalSchema.errors(((ObjectNode) descriptor.deepCopy()).without(List.of("model")))).isNotEmpty();
        assertThat(resource.get("hash").asString()).isEqualTo("sha256:" + Sha256.hex(lines));
        assertThat(resource.get("bytes").asInt()).isEqualTo(lines.length);
        assertThat(rows.getFirst().toList()).isEqualTo(fields);
        assertThat(rows).hasSizeGreaterThan(25).allSatisfy(row -> assertThat(row.size()).isEqualTo(fields.size()));
        for (String each : List.of("revenue", "expenditure")) {
            BigDecimal sum = rows.stream().skip(1).map(row -> new BigDecimal(row.get(fields.indexOf(each))))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(sum.movePointLeft(4)).isEqualByComparingTo(
                    get(of + "tables/" + each + "?position=" + position).at("/rows/0/cells/total").asString());
        }
        CSVRecord project = rows.stream().filter(row -> row.get(fields.indexOf("projectCode")).equals("01")).findFirst().orElseThrow();
        assertThat(project.get(fields.indexOf("projectName"))).isEqualTo("办公设备购置费");
        assertThat(project.get(fields.indexOf("functionClassName"))).isEqualTo("一般公共服务支出");
        assertThat(project.get(fields.indexOf("functionItemCode"))).hasSize(7);
    }

    @Test
    void statements_come_out_as_rows_that_go_in_again() throws Exception {
        String address = "/v1/disclosures/301/2023/statements?position=";
        long before = position;
        List<JsonNode> said = withoutPositions(get(address + before));
        // Of all three at once, and of each.
        for (String of : List.of("", "&part=performance", "&part=procurement")) {
            String csv = services.get(services.projection, address + before + "&format=csv" + of).body();
            HttpResponse<String> posted = services.postTable(csv);
            assertThat(posted.statusCode()).as(posted.body()).isEqualTo(200);
            position = posted.body().lines().map(JSON::readTree).toList().getLast().at("/receipt/position").asLong();
        }

        JsonNode again = get(address + position);
        assertThat(withoutPositions(again)).isEqualTo(said);
        assertThat(again.get("statements").valueStream().filter(each -> each.get("position").asLong() > before)).hasSizeGreaterThan(25);
        position = before;
    }

    /** Its own in its document and in the evidence of it, the department's in that of the department, and all of it in rows. */
    @Test
    void what_a_unit_says_is_printed_of_it_proven_and_comes_out_as_rows_that_go_in_again(@TempDir Path folder) throws Exception {
        long before = position;
        String paper = "\"department\":\"777\",\"fiscalYear\":2023,\"documentNo\":\"文\",\"effectiveOn\":\"2023-01-10\",\"reason\":\"批复\"";
        String bought = "\"key\":\"P1\",\"statement\":{\"procurement\":{\"purchases\":[{\"item\":\"%s\",\"catalogueCode\":\"A02\",\"measure\":\"台\","
                + "\"quantity\":\"1\",\"price\":\"%s\",\"funding\":[{\"fund\":\"GENERAL_PUBLIC\",\"amount\":\"%s\"}]}]}}";
        String line = "{\"fund\":\"GENERAL_PUBLIC\",\"unit\":\"%s\",\"function\":\"2010302\",\"kind\":\"PROJECT\",\"project\":\"P1\",\"amount\":\"1000.00\"}";
        many(String.join("\n",
                "{\"type\":\"OpenBudget\",\"department\":{\"code\":\"777\",\"name\":\"某局\"},\"fiscalYear\":2023,\"jurisdiction\":\"130100\"}",
                "{\"type\":\"DefineUnits\",\"department\":\"777\",\"fiscalYear\":2023,\"units\":[{\"code\":\"777001\",\"name\":\"本级\",\"nature\":\"ADMINISTRATIVE\"},"
                        + "{\"code\":\"777002\",\"name\":\"中心\",\"nature\":\"PUBLIC_WELFARE_1\"}]}",
                "{\"type\":\"DefineProjects\",\"department\":\"777\",\"fiscalYear\":2023,\"projects\":[{\"code\":\"P1\",\"name\":\"设备\"}]}",
                "{\"type\":\"Allocate\"," + paper + ",\"lines\":[" + line.formatted("777001") + "," + line.formatted("777002") + "]}",
                "{\"type\":\"MakeStatement\"," + paper + "," + bought.formatted("全局打印机", "1500.00", "1500.00") + "}",
                "{\"type\":\"MakeStatement\"," + paper + ",\"ofUnit\":\"777001\"," + bought.formatted("本级台式机", "1000.00", "1000.00") + "}"));
        long said = position;
        JsonNode refused = services.post("{\"type\":\"MakeStatement\"," + paper + ",\"ofUnit\":\"777002\"," + bought.formatted("投影仪", "1000.01", "1000.01") + "}").getFirst();
        assertThat(refused.at("/problem/code").asString()).isEqualTo("PROJECT_EXCEEDED");

        String of = "/v1/disclosures/777/2023/";
        assertThat(text(document(of + "document", ""))).contains("全局打印机").doesNotContain("本级台式机");
        assertThat(text(document(of + "document", "&unit=777001"))).contains("本级台式机").doesNotContain("全局打印机");
        assertThat(text(document(of + "document", "&unit=777002"))).contains("全局打印机").doesNotContain("本级台式机");
        for (String unit : List.of("", "&unit=777001", "&unit=777002")) {
            Path file = Files.write(folder.resolve("evidence.zip"), services.download(of + "evidence?position=" + position + unit));
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            int exit = EvidenceVerifier.run(new PrintStream(printed, true, StandardCharsets.UTF_8), file.toString(), "--key", BothServices.KEY.verifier().format());
            assertThat(printed.toString(StandardCharsets.UTF_8)).contains("✓ 公开文档: ");
            assertThat(exit).as(printed.toString(StandardCharsets.UTF_8)).isEqualTo(EvidenceVerifier.SOUND);
        }

        String address = of + "statements?position=";
        String csv = services.get(services.projection, address + said + "&format=csv").body();
        HttpResponse<String> posted = services.postTable(csv);
        assertThat(posted.statusCode()).as(posted.body()).isEqualTo(200);
        position = posted.body().lines().map(JSON::readTree).toList().getLast().at("/receipt/position").asLong();
        assertThat(position).isEqualTo(said + 2);
        assertThat(withoutPositions(get(address + position))).isEqualTo(withoutPositions(get(address + said)));
        assertThat(services.get(services.projection, address + position + "&format=csv").body()).isEqualTo(csv).contains(",key,unit,");
        position = before;
    }

    @Test
    void a_wrong_row_is_named_and_nothing_is_recorded() throws Exception {
        String csv = services.get(services.projection, "/v1/disclosures/301/2023/statements?format=csv&part=procurement&position=" + position).body();
        List<String> rows = csv.lines().toList();
        HttpResponse<String> answer = services.postTable(csv.replace(rows.get(3), rows.get(3).replace("GENERAL_PUBLIC", "GENERAL")));
        JsonNode problem = JSON.readTree(answer.body());

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(problem.get("field").asString()).isEqualTo("statement.procurement.purchases[2].funding[0].fund");
        assertThat(problem.get("line").asInt()).isEqualTo(4);
    }

    @Test
    void every_page_on_paper_says_something() throws Exception {
        for (String of : List.of(OF_301, OF_990)) {
            try (PDDocument pdf = Loader.loadPDF(services.file(of + "?position=" + position + "&format=pdf"))) {
                for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
                    PDFTextStripper stripper = new PDFTextStripper();
                    stripper.setStartPage(page);
                    stripper.setEndPage(page);
                    // Beside its number, and whose it is, as of when.
                    assertThat(stripper.getText(pdf).lines()).as(of + " " + page + " of " + pdf.getNumberOfPages()).hasSizeGreaterThan(3);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {OF_301, OF_990})
    void the_contents_say_on_which_page_each_part_begins(String of) throws Exception {
        List<String> pages = new ArrayList<>();
        List<String> contents = new ArrayList<>();
        try (PDDocument pdf = Loader.loadPDF(services.file(of + "?position=" + position + "&format=pdf"))) {
            for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
                PDFTextStripper stripper = new PDFTextStripper();
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                String text = stripper.getText(pdf);
                pages.add(PublishedText.plain(text));
                if (page == PAGES_BEFORE_THE_FIRST) {
                    text.lines().map(PublishedText::plain).forEach(contents::add);
                }
            }
        }
        List<JsonNode> parts = document(of, "").get("parts").valueStream().filter(part -> !part.get("blocks").isEmpty()).toList();
        for (JsonNode part : parts) {
            Pattern line = Pattern.compile(Pattern.quote(PublishedText.plain(part.get("title").asString())) + "\\.{3,}(\\d+)");
            Matcher told = contents.stream().map(line::matcher).filter(Matcher::matches).findFirst()
                    .orElseThrow(() -> new AssertionError(part.get("title") + " in " + contents));
            String title = Stream.of(part.path("heading").asString(""), part.at("/blocks/0/title").asString(""), part.get("title").asString())
                    .filter(each -> !each.isEmpty()).findFirst().orElseThrow();
            int page = Integer.parseInt(told.group(1));
            assertThat(pages.get(page - 1 + PAGES_BEFORE_THE_FIRST)).as(title).contains(PublishedText.plain(title), "—" + page + "—");
        }
        assertThat(parts).hasSizeGreaterThan(9);
    }

    @Test
    void every_figure_of_a_page_leads_to_what_it_is() throws Exception {
        String page = services.get(services.projection, OF_301 + "?position=" + position + "&format=html").body();
        List<String> links = Pattern.compile("href=\"(/[^\"#]+)").matcher(page).results()
                .map(link -> link.group(1).replace("&amp;", "&")).distinct().toList();

        assertThat(links).hasSizeGreaterThan(100).anyMatch(link -> link.contains("/statements?")).anyMatch(link -> link.contains("/cells/"));
        for (String link : links) {
            assertThat(services.get(services.projection, link).statusCode()).as(link).isEqualTo(200);
        }
    }

    @Test
    void what_a_document_cannot_be_asked_for_is_refused() throws Exception {
        for (String asked : List.of("unit=万元", "measure=YUAN", "format=docx", "form=../etc", "effectiveOn=2023-02-30", "basis=both")) {
            HttpResponse<String> answer = services.get(services.projection, OF_301 + "?position=" + position + "&" + asked.replace("万元", "%E4%B8%87%E5%85%83"));
            assertThat(answer.statusCode()).as(asked + "\n" + answer.body()).isBetween(400, 404);
            assertThat(JSON.readTree(answer.body()).get("field").asString()).as(answer.body()).isEqualTo(asked.substring(0, asked.indexOf('=')));
        }
        assertThat(services.get(services.projection, "/v1/disclosures/302/2023/document?position=" + position).body()).contains("BUDGET_NOT_OPEN");
        assertThat(services.get(services.projection, OF_301 + "?unit=301009&position=" + position).body()).contains("UNIT_HAS_NO_LINES");
    }

    private static List<JsonNode> withoutPositions(JsonNode statements) {
        return statements.get("statements").valueStream().map(each -> (JsonNode) ((ObjectNode) each.deepCopy()).without("position")).toList();
    }

    private static Map<String, byte[]> files(byte[] zip) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                assertThat(entry.getMethod()).isEqualTo(ZipEntry.STORED);
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private JsonNode document(String address, String more) throws Exception {
        return get(address + "?position=" + position + more);
    }

    private JsonNode get(String address) throws Exception {
        HttpResponse<String> answer = services.get(services.projection, address);
        assertThat(answer.statusCode()).as(address + "\n" + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    /** The text in the order of print. */
    private static String text(JsonNode document) {
        List<String> text = new ArrayList<>(List.of(
                document.at("/head/title").asString(), document.at("/head/subtitle").asString(""), document.at("/head/contents").asString()));
        document.get("parts").forEach(part -> text.add(part.get("title").asString()));
        document.get("parts").forEach(part -> {
            if (!part.get("blocks").isEmpty()) {
                text.add(part.has("heading") ? part.get("heading").asString() : part.get("title").asString());
            }
            part.get("blocks").forEach(block -> add(text, block));
        });
        return String.join("\n", text);
    }

    private static void add(List<String> text, JsonNode block) {
        if (block.has("spans")) {
            StringBuilder paragraph = new StringBuilder();
            block.get("spans").forEach(span -> paragraph.append(span.get("text").asString()));
            text.add(paragraph.toString());
        } else if (block.has("body")) {
            text.add(block.get("title").asString());
            block.get("corners").forEach(corner -> text.add(corner.asString()));
            Stream.of("head", "body").forEach(rows -> block.get(rows).forEach(
                    row -> row.forEach(cell -> text.add(cell.get("text").asString()))));
            block.get("notes").forEach(note -> text.add(note.asString()));
        } else {
            text.add(block.get("text").asString());
        }
    }

    private static Stream<JsonNode> spans(JsonNode document) {
        return document.get("parts").valueStream()
                .flatMap(part -> part.get("blocks").valueStream())
                .flatMap(block -> block.has("spans") ? ((ArrayNode) block.get("spans")).valueStream() : Stream.empty());
    }

    private void one(String path, String body) throws Exception {
        HttpResponse<String> answer = services.post(services.ledger, path, body);
        assertThat(answer.statusCode()).as(path + "\n" + answer.body()).isEqualTo(201);
        position = JSON.readTree(answer.body()).get("position").asLong();
    }

    private void many(String commands) throws Exception {
        List<JsonNode> results = services.post(commands);
        assertThat(results).allSatisfy(result -> assertThat(result.get("status").asInt()).as("%s", result).isEqualTo(201));
        position = results.getLast().at("/receipt/position").asLong();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = DocumentsTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
