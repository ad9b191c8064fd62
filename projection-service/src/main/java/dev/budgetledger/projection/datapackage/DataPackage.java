package dev.budgetledger.projection.datapackage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Project;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.files.CsvLine;
import dev.budgetledger.projection.files.Spool;
import dev.budgetledger.projection.files.StoredZip;

/** 财政数据包 of a budget: a row for each line that has money, in 元, and what the columns mean. */
public final class DataPackage {

    private DataPackage() {}

    /**
     * Adds the files of the package to a zip; the rows do not come into memory.
     *
     * @param folder in which they stand, with its slash; empty for none
     */
    public static void addTo(StoredZip zip, String folder, BudgetAsOf budget, List<BudgetUnit> units, List<Project> projects)
            throws IOException {
        List<LineColumn> columns = LineColumn.of(budget, units, projects);
        try (Spool csv = new Spool()) {
            write(csv, Stream.concat(columns.stream().map(LineColumn::name), Stream.of(Descriptor.REVENUE, Descriptor.EXPENDITURE)));
            List<LineBalance> lines = budget.lines().stream()
                    .filter(each -> !each.income().isZero() || !each.balance().isZero())
                    .sorted(Comparator.comparing(LineBalance::line, Line.ORDER))
                    .toList();
            for (LineBalance each : lines) {
                write(csv, Stream.concat(columns.stream().map(column -> column.of().apply(each.line())),
                        Stream.of(each.income().toYuan(), each.balance().toYuan())));
            }
            zip.add(folder + "datapackage.json", ContractJson.canonical(Descriptor.of(budget, columns, csv)));
            zip.add(folder + Descriptor.RESOURCE + ".csv", csv);
        }
    }

    private static void write(Spool csv, Stream<String> fields) throws IOException {
        csv.write(CsvLine.of(fields.toList()).getBytes(StandardCharsets.UTF_8));
    }
}
