package dev.budgetledger.projection.publication.http;

import java.nio.charset.Charset;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.Publication;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.contract.Sha256;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.contract.form.FormReader;
import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.RightEdge;
import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.projection.console.Pages;
import dev.budgetledger.projection.disclosure.Disclosure;
import dev.budgetledger.projection.disclosure.SampleTemplates;
import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.http.SampleHttp;
import dev.budgetledger.projection.disclosure.http.TableFiles;
import dev.budgetledger.projection.document.http.DocumentFiles;
import dev.budgetledger.projection.document.http.SampleDocumentHttp;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.publication.JdbcPublicationReader;
import dev.budgetledger.projection.publication.LedgerClient;
import dev.budgetledger.projection.publication.PublicationReader;
import dev.budgetledger.projection.samples.SampleLog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** A publication out of a real database, to a ledger that records what it is sent. */
class PublicationControllerTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final LocalDate JANUARY = LocalDate.of(2023, 1, 5);
    private static final String PATH = "/v1/disclosures/301/2023/publications";
    private static final String BODY = """
            {"documentNo":"公开1号","publishedOn":"2023-02-10","reason":"部门预算公开","position":2,"basis":"approved"}""";
    private static final SigningKey KEY = SigningKey.generate("budget-ledger");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SampleLog log = new SampleLog();
    private final StoredLog stored = new StoredLog(1);
    private final List<String> sent = new ArrayList<>();
    private final BudgetReader budgets = stored.reader(SampleLog.START.plusSeconds(3600), Duration.ZERO);
    private final PublicationReader publications = new JdbcPublicationReader(stored.jdbc());
    private int taken;

    @BeforeEach
    void givenABudgetOfOneLine() {
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100_000_00);
        log.tick();
        take(true);
    }

    @Test
    void the_digests_of_the_tables_at_the_point_and_the_checkpoint_over_it_are_sent_and_pinned() {
        MvcTestResult answer = post(this::record, BODY, "k-1");

        assertThat(answer).hasStatus(201);
        assertThat(answer.getResponse().getHeader("Location")).isEqualTo(PATH + "/1");
        JsonNode document = json(answer);
        assertThat(document.at("/receipt/position").longValue()).isEqualTo(3);
        assertThat(document.at("/publication/number").longValue()).isEqualTo(1);
        assertThat(document.at("/publication/asOf/checkpoint/size").longValue()).isEqualTo(2);
        JsonNode command = JSON.readTree(sent.getFirst());
        assertThat(command.get("tables")).hasSize(9);
        assertThat(command.at("/tables/4/sha256").stringValue()).isEqualTo(digest(TableId.GENERAL_PUBLIC_BUDGET, 2));
        assertThat(command.at("/postedBy").stringValue()).isEqualTo("预算处 王");
        assertThat(document.at("/publication/tables/4/sha256")).isEqualTo(command.at("/tables/4/sha256"));
        assertThat(document.at("/publication/checkpoint").stringValue()).isEqualTo(note(2));
    }

    @Test
    void the_same_request_makes_the_same_command_whatever_was_recorded_since() {
        post(this::record, BODY, "k-1");
        log.adjust(OFFICE, JANUARY, SampleLog.STAFF, 5);
        take(true);
        post(this::record, BODY, "k-1");

        assertThat(sent).hasSize(2);
        assertThat(sent.get(1)).isEqualTo(sent.get(0));
    }

    @Test
    void publications_are_listed_and_each_says_whether_its_tables_still_come_out() {
        // given one publication, and one of which a digest is of another table
        post(this::record, BODY, "k-1");
        post((key, command) -> record(key, new String(command, UTF_8)
                .replace(digest(TableId.EXPENDITURE, 2), "0".repeat(64)).getBytes(UTF_8)), BODY, "k-2");
        log.tick().adjust(OFFICE, JANUARY, SampleLog.STAFF, 5);
        take(false);

        JsonNode all = json(get(PATH));
        assertThat(all.get("publications").valueStream().map(each -> each.get("number").longValue())).containsExactly(1L, 2L);
        assertThat(all.at("/publications/0/tables/0").has("reproduced")).isFalse();
        JsonNode first = json(get(PATH + "/1"));
        assertThat(first.get("tables").valueStream()).hasSize(9).allMatch(table -> table.get("reproduced").booleanValue());
        assertThat(json(get(PATH + "/2")).get("tables").valueStream()
                        .filter(table -> !table.get("reproduced").booleanValue())
                        .map(table -> table.get("id").stringValue()))
                .containsExactly("expenditure");
        List<List<String>> listed = Pages.rows(Pages.open(SampleHttp.of(controller(this::record)), PATH));
        assertThat(listed).extracting(List::getFirst).containsExactly("2", "1");
        Element second = Pages.open(SampleHttp.of(controller(this::record)), PATH + "/2");
        assertThat(Pages.rows(second)).filteredOn(row -> row.getLast().startsWith("✗")).extracting(List::getFirst).containsExactly("部门预算支出总表");
        assertThat(Pages.rows(second)).as("what it is as of, in the words of the list")
                .filteredOn(row -> row.getFirst().startsWith("业务日期") || row.getFirst().startsWith("账本位置"))
                .extracting(List::getLast).containsExactlyElementsOf(listed.getFirst().subList(4, 6));
        String table = "/v1/disclosures/301/2023/tables/expenditure?";
        assertThat(Pages.leads(second)).as("a table is read as a page, and its digest is that of a file")
                .contains(table + "effectiveOn=2023-12-31&position=2&basis=approved&measure=WAN_YUAN",
                        table + "format=csv&effectiveOn=2023-12-31&position=2&basis=approved&measure=WAN_YUAN");
        assertThat(Pages.leads(second)).contains(PATH + "/2/changes").anyMatch(lead -> lead.contains("/changes?fromEffectiveOn="));
        assertProblem(get(PATH + "/3"), 404, "PUBLICATION_UNKNOWN", "number");
        assertProblem(get(PATH + "/01"), 404, "PUBLICATION_UNKNOWN", "number");
        assertProblem(get("/v1/disclosures/999/2023/publications"), 404, "BUDGET_NOT_OPEN", null);
    }

    @Test
    void a_form_with_a_document_has_it_pinned_as_it_is_served_and_one_without_has_none() {
        adopt("");
        String body = BODY.replace("\"position\":2", "\"position\":3,\"form\":\"nowhere-2023\"");

        JsonNode published = json(post(this::record, body, "k-1")).get("publication");

        String document = "/v1/disclosures/301/2023/document?format=json&effectiveOn=2023-12-31&position=3&basis=approved&form=nowhere-2023";
        assertThat(published.get("documents").valueStream().map(each -> each.get("format").stringValue()))
                .containsExactly("json", "html", "pdf", "xlsx");
        assertThat(published.at("/documents/0/address").stringValue()).isEqualTo(document);
        byte[] served = SampleHttp.of(SampleDocumentHttp.controller(stored, budgets)).get().uri(document).exchange()
                .getResponse().getContentAsByteArray();
        assertThat(published.at("/documents/0/digest").stringValue())
                .isEqualTo(Sha256.hex(ContractJson.canonical(ContractJson.read(served, Map.class))));
        assertThat(JSON.readTree(sent.getFirst()).at("/documents/3/digest")).isEqualTo(published.at("/documents/3/digest"));

        post(this::record, BODY, "k-2");
        assertThat(JSON.readTree(sent.getLast()).has("documents")).isFalse();
        assertThat(json(get(PATH + "/2")).has("documents")).isFalse();
    }

    @Test
    void what_was_drawn_otherwise_is_told_from_what_says_something_else() {
        // given a publication whose pages another release drew
        adopt("");
        post((key, command) -> {
            JsonNode html = JSON.readTree(command).at("/documents/1/digest");
            return record(key, new String(command, UTF_8).replace(html.stringValue(), "0".repeat(64)).getBytes(UTF_8));
        }, BODY.replace("\"position\":2", "\"position\":3,\"form\":\"nowhere-2023\""), "k-1");

        assertThat(json(get(PATH)).at("/publications/0/documents/0").has("reproduced")).isFalse();
        assertThat(json(get(PATH + "/1")).get("documents").valueStream()
                        .filter(each -> !each.get("reproduced").booleanValue())
                        .map(each -> each.get("format").stringValue()))
                .containsExactly("html");
    }

    @Test
    void nothing_is_published_in_which_a_required_explanation_is_missing() {
        adopt(",\"required\":{}");
        String body = BODY.replace("\"position\":2", "\"position\":3,\"form\":\"nowhere-2023\"");

        MvcTestResult refused = post(this::record, body, "k-1");
        assertProblem(refused, 409, "EXPLANATION_MISSING", "position");
        assertThat(json(refused).get("detail").stringValue()).endsWith("requires explanations that were not there: why");
        assertThat(sent).isEmpty();
        String document = "/v1/disclosures/301/2023/document?format=json&form=nowhere-2023";
        assertThat(SampleHttp.of(SampleDocumentHttp.controller(stored, budgets)).get().uri(document)).bodyText().endsWith("\"missing\":[\"why\"]}");

        log.define(OFFICE, new Fact.StatementMade("说1号", JANUARY, "公开", "why", Statement.of(
                new Statement.Explanation("nowhere-2023", List.of("因人员增加"), List.of()))));
        log.tick();
        take(true);
        assertProblem(post(this::record, body, "k-1"), 409, "EXPLANATION_MISSING", "position");
        assertThat(post(this::record, body.replace("\"position\":3", "\"position\":4"), "k-1")).hasStatus(201);
    }

    /** A form whose document has a slot that may have to be filled. */
    private void adopt(String required) {
        log.adopt(FormReader.read("""
                {"id":"nowhere-2023","name":"某地","jurisdiction":"310107","level":"DEPARTMENT","of":"BUDGET","fiscalYears":{"from":2023},
                "tables":[{"id":"spent","title":"支出表","measure":"WAN_YUAN","format":{"places":2},"of":{"sides":["EXPENDITURE"]},
                "panels":[{"columns":[{"id":"name","title":"项目","text":"LABEL"},{"id":"total","title":"合计"}],
                "sections":[[{"label":"合计"}]]}]}],
                "document":{"title":"{year}年{department}","amounts":{"measure":"WAN_YUAN","format":{"places":2}},
                "slots":[{"id":"why","title":"原因"%s}],
                "parts":[{"id":"all","title":"说明","blocks":[{"table":"spent"},{"text":["共",{"amount":{"sides":["EXPENDITURE"]}},"万元",
                {"slot":"why"}]}]}]}}""".formatted(required).getBytes(UTF_8)));
        log.tick();
        take(true);
    }

    @Test
    void what_the_ledger_refuses_is_refused_and_where_it_says_nothing_nothing_is_known() {
        assertProblem(post((key, _) -> Optional.of(new CommandResult(null, 409, key, false, null,
                new CommandResult.Problem("CHECKPOINT_FOREIGN", "checkpoint", "no such root"), null)), BODY, "k-1"),
                409, "CHECKPOINT_FOREIGN", "checkpoint");
        MvcTestResult silence = post((_, _) -> Optional.empty(), BODY, "k-1");
        assertProblem(silence, 503, "OUTCOME_UNKNOWN", null);
        assertThat(silence.getResponse().getHeader("Retry-After")).isNotNull();
        assertThat(post(this::record, BODY, "k-1")).hasStatus(201);
    }

    @Test
    void a_result_of_another_command_under_the_key_is_not_taken_for_ones_own() {
        assertProblem(post((key, command) -> record(key, new String(command, UTF_8).replace("公开1号", "公开2号")
                        .getBytes(UTF_8)), BODY, "k-1"), 409, "IDEMPOTENCY_KEY_REUSED", "Idempotency-Key");
    }

    @Test
    void nothing_is_sent_before_there_is_a_checkpoint_over_the_point_nor_for_a_budget_that_is_not_there() {
        log.adjust(OFFICE, JANUARY, SampleLog.STAFF, 5);
        take(false);

        assertProblem(post(this::record, BODY.replace("\"position\":2", "\"position\":3"), "k-1"), 503, "NOT_CAUGHT_UP", null);
        assertProblem(post(this::record, BODY.replace("\"position\":2", "\"position\":99"), "k-1"), 503, "NOT_CAUGHT_UP", null);
        assertProblem(post(this::record, BODY.replace("\"position\":2", "\"position\":0"), "k-1"), 404, "BUDGET_NOT_OPEN", null);
        assertProblem(SampleHttp.of(controller(this::record)).post().uri("/v1/disclosures/999/2023/publications")
                .header("Idempotency-Key", "k").contentType(MediaType.APPLICATION_JSON).content(BODY).exchange(),
                404, "BUDGET_NOT_OPEN", null);
        assertThat(sent).isEmpty();
    }

    @ParameterizedTest(name = "{1}: {2} {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            "position":2      | "position":"2"       | FIELD_INVALID | position
            "position":2      | "position":-2        | FIELD_INVALID | position
            "position":2      | "position":2.0       | FIELD_INVALID | position
            ,"position":2     | ``                   | FIELD_MISSING | position
            "2023-02-10"      | "2023-02-30"         | FIELD_INVALID | publishedOn
            "2023-02-10"      | null                 | FIELD_MISSING | publishedOn
            "公开1号"         | " "                  | FIELD_MISSING | documentNo
            "公开1号"         | 1                    | FIELD_INVALID | documentNo
            "公开1号"         | "公开\\u202e1号"      | FIELD_INVALID | documentNo
            "公开1号"         | "公开1号\\u3000"      | FIELD_INVALID | documentNo
            "公开1号"         | "Cafe\\u0301"         | FIELD_INVALID | documentNo
            "公开1号"         | "\\u2007"             | FIELD_MISSING | documentNo
            "position":2      | "position":99999999999999999999 | FIELD_INVALID | position
            "position":2      | "position":1e999999999 | FIELD_INVALID | position
            "approved"        | "final"              | FIELD_INVALID | basis
            "position"        | "date":"x","position" | UNKNOWN_FIELD | date
            "reason"          | "reason":"x","reason" | MALFORMED_JSON    | body
            {"documentNo"     | [{"documentNo"       | MALFORMED_JSON    | body
            """)
    void what_cannot_be_read_is_named_and_not_sent(String good, String bad, String code, String field) {
        assertThat(BODY).contains(good);

        assertProblem(post(this::record, BODY.replace(good, bad), "k-1"), 400, code, field);
        assertProblem(post(this::record, BODY, " "), 400, "FIELD_MISSING", "Idempotency-Key");
        for (String key : List.of("k".repeat(256), "k\u0001")) {
            assertProblem(post(this::record, BODY, key), 400, "FIELD_INVALID", "Idempotency-Key");
        }
        assertProblem(post(this::record, BODY.replace("公开1号", "公".repeat(101)), "k-1"), 400, "FIELD_INVALID", "documentNo");
        String gbk = new String("公开".getBytes(Charset.forName("GBK")), ISO_8859_1);
        assertProblem(post(this::record, BODY, gbk), 400, "FIELD_INVALID", "Idempotency-Key");
        assertProblem(post(this::record, BODY, new String("Cafe\u0301".getBytes(UTF_8), ISO_8859_1)), 400, "FIELD_INVALID", "Idempotency-Key");
        for (byte[] body : List.of(new String(BODY.replace("公开1号", "a/b").getBytes(UTF_8), ISO_8859_1).replace("a/b", "\u00c0\u00af").getBytes(ISO_8859_1),
                BODY.getBytes(UTF_16), BODY.getBytes(UTF_16LE), BODY.getBytes(Charset.forName("GBK")))) {
            assertProblem(SampleHttp.of(controller(this::record)).post().uri(PATH).header("Idempotency-Key", "k-1")
                    .contentType(MediaType.APPLICATION_JSON).content(body).exchange(), 400, "MALFORMED_JSON", "body");
        }
        assertThat(sent).isEmpty();
    }

    /** The nine tables have the same names for both services. */
    @Test
    void the_tables_of_a_publication_are_those_that_are_served() {
        assertThat(List.of(TableId.values())).extracting(TableId::id).isEqualTo(Publication.TABLES);
    }

    private PublicationController controller(LedgerClient ledger) {
        return new PublicationController(budgets, publications,
                new PublicationService(budgets, SampleDocumentHttp.forms(stored), SampleDocumentHttp.documents(stored, budgets),
                        new DocumentFiles(), publications, ledger));
    }

    private MvcTestResult post(LedgerClient ledger, String body, String key) {
        return SampleHttp.of(controller(ledger)).post().uri(PATH)
                .header("Idempotency-Key", key)
                .header("Posted-By", new String("预算处 王".getBytes(UTF_8), ISO_8859_1)) // as a server hands it on
                .contentType(MediaType.APPLICATION_JSON).content(body).exchange();
    }

    private MvcTestResult get(String path) {
        return SampleHttp.of(controller(this::record)).get().uri(path).exchange();
    }

    /** As the ledger would: the fact, with the instant of the position, and its number. */
    private Optional<CommandResult> record(String key, byte[] bytes) {
        sent.add(new String(bytes, UTF_8));
        JsonNode command = JSON.readTree(bytes);
        long position = command.at("/asOf/position").longValue();
        Publication publication = new Publication(
                new Publication.Point(LocalDate.parse(command.at("/asOf/effectiveOn").stringValue()),
                        log.facts().get((int) position - 1).recordedAt(), position),
                Publication.Basis.valueOf(command.get("basis").stringValue()),
                command.has("unit") ? Publication.Unit.valueOf(command.get("unit").stringValue()) : null,
                command.has("form") ? new Publication.PinnedForm(
                        command.at("/form/id").stringValue(), command.at("/form/sha256").stringValue()) : null,
                command.get("tables").valueStream().map(table -> new Publication.Table(
                        table.get("id").stringValue(), table.get("sha256").stringValue())).toList(),
                command.has("documents") ? command.get("documents").valueStream().map(each -> new Publication.PinnedDocument(
                        Publication.Format.valueOf(each.get("format").stringValue()), each.get("digest").stringValue())).toList() : null,
                command.get("checkpoint").stringValue());
        Envelope envelope = log.tick().publish(OFFICE, new Fact.DisclosurePublished(
                command.get("documentNo").stringValue(), LocalDate.parse(command.get("publishedOn").stringValue()),
                command.get("reason").stringValue(), publications.of(OFFICE).size() + 1L, publication));
        take(true);
        return Optional.of(new CommandResult(null, 201, key, false, new Receipt(
                Posting.id(envelope.stream(), envelope.sequence()), envelope.position(), envelope.recordedAt(),
                Hash.ofLeaf(envelope.bytes()).base64(), envelope.sequence(), null), null, null));
    }

    /** Lets what the log has come in. */
    private void take(boolean signed) {
        List<Envelope> all = log.facts();
        stored.facts(all.subList(taken, all.size()));
        taken = all.size();
        stored.watermark(new Watermark(taken, log.now().plusMillis(1), signed ? note(taken) : null)).advance();
        log.tick();
    }

    private String note(int size) {
        RightEdge edge = new RightEdge();
        log.facts().subList(0, size).forEach(each -> edge.append(Hash.ofLeaf(each.bytes()), _ -> {}));
        return KEY.sign(new Checkpoint("budget-ledger", size, edge.root()).text()).format();
    }

    private String digest(TableId table, long position) {
        BudgetAsOf budget = budgets.read(OFFICE, budgets.resolve(2023, new AsOfQuestion(null, null, position, null)),
                Basis.APPROVED).orElseThrow();
        return Sha256.hex(TableFiles.csv(
                Disclosure.table(table, budget, SampleTemplates.all().of(2023)), budget, Amounts.ALL, Unit.WAN_YUAN));
    }

    private static void assertProblem(MvcTestResult answer, int status, String code, @Nullable String field) {
        JsonNode problem = json(answer);
        assertThat(answer).hasStatus(status);
        assertThat(problem.get("code").stringValue()).isEqualTo(code);
        assertThat(problem.path("field").stringValue(null)).isEqualTo(field == null ? "" : field);
    }

    private static JsonNode json(MvcTestResult answer) {
        return JSON.readTree(answer.getResponse().getContentAsByteArray());
    }
}
