package dev.budgetledger.projection.disclosure;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.budgetledger.contract.BudgetUnit.Nature;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.form.FormReader;
import dev.budgetledger.projection.disclosure.table.Column;
import dev.budgetledger.projection.disclosure.table.Row;
import dev.budgetledger.projection.disclosure.table.Table;
import dev.budgetledger.projection.disclosure.table.TableMaker;
import dev.budgetledger.projection.entries.BudgetAsOf;

import static org.assertj.core.api.Assertions.assertThat;

/** Budgets and final accounts that other places published come out of their lines in the forms of those places, cell for cell. */
public class CasesTest {

    static Stream<Arguments> tables() {
        return Stream.of(
                        all("czj-2025", "/forms/putuo-department-2025.json", Nature.ADMINISTRATIVE, 1, 2, 3, 4, 5, 6, 7, 8, 9),
                        all("shczj-2025", "/forms/shanghai-unit-2025.json", Nature.ADMINISTRATIVE, 1, 2, 3, 4, 5, 6, 7, 8, 9),
                        all("fuliyuan-2024", "/cases/fuliyuan-2024/form.json", Nature.PUBLIC_WELFARE_1, 1, 2, 3, 4, 5, 6, 7, 8, 9),
                        all("sfj-2026", "/cases/sfj-2026/form.json", Nature.ADMINISTRATIVE, 2, 3, 5, 8, 9),
                        all("sgb-2024-final", "/cases/sgb-2024-final/form.json", Nature.ADMINISTRATIVE, 1, 2, 3, 4, 5, 6, 7, 8, 9))
                .flatMap(each -> each);
    }

    private static Stream<Arguments> all(String place, String form, Nature nature, int... numbers) {
        return IntStream.of(numbers).mapToObj(number -> Arguments.of(place, form, nature, number));
    }

    @ParameterizedTest(name = "{0} table {3}")
    @MethodSource("tables")
    void the_table_is_the_published_one(String place, String file, Nature nature, int number) {
        Form form = FormReader.read(Cases.text(file).getBytes(StandardCharsets.UTF_8));
        BudgetAsOf budget = Cases.budget(place);

        assertThat(form.fiscalYears().include(budget.fiscalYear())).isTrue();
        assertThat(printed(TableMaker.table(form.tables().get(number - 1), budget, _ -> nature)))
                .isEqualTo(Cases.text("/cases/" + place + "/t" + number + ".csv"));
    }

    /** Title, unit, heads from the top down, rows and notes. */
    private static String printed(Table table) {
        StringBuilder text = new StringBuilder(table.title()).append("\n单位：").append(table.unit().chinese()).append('\n');
        text.append(line(table.columns().stream().map(CasesTest::head)));
        for (Row row : table.rows()) {
            text.append(line(table.columns().stream().map(column -> row.print(column, table.unit(), table.digits()))));
        }
        table.notes().forEach(note -> text.append(note).append('\n'));
        return text.toString();
    }

    private static String head(Column column) {
        return Stream.concat(column.under().stream(), Stream.of(column.title())).collect(Collectors.joining("/"));
    }

    private static String line(Stream<String> cells) {
        return cells.map(cell -> cell.contains(",") ? '"' + cell + '"' : cell).collect(Collectors.joining(",")) + "\n";
    }
}
