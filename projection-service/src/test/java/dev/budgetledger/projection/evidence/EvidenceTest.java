package dev.budgetledger.projection.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Publication;
import dev.budgetledger.contract.Sha256;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.form.FormReader;
import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.projection.disclosure.RandomBudgets;
import dev.budgetledger.projection.disclosure.SampleTemplates;
import dev.budgetledger.projection.disclosure.http.SampleHttp;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.verifier.Trust;
import dev.budgetledger.verifier.Verification;

import static org.assertj.core.api.Assertions.assertThat;

/** 证据包: whatever the log holds, the verifier, which knows nothing of this service, comes to the same tables. */
class EvidenceTest {

    private static final long SEED = new Random().nextLong();
    private static final Random RANDOM = new Random(SEED);
    private static final int BUDGETS = 60;
    private static final @Nullable String[] UNITS = {"U1", "U2", "U3", null};
    private static final @Nullable String[] NO_UNITS = {null};
    private static final Form PUTUO = SampleTemplates.forms().of("putuo-department-2025").orElseThrow();

    private static SampleLog log;
    private static SignedLog signed;

    /** Departments that post at random, and departments whose lines are of every fund, origin, kind and code. */
    @BeforeAll
    static void given() {
        System.out.println("Evidence: seed " + SEED);
        log = SampleLog.random(new Random(RANDOM.nextLong()), 800);
        log.define(2023, "218", "二一八");
        log.define(2023, "218", "名称\"二一八\",改");
        log.adopt(PUTUO);
        log.refuse(new BudgetId("R0", 2023)); // before it is opened, and again afterwards
        JqwikSession.run(() -> budgetsOfAnyLines(RandomBudgets.budgets().generator(1000)));
        signed = new SignedLog(log);
    }

    private static void budgetsOfAnyLines(RandomGenerator<BudgetAsOf> budgets) {
        for (int number = 0; number < BUDGETS; number++) {
            BudgetId id = new BudgetId("R" + number, 2023);
            log.tick().open(id, number % 5 == 0);
            log.open(SampleLog.nextYear(id));
            @Nullable String[] units = number % 3 == 0 ? UNITS : NO_UNITS;
            if (number % 3 == 0) {
                log.define(id, units(unit("U1", Nature.PUBLIC_WELFARE_1, null), unit("U2", Nature.CIVIL_SERVICE_MANAGED, null)));
                log.define(id, units(
                        unit("U1", Nature.ADMINISTRATIVE, LocalDate.of(2023, 7, 1)), unit("U3", Nature.OTHER, LocalDate.of(2023, 11, 1))));
            }
            if (number % 2 == 0) {
                log.define(id, names(number, "20103", "2010301", "218"));
            }
            budgets.next(RANDOM).value().lines().forEach(line -> post(id, of(units[RANDOM.nextInt(units.length)], line)));
            if (number % 4 == 0) {
                log.define(id, names(-number, "201", "20103"));
            }
            SampleStatements.of(number).forEach(fact -> log.define(id, fact));
            SampleStatements.of(number).forEach(fact -> log.define(SampleLog.nextYear(id), fact));
            if (number % 3 == 0) {
                List.of("U1", "U2", "U3").forEach(unit -> log.allocate(id, LocalDate.of(2023, 1, 1), ofUnit(unit), 100));
                SampleStatements.ofUnits(number).forEach(fact -> log.define(id, fact));
            }
            log.close(id, LocalDate.of(2023, 12, 31));
        }
        log.refuse(new BudgetId("R0", 2023));
        log.adopt(retitled("改"));
    }

    private static Fact units(BudgetUnit... units) {
        return new Fact.UnitsDefined(List.of(units));
    }

    private static Fact names(int number, String... codes) {
        return new Fact.NamesDefined(Stream.of(codes)
                .map(code -> new Classification(Classification.Type.FUNCTION, code, code + "号 " + number))
                .toList());
    }

    private static BudgetUnit unit(String code, Nature nature, @Nullable LocalDate from) {
        return new BudgetUnit(code, "单位" + code, nature, from);
    }

    private static LineBalance of(@Nullable String unit, LineBalance balance) {
        Line line = balance.line();
        return new LineBalance(new Line(line.fund(), line.origin(), unit, line.function(), line.kind(), line.economic(),
                line.governmentEconomic(), line.project(), line.tag()), balance.balance(), balance.carriedOut(), balance.frozen(), balance.approved());
    }

    /** 普陀区's form, the title of one table changed. */
    private static Form retitled(String title) {
        return FormReader.read(new String(ContractJson.write(PUTUO), StandardCharsets.UTF_8)
                .replaceFirst("\"title\":\"[^\"]*\"}]", "\"title\":\"" + title + "\"}]")
                .getBytes(StandardCharsets.UTF_8));
    }

