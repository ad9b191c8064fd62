package dev.budgetledger.projection.disclosure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import net.jqwik.api.RandomGenerator;
import net.jqwik.api.sessions.JqwikSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.Classification.Type;
import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.form.FormFault;
import dev.budgetledger.contract.form.FormReader;
import dev.budgetledger.contract.form.RowForm.By;
import dev.budgetledger.contract.form.Selector;
import dev.budgetledger.contract.form.TableForm;
import dev.budgetledger.projection.comparison.PriorYear;
import dev.budgetledger.projection.disclosure.table.Published;
import dev.budgetledger.projection.disclosure.table.Row;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.disclosure.table.TableMaker;
import dev.budgetledger.projection.disclosure.table.TableYear;
import dev.budgetledger.projection.disclosure.table.TableYear.ChartNames;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.ClassificationNames;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.verifier.Recalculation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * 对照: the verifier reads forms and makes tables by other code. Both call the same texts forms, and make the same tables of them, cell for
 * cell, whatever the form and the budget.
 */
class FormOracleTest {

    private static final long SEED = Long.getLong("forms.seed", new Random().nextLong());
    private static final Path FORMS = Path.of("../docs/forms");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<String, Nature> NATURES =
            Map.of("U1", Nature.ADMINISTRATIVE, "U2", Nature.CIVIL_SERVICE_MANAGED, "U3", Nature.PUBLIC_WELFARE_2);
    private static final ClassificationNames NAMES = new ClassificationNames(
            Map.of(Type.FUNCTION, Map.of("218", "名称{year}", "20103", "款", "2010301", "项"),
                    Type.ECONOMIC, Map.of("302", "商品", "30201", "办公费"),
                    Type.GOVERNMENT_ECONOMIC, Map.of("501", "工资,\"福利\"")),
            Map.of(Type.FUNCTION, Map.of("20103", "本部门的款", "2010302", "本部门的项")));

    private static final ClassificationNames PRIOR_NAMES = new ClassificationNames(
            Map.of(Type.FUNCTION, Map.of("201", "旧类{priorYear}", "218", "旧名称"), Type.ECONOMIC, Map.of("30101", "旧款")), Map.of());
    private static final List<String> UNITS = List.of("U1", "U10", "U2", "U3", "U4");
    private static final List<String> PROJECTS = List.of("P1", "P10", "P/1", "项目甲", "r-0", "201");
    private static final List<Selector> THREE_PUBLIC = SampleTemplates.all().of(2023).threePublic();

    private final Random random = new Random(SEED);
    private final List<BudgetAsOf> priors = new ArrayList<>();

