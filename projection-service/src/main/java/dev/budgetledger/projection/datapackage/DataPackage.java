package dev.budgetledger.projection.datapackage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.Classification.Type;
import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Origin;
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

    /**
     * 列: what a row says of its line.
     *
     * @param type of Table Schema
     * @param columnType of the budget taxonomy, or one that the package defines
     * @param dimension what it is part of, in the vocabulary before 1.0
     * @param of what stands in it, empty if the line does not say
     */
    record LineColumn(String name, String title, String type, String columnType, String dimension, Function<Line, String> of) {

        private static final String CODE = "Code";
        private static final String NAME = "Name";
        private static final int CLASS = 3;
        private static final int GROUP = 5;
        private static final int ITEM = 7;

        /** The columns of a budget, in order. */
        static List<LineColumn> of(BudgetAsOf budget, List<BudgetUnit> units, List<Project> projects) {
            Map<String, String> unitNames = units.stream().collect(Collectors.toMap(BudgetUnit::code, BudgetUnit::name));
            Map<String, String> projectNames = projects.stream().collect(Collectors.toMap(Project::code, Project::name));
            String year = Integer.toString(budget.fiscalYear());
            String administrative = "administrative-classification:generic:level";
            String function = "functional-classification:generic:level";
            String economic = "economic-classification:generic:level";
            return Stream.of(
                            Stream.of(new LineColumn("fiscalYear", "预算年度", "integer", "date:fiscal-year", "period", _ -> year)),
                            pair("department", "部门", administrative + 1, _ -> budget.department().code(), _ -> budget.department().name()),
                            pair("unit", "单位", administrative + 2, Line::unit, line -> unitNames.get(text(line.unit()))),
                            level("functionClass", "支出功能分类 类", function + 1, budget, Type.FUNCTION, CLASS),
                            level("functionGroup", "支出功能分类 款", function + 2, budget, Type.FUNCTION, GROUP),
                            level("functionItem", "支出功能分类 项", function + 3, budget, Type.FUNCTION, ITEM),
                            pair("kind", "支出性质", "expenditure-type", Line::kind, line -> line.kind() == null ? null : line.kind().chinese()),
                            level("economicClass", "部门预算支出经济分类 类", economic + 1, budget, Type.ECONOMIC, CLASS),
                            level("economicGroup", "部门预算支出经济分类 款", economic + 2, budget, Type.ECONOMIC, GROUP),
                            level("governmentClass", "政府预算支出经济分类 类", Descriptor.GOVERNMENT + 1, budget, Type.GOVERNMENT_ECONOMIC, CLASS),
                            level("governmentGroup", "政府预算支出经济分类 款", Descriptor.GOVERNMENT + 2, budget, Type.GOVERNMENT_ECONOMIC, GROUP),
                            pair("fund", "资金性质", "fin-source:generic:level1", Line::fund, line -> line.fund().chinese()),
                            pair("origin", "资金来源", "fin-source:generic:level2", Line::origin,
                                    line -> line.origin() == Origin.CURRENT ? "本年" : "上年结转"),
                            pair("project", "项目", "activity:generic:project", Line::project,
                                    line -> projectNames.getOrDefault(text(line.project()), line.project())),
                            Stream.of(new LineColumn("tag", "追踪标志", "string", Descriptor.TAG, "tag", line -> text(line.tag()))))
                    .flatMap(Function.identity())
                    .toList();
        }

        /** The column with the code of which this one has the name, absent if it is no name. */
        @Nullable String labelFor() {
            return columnType.endsWith(":label") ? dimension + CODE : null;
        }

        /** 类, 款 or 项 of a code: its first digits. */
        private static Stream<LineColumn> level(String name, String title, String columnType, BudgetAsOf budget, Type type, int digits) {
            Function<Line, @Nullable String> code = line -> {
                String whole = line.code(type);
                return whole == null || whole.length() < digits ? null : whole.substring(0, digits);
            };
            return pair(name, title, columnType, code, line -> budget.names().of(type, text(code.apply(line))));
        }

        private static Stream<LineColumn> pair(
                String name, String title, String columnType, Function<Line, ? extends @Nullable Object> code, Function<Line, @Nullable String> label) {
            return Stream.of(
                    new LineColumn(name + CODE, title + "编码", "string", columnType + ":code", name, line -> text(code.apply(line))),
                    new LineColumn(name + NAME, title + "名称", "string", columnType + ":label", name, line -> text(label.apply(line))));
        }

        private static String text(@Nullable Object value) {
            return Objects.toString(value, "");
        }
    }
}