    private static void post(BudgetId id, LineBalance line) {
        LocalDate on = LocalDate.of(2023, 1, 1).plusDays(RANDOM.nextInt(360));
        List<Envelope> posted = new ArrayList<>();
        posted.add(RANDOM.nextInt(3) == 0
                ? log.adjust(id, on, line.line(), line.income().fen())
                : log.allocate(id, on, line.line(), line.income().fen()));
        if (!line.frozen().isZero()) {
            posted.add(log.freeze(id, on.plusDays(1), line.line(), line.frozen().fen()));
        }
        if (!line.carriedOut().isZero()) {
            log.tick().carryForward(id, LocalDate.of(2023, 12, 31), line.line(), line.carriedOut().fen());
        }
        if (RANDOM.nextInt(8) == 0) {
            log.reverse(posted.getLast(), RANDOM.nextInt(3));
        }
    }

    @Test
    void tables_of_any_budget_at_any_point_on_any_basis_in_any_unit_are_rebuilt_byte_for_byte() {
        for (int trial = 0; trial < 40; trial++) {
            String budget = trial < 30
                    ? "R" + RANDOM.nextInt(BUDGETS) + "/" + (2023 + RANDOM.nextInt(2))
                    : "D" + RANDOM.nextInt(3) + "/" + (2023 + RANDOM.nextInt(2));
            String question = budget + "?basis=" + one(Basis.values()) + "&amounts=" + one(Amounts.values())
                    + (RANDOM.nextBoolean() ? "" : "&measure=" + one(Unit.values()))
                    + List.of("", "", "&form=putuo-department-2025", "&form=shanghai-unit-2025").get(RANDOM.nextInt(4))
                    + (RANDOM.nextInt(4) > 0 ? "" : "&unit=U" + (1 + RANDOM.nextInt(3)))
                    + (RANDOM.nextBoolean() ? "" : "&effectiveOn=2023-" + (10 + RANDOM.nextInt(3)) + "-15")
                    + (RANDOM.nextInt(4) > 0 ? "" : "&position=" + (log.lastPosition() - RANDOM.nextInt(300)));
            MvcTestResult result = get(question);
            if (result.getResponse().getStatus() != 404) { // it may not have been open by then
                SignedLog.assertSound(question, result.getResponse().getContentAsByteArray());
            }
        }
    }

    /** Whose document it is compared with, in full, in part and not at all. */
    @Test
    void documents_are_rebuilt_with_the_budget_of_the_year_before() {
        byte[] compared = signed.evidence("R5/2024"); // of 2023, only part was published
        byte[] first = signed.evidence("R5/2023");

        assertThat(SignedLog.files(compared)).containsKeys("document.json", "document.html");
        assertThat(streams(compared)).containsExactly("R5-2024", "classification-2023", "R5-2023");
        assertThat(streams(first)).containsExactly("classification-2023", "R5-2023");
        assertThat(Verification.of(ByteBuffer.wrap(compared), Trust.in(SignedLog.KEY.verifier())).toString())
                .contains("✓ 公开文档: ");
        assertThat(Verification.of(ByteBuffer.wrap(first), Trust.in(SignedLog.KEY.verifier())).toString())
                .as("the log has none: that is proven")
                .contains("✓ 公开文档: ").doesNotContain("no facts of the year before are in the package");
    }

    /** What it says itself, and what its department does; before it says anything, all that its department says. */
    @ParameterizedTest
    @CsvSource({
        "U1, 2023-10-15, '5台 本级事项 职责一',            '计算机 二级职责 部门事项'",
        "U1, 2023-12-31, '5台 本级事项 职责一 本级计算机', '二级职责 部门事项'",
        "U2, 2023-10-15, '10台 部门事项 职责一 计算机',     '本级事项 二级职责'",
        "U2, 2023-12-31, '部门事项 二级职责',              '本级事项 职责一 计算机 12台'",
        "U3, 2023-12-31, '12台 部门事项 职责一 计算机',     '本级事项 二级职责'",
        "  , 2023-12-31, '12台 部门事项 职责一 计算机',     '本级事项 二级职责'",
    })
    void the_document_of_a_unit_is_rebuilt_with_what_the_unit_says(@Nullable String unit, String on, String there, String missing) {
        int number = 12;
        byte[] evidence = signed.evidence("R" + number + "/2023?form=shijiazhuang-2023&effectiveOn=" + on + (unit == null ? "" : "&unit=" + unit));

        SignedLog.assertSound("document of " + unit, evidence);
        assertThat(new String(SignedLog.files(evidence).get("document.json"), StandardCharsets.UTF_8))
                .contains(there.split(" ")).doesNotContain(missing.split(" "));
    }

