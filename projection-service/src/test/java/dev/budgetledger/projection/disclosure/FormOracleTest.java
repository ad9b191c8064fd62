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
import dev.budgetledger.contract.form.TableForm;
import dev.budgetledger.projection.disclosure.table.Row;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.disclosure.table.TableMaker;
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

    private final Random random = new Random(SEED);

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
        budgets(1500, budget -> {
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
        return new Recalculation(form, 2023, false, null, List.of(), new Recalculation.CodeNames(Map.of(), Map.of(), Map.of()), Map.of()).sha256();
    }

    private void assertSame(Form form, byte[] text, BudgetAsOf budget) {
        Function<Line, Nature> natures = line -> NATURES.getOrDefault(String.valueOf(line.unit()), Nature.ADMINISTRATIVE);
        Unit unit = random.nextBoolean() ? null : one(Unit.values());
        Recalculation oracle = new Recalculation(text, budget.fiscalYear(), budget.comparative(), unit == null ? null : unit.chinese(),
                budget.lines().stream().map(FormOracleTest::sum).toList(),
                new Recalculation.CodeNames(NAMES.all(Type.FUNCTION), NAMES.all(Type.ECONOMIC), NAMES.all(Type.GOVERNMENT_ECONOMIC)),
                Map.of("U1", "ADMINISTRATIVE", "U2", "CIVIL_SERVICE_MANAGED", "U3", "PUBLIC_WELFARE_2"));
        assertThat(oracle.sha256()).isEqualTo(form.sha256());
        assertThat(oracle.tables()).isEqualTo(form.tables().stream().map(TableForm::id).toList());
        for (TableForm each : form.tables()) {
            Table table = TableMaker.table(each, budget, natures);
            Unit printed = unit == null ? table.unit() : unit;
            Recalculation.Printed expected = oracle.table(each.id());
            assertThat(table.rows()).extracting(Row::number).isEqualTo(IntStream.rangeClosed(1, expected.rows().size()).boxed().toList());
            assertThat(rows(table, printed)).as("seed %d: %s of %s", SEED, each.id(), form).isEqualTo(expected.rows());
            assertThat(table.notes()).as("seed %d: %s", SEED, each.id()).isEqualTo(expected.notes());
            assertThat(printed.chinese()).isEqualTo(expected.unit());
        }
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
                line.economic(), line.governmentEconomic(), each.balance().fen(), each.carriedOut().fen(), each.approved().fen());
    }

    /** Of units, of codes of any level and of both economic classifications; of a year published in part also of no kind. */
    private void budgets(int count, Consumer<BudgetAsOf> each) {
        JqwikSession.run(() -> {
            RandomGenerator<BudgetAsOf> whole = RandomBudgets.budgets().generator(1000);
            RandomGenerator<BudgetAsOf> partly = RandomBudgets.partlyPublished().generator(1000);
            for (int i = 0; i < count; i++) {
                List<LineBalance> lines = (i % 3 == 0 ? partly : whole).next(random).value().lines().stream()
                        .map(line -> new LineBalance(line(line.line()), line.balance(), line.carriedOut(), line.frozen(), line.approved()))
                        .toList();
                each.accept(SampleBudgets.budget(2023, i % 3 == 0, lines, NAMES).showing(one(Amounts.values())));
            }
        });
    }

    private Line line(Line line) {
        return new Line(line.fund(), line.origin(), one(null, "U1", "U2", "U3", "U4"), cut(line.function()), line.kind(), cut(line.economic()),
                one(null, "50101", "50201", "502"), null, null);
    }

    private @Nullable String cut(@Nullable String code) {
        return code == null || random.nextInt(10) > 0 ? code : code.substring(0, 3);
    }

    @SafeVarargs
    private <T extends @Nullable Object> T one(T... values) {
        return values[random.nextInt(values.length)];
    }
}