    static List<Path> forms() throws IOException {
        try (Stream<Path> files = Files.list(FORMS)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void every_table_of_a_form_is_what_other_code_makes_of_the_same_lines(Path file) throws IOException {
        byte[] text = Files.readAllBytes(file);
        Form form = FormReader.read(text);
        budgets(60, budget -> assertSame(form, text, budget));
    }

    @Test
    void so_is_every_table_of_any_form() {
        System.out.println("Forms: seed " + SEED);
        RandomForms forms = new RandomForms(random);
        List<Boolean> read = new ArrayList<>();
        budgets(2000, budget -> {
            byte[] text = JSON.writeValueAsBytes(forms.formWithDocument());
            Optional<Form> form = read(text);
            read.add(form.isPresent());
            form.ifPresent(each -> assertSame(each, text, budget));
        });
        assertThat(read.stream().filter(each -> each)).as("of %d forms", read.size()).hasSizeGreaterThan(500);
        assertThat(read).contains(false);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void what_is_changed_in_a_form_is_refused_by_both_or_by_neither(Path file) throws IOException {
        Map<?, ?> form = JSON.readValue(file.toFile(), Map.class);
        RandomForms forms = new RandomForms(random);
        List<Boolean> read = new ArrayList<>();
        for (int trial = 0; trial < 500; trial++) {
            read.add(read(JSON.writeValueAsBytes(forms.changed(form))).isPresent());
        }
        assertThat(read).contains(true, false);
    }

    @Test
    void so_is_what_is_changed_in_any_form() {
        RandomForms forms = new RandomForms(random);
        List<Boolean> read = new ArrayList<>();
        for (int trial = 0; trial < 3000; trial++) {
            read.add(read(JSON.writeValueAsBytes(forms.changed(forms.form()))).isPresent());
        }
        assertThat(read).contains(true, false);
    }

    @Test
    void so_is_what_is_changed_in_a_document() {
        RandomForms forms = new RandomForms(random);
        List<Boolean> read = new ArrayList<>();
        for (int trial = 0; trial < 3000; trial++) {
            read.add(read(JSON.writeValueAsBytes(forms.changedDocument(forms.formWithDocument()))).isPresent());
        }
        assertThat(read).contains(true, false);
    }

    /** The form that both read, if both do. */
    private static Optional<Form> read(byte[] text) {
        Optional<String> refusal = Recalculation.refusalOf(text);
        try {
            Form form = FormReader.read(text);
            assertThat(refusal).as("seed %d: %s", SEED, new String(text, StandardCharsets.UTF_8)).isEmpty();
            assertThat(Recalculation.refusalOf(ContractJson.write(form))).isEmpty();
            assertThat(sha256(text)).as("seed %d: %s", SEED, new String(text, StandardCharsets.UTF_8)).isEqualTo(form.sha256());
            return Optional.of(form);
        } catch (FormFault e) {
            assertThat(refusal).as("seed %d: %s of %s", SEED, e.getMessage(), new String(text, StandardCharsets.UTF_8))
                    .isPresent();
            return Optional.empty();
        }
    }

    private static String sha256(byte[] form) {
        return new Recalculation(form, 2023, null, new Recalculation.Year(false, List.of(),
                new Recalculation.CodeNames(Map.of(), Map.of(), Map.of(), Map.of(), Map.of()), Map.of()), null).sha256();
    }

    private void assertSame(Form form, byte[] text, BudgetAsOf budget) {
        Function<Line, Nature> natures = line -> NATURES.getOrDefault(String.valueOf(line.unit()), Nature.ADMINISTRATIVE);
        Unit unit = random.nextBoolean() ? null : one(Unit.values());
        BudgetAsOf prior = random.nextInt(8) == 0 ? null : one(priors.toArray(BudgetAsOf[]::new));
        Recalculation oracle = new Recalculation(text, budget.fiscalYear(), unit == null ? null : unit.chinese(),
                year(budget), prior == null ? null : year(prior));
        TableYear current = new TableYear(budget, natures, FormOracleTest::called, Published.of(budget));
        TableYear before = prior == null
                ? null
                : new TableYear(prior, natures, FormOracleTest::calledBefore, PriorYear.published(prior, budget, THREE_PUBLIC));
        assertThat(oracle.sha256()).isEqualTo(form.sha256());
        assertThat(oracle.tables()).isEqualTo(form.tables().stream().map(TableForm::id).toList());
        for (TableForm each : form.tables()) {
            Table table = TableMaker.table(each, current, before);
            Unit printed = unit == null ? table.unit() : unit;
            Recalculation.Printed expected = oracle.table(each.id());
            assertThat(table.rows()).extracting(Row::number).isEqualTo(IntStream.rangeClosed(1, expected.rows().size()).boxed().toList());
            assertThat(rows(table, printed)).as("seed %d: %s of %s", SEED, each.id(), form).isEqualTo(expected.rows());
            assertThat(table.notes()).as("seed %d: %s", SEED, each.id()).isEqualTo(expected.notes());
            assertThat(printed.chinese()).isEqualTo(expected.unit());
        }
    }

    private static Recalculation.Year year(BudgetAsOf budget) {
        ClassificationNames names = budget.names();
        ChartNames chart = budget.fiscalYear() == 2023 ? FormOracleTest::called : FormOracleTest::calledBefore;
        return new Recalculation.Year(budget.comparative(), budget.lines().stream().map(FormOracleTest::sum).toList(),
                new Recalculation.CodeNames(names.all(Type.FUNCTION), names.all(Type.ECONOMIC), names.all(Type.GOVERNMENT_ECONOMIC),
                        named(chart, By.UNIT, UNITS), named(chart, By.PROJECT, PROJECTS)),
                Map.of("U1", "ADMINISTRATIVE", "U2", "CIVIL_SERVICE_MANAGED", "U3", "PUBLIC_WELFARE_2"));
    }

    private static Map<String, String> named(ChartNames chart, By by, List<String> codes) {
        Map<String, String> names = new LinkedHashMap<>();
        codes.stream().filter(code -> !chart.of(by, code).isEmpty()).forEach(code -> names.put(code, chart.of(by, code)));
        return names;
    }

    private static String called(By by, String code) {
        return code.equals("U2") || code.equals("P10") ? by + "名{priorYear}" : "";
    }

    private static String calledBefore(By by, String code) {
        return code.equals("U3") || code.equals("P/1") ? by + "旧名" : "";
    }

    private static List<Map<String, String>> rows(Table table, Unit unit) {
        return table.rows().stream().<Map<String, String>>map(row -> {
            Map<String, String> cells = new LinkedHashMap<>();
            table.columns().forEach(column -> cells.put(column.id(), row.print(column, unit, table.digits())));
            return cells;
        }).toList();
    }

    private static Recalculation.LineSum sum(LineBalance each) {
        Line line = each.line();
        Kind kind = line.kind();
        return new Recalculation.LineSum(line.fund().name(), line.origin().name(), line.unit(), line.function(),
                kind == null ? null : kind.name(),
                line.economic(), line.governmentEconomic(), line.project(), each.balance().fen(), each.carriedOut().fen(), each.approved().fen());
    }

    /** Of units, of codes of any level and of both economic classifications; of a year published in part also of no kind. */
    private void budgets(int count, Consumer<BudgetAsOf> each) {
        JqwikSession.run(() -> {
            RandomGenerator<BudgetAsOf> whole = RandomBudgets.budgets().generator(1000);
            RandomGenerator<BudgetAsOf> partly = RandomBudgets.partlyPublished().generator(1000);
            for (int i = 0; i < 50; i++) {
                boolean isPartly = i % 2 == 0;
                priors.add(SampleBudgets.budget(2022, isPartly, lines((isPartly ? partly : whole).next(random).value()), PRIOR_NAMES));
            }
            for (int i = 0; i < count; i++) {
                List<LineBalance> lines = lines((i % 3 == 0 ? partly : whole).next(random).value());
                each.accept(SampleBudgets.budget(2023, i % 3 == 0, lines, NAMES).showing(one(Amounts.values())));
            }
        });
    }

    /** A few of them in a year that may be published as coarsely as it is in life. */
    private List<LineBalance> lines(BudgetAsOf budget) {
        int most = budget.comparative() && random.nextBoolean() ? 3 : Integer.MAX_VALUE;
        boolean hasUnits = random.nextBoolean();
        return budget.lines().stream()
                .limit(most)
                .map(line -> new LineBalance(line(line.line(), hasUnits), line.balance(), line.carriedOut(), line.frozen(), line.approved()))
                .toList();
    }

    private Line line(Line line, boolean hasUnits) {
        return new Line(line.fund(), line.origin(), hasUnits ? one(UNITS.toArray(String[]::new)) : one(null, "U1", "U2"), cut(line.function()), line.kind(), cut(line.economic()),
                one(null, "50101", "50201", "502"), random.nextInt(3) == 0 ? null : one(PROJECTS.toArray(String[]::new)), null);
    }

    private @Nullable String cut(@Nullable String code) {
        return code == null || random.nextInt(10) > 0 ? code : code.substring(0, 3);
    }

    @SafeVarargs
    private <T extends @Nullable Object> T one(T... values) {
        return values[random.nextInt(values.length)];
    }
}