    @Test
    void what_was_published_of_a_unit_is_made_again_from_what_the_unit_said() {
        SampleLog log = new SampleLog();
        BudgetId office = new BudgetId("301", 2025);
        log.adopt(PUTUO);
        log.open(office, PUTUO.jurisdiction());
        log.define(office, units(unit("U1", Nature.ADMINISTRATIVE, null), unit("U2", Nature.OTHER, null)));
        for (String unit : List.of("U1", "U2")) {
            log.allocate(office, LocalDate.of(2025, 1, 1), ofUnit(unit), 1_234_567_89);
        }
        log.define(office, said(null, "部门职责"));
        log.define(office, said("U1", "一所职责"));
        Map<String, byte[]> shown = SignedLog.files(new SignedLog(log).evidence("301/2025?unit=U1"));
        assertThat(new String(shown.get("document.json"), StandardCharsets.UTF_8)).contains("一所职责").doesNotContain("部门职责");
        int position = (int) log.lastPosition();
        Publication publication = new Publication(
                new Publication.Point(LocalDate.of(2025, 12, 31), log.facts().getLast().recordedAt(), position), Publication.Basis.ADJUSTED, "U1", null,
                new Publication.PinnedForm(PUTUO.id(), PUTUO.sha256()),
                PUTUO.tables().stream().map(table -> new Publication.Table(table.id(), sha256(shown, "tables/" + table.id() + ".csv"))).toList(),
                List.of(new Publication.PinnedDocument(Publication.Format.JSON, Sha256.hex(
                                ContractJson.canonical(ContractJson.read(Objects.requireNonNull(shown.get("document.json")), Map.class)))),
                        new Publication.PinnedDocument(Publication.Format.HTML, sha256(shown, "document.html"))),
                dev.budgetledger.projection.samples.SignedLog.note(SignedLog.KEY, log.facts()));
        log.tick().publish(office, new Fact.DisclosurePublished("公开1号", LocalDate.of(2025, 3, 1), "公开", 1, publication));
        log.define(office, said("U1", "后来的职责"));

        SignedLog.assertSound("published", new SignedLog(log).evidence("301/2025"));
    }

    private static String sha256(Map<String, byte[]> files, String name) {
        return Sha256.hex(Objects.requireNonNull(files.get(name), name));
    }

    private static Line ofUnit(String unit) {
        Line line = SampleLog.STAFF;
        return new Line(line.fund(), line.origin(), unit, line.function(), line.kind(), line.economic(), null, null, null);
    }

    private static Fact said(@Nullable String unit, String duty) {
        return new Fact.StatementMade("文", LocalDate.of(2025, 1, 10), "三定", unit, null, Statement.of(new Statement.Profile(List.of(duty), List.of())));
    }

    private static List<String> streams(byte[] evidence) {
        return new String(SignedLog.files(evidence).get("facts.ndjson"), StandardCharsets.UTF_8).lines()
                .map(line -> line.replaceAll(".*\"stream\":\"([^\"]*)\".*", "$1")).distinct().toList();
    }

    @Test
    void a_form_that_was_adopted_is_in_the_package_with_its_facts() {
        SampleLog place = new SampleLog();
        BudgetId office = new BudgetId("301", 2025);
        place.adopt(PUTUO);
        place.open(office, PUTUO.jurisdiction());
        place.allocate(office, LocalDate.of(2025, 1, 1), SampleLog.STAFF, 1_234_567_89);
        Form second = retitled("改");
        place.adopt(second);
        SignedLog signed = new SignedLog(place);

        byte[] last = signed.evidence("301/2025");
        byte[] before = signed.evidence("301/2025?position=3");

        SignedLog.assertSound("last", last);
        SignedLog.assertSound("before", before);
        assertThat(SignedLog.files(last)).containsEntry("form.json", ContractJson.write(second));
        assertThat(SignedLog.files(before)).containsEntry("form.json", ContractJson.write(PUTUO));
        assertThat(new String(SignedLog.files(last).get("facts.ndjson"), StandardCharsets.UTF_8).lines())
                .extracting(line -> line.replaceAll(".*\"stream\":\"([^\"]*)\".*", "$1"))
                .containsExactly("form-putuo-department-2025", "form-putuo-department-2025", "301-2025", "301-2025");
        assertThat(SignedLog.files(last).keySet().stream().filter(name -> name.endsWith(".csv")))
                .containsExactlyElementsOf(PUTUO.tables().stream().map(table -> "tables/" + table.id() + ".csv").toList());
        assertThat(Verification.of(ByteBuffer.wrap(last), Trust.in(SignedLog.KEY.verifier())).toString())
                .contains("putuo-department-2025 由 form-putuo-department-2025-1 采用");
    }

    @Test
    void the_same_question_has_the_same_bytes() {
        assertThat(signed.evidence("R1/2023?position=" + log.lastPosition()))
                .isEqualTo(signed.evidence("R1/2023"));
    }

    /** Anyone who asks by an instant at which nothing was recorded is answered by the position, and told when that was. */
    @Test
    void a_package_says_only_when_its_position_was_recorded() {
        List<Envelope> facts = log.facts();
        int last = facts.size() - 2;
        while (facts.get(last).recordedAt().equals(facts.get(last + 1).recordedAt())) {
            last--;
        }
        Envelope before = facts.get(last);

        MvcTestResult result = get("R1/2023?recordedAsOf=" + before.recordedAt().plusMillis(500));

        assertThat(result).hasStatusOk();
        assertThat(result.getResponse().getHeader("Recorded-As-Of")).isEqualTo(before.recordedAt().toString());
        assertThat(result.getResponse().getContentAsByteArray())
                .isEqualTo(signed.evidence("R1/2023?position=" + before.position()));
    }

    @Test
    void the_file_is_named_for_what_it_is_and_as_of_when() {
        MvcTestResult result = get("R1/2023?effectiveOn=2023-06-30");

        assertThat(result).hasStatusOk().hasContentType(MediaType.parseMediaType("application/zip"));
        assertThat(result.getResponse().getHeader(HttpHeaders.CONTENT_DISPOSITION)).isEqualTo(
                "attachment; filename=\"evidence-R1-2023-as-of-2023-06-30-position-" + log.lastPosition() + ".zip\"");
        assertThat(result.getResponse().getHeader("Ledger-Position")).isEqualTo("" + log.lastPosition());
        assertThat(result.getResponse().getContentLength())
                .isEqualTo(result.getResponse().getContentAsByteArray().length);
    }

    @ParameterizedTest
    @CsvSource({
        "NOBODY/2023,              404, BUDGET_NOT_OPEN,    ",
        "R1/23,                    400, FIELD_INVALID, year",
        "R1/2023?position=x,       400, FIELD_INVALID, position",
        "R1/2023?format=csv,       400, UNKNOWN_PARAMETER, format",
        "R1/2023?position=999999,  503, NOT_CAUGHT_UP,     ",
    })
    void what_cannot_be_answered_is_told_why(String question, int status, String code, @Nullable String field) {
        assertProblem(get(question), status, code, field);
    }

    @Test
    void without_the_key_that_signed_there_is_no_package() {
        String another = SigningKey.generate("budget-ledger").verifier().format();
        for (String key : List.of("", another)) {
            MvcTestResult result = signed.http(key).get()
                    .uri(SampleHttp.address("/v1/disclosures/R1/2023/evidence")).exchange();

            assertProblem(result, 503, "VERIFIER_KEY_UNKNOWN", null);
        }
    }

    @Test
    void before_a_checkpoint_is_over_the_point_it_is_to_be_asked_again() {
        SampleLog unsigned = new SampleLog();
        BudgetId office = new BudgetId("301", 2023);
        unsigned.open(office);
        MvcTestResult result = new SignedLog(unsigned, new Watermark(1, unsigned.now()))
                .http(SignedLog.KEY.verifier().format()).get()
                .uri(SampleHttp.address("/v1/disclosures/301/2023/evidence")).exchange();

        assertProblem(result, 503, "NOT_CAUGHT_UP", null);
        assertThat(result.getResponse().getHeader(HttpHeaders.RETRY_AFTER)).isEqualTo("1");
    }

    @Test
    void a_head_that_follows_its_facts_is_waited_for() throws InterruptedException {
        SampleLog log = new SampleLog();
        log.open(new BudgetId("301", 2023));
        SignedLog late = new SignedLog(log, new Watermark(1, log.now()));
        Thread relay = Thread.ofVirtual().start(() -> {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            late.sign();
        });

        MvcTestResult result = late.http(SignedLog.KEY.verifier().format(), Duration.ofSeconds(30)).get()
                .uri(SampleHttp.address("/v1/disclosures/301/2023/evidence")).exchange();

        relay.join();
        assertThat(result).hasStatus(200);
    }

    private static void assertProblem(MvcTestResult result, int status, String code, @Nullable String field) {
        assertThat(result).hasStatus(status).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8))
                .contains("\"code\":\"" + code + "\"")
                .contains(field == null ? "" : "\"field\":\"" + field + "\"");
    }

    private static MvcTestResult get(String question) {
        String address = "/v1/disclosures/" + question.replaceFirst("(\\?|$)", "/evidence$1");
        return signed.http(SignedLog.KEY.verifier().format()).get().uri(SampleHttp.address(address)).exchange();
    }

    private static String one(Enum<?>[] values) {
        return values[RANDOM.nextInt(values.length)].name().toLowerCase(Locale.ROOT);
    }
}
