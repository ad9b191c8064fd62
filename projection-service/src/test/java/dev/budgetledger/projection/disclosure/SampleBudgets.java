package dev.budgetledger.projection.disclosure;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.ClassificationNames;
import dev.budgetledger.projection.entries.LineBalance;

/** Budgets for tests: the real ones of department 301, and any other from its lines. */
public final class SampleBudgets {

    public static final Department DEPARTMENT = new Department("301", "石家庄市人民政府办公室");

    private SampleBudgets() {}

    /** 2023 as published: its lines follow from tables 6 and 3, its names from tables 2 and 6. */
    public static BudgetAsOf of2023() {
        List<LineBalance> lines = new ArrayList<>();
        for (List<String> row : ReferenceFiles.rows("t6-basic-expenditure.csv")) {
            String economic = row.get(1);
            if (economic.length() == 5) {
                Kind kind = economic.startsWith("302") ? Kind.OPERATING : Kind.PERSONNEL;
                lines.add(line(functionOf(economic), kind, economic, row.get(3)));
            }
        }
        lines.add(line("2010302", Kind.PROJECT, null, "4355.02"));
        return budget(2023, false, lines, names());
    }

    /** 2022, of which only totals follow from the 2023 text: basic, project, and 三公 (all of it 公务接待费). */
    public static BudgetAsOf of2022() {
        return budget(
                2022,
                true,
                List.of(
                        line(null, Kind.BASIC, null, "4079.24"),
                        line(null, Kind.BASIC, "30217", "2.30"),
                        line(null, Kind.PROJECT, null, "4071.90")),
                names());
    }

    public static BudgetAsOf budget(
            int fiscalYear, boolean comparative, List<LineBalance> lines, ClassificationNames names) {
        AsOf asOf = new AsOf(LocalDate.of(fiscalYear, 12, 31), Instant.parse("2023-02-01T01:02:03.123456Z"), 42);
        return new BudgetAsOf(DEPARTMENT, fiscalYear, comparative, asOf, Basis.ADJUSTED, lines, List.of(), names);
    }

    /** Current money of 一般公共预算, in 万元. */
    public static LineBalance line(
            @Nullable String function, @Nullable Kind kind, @Nullable String economic, String wanYuan) {
        Money amount = Money.ofFen(new BigDecimal(wanYuan).movePointRight(6).longValueExact());
        return untouched(new Line(Fund.GENERAL_PUBLIC, Origin.CURRENT, function, kind, economic, null), amount);
    }

    /** A line of which nothing was carried out and nothing is frozen. */
    public static LineBalance untouched(Line line, Money balance) {
        return new LineBalance(line, balance, Money.ZERO, Money.ZERO, balance);
    }

    public static ClassificationNames names() {
        return names(namesIn("t2-revenue.csv"), namesIn("t6-basic-expenditure.csv"));
    }

    /** Names of a year, of a department without any of its own. */
    public static ClassificationNames names(Map<String, String> functions, Map<String, String> economics) {
        return new ClassificationNames(
                Map.of(Classification.Type.FUNCTION, functions, Classification.Type.ECONOMIC, economics), Map.of());
    }

    private static Map<String, String> namesIn(String file) {
        Map<String, String> names = new HashMap<>();
        for (List<String> row : ReferenceFiles.rows(file)) {
            if (!row.get(1).isEmpty()) {
                names.put(row.get(1), row.get(2));
            }
        }
        return names;
    }

    private static String functionOf(String economic) {
        return switch (economic) {
            case "30301", "30302" -> "2080501";
            case "30108" -> "2080505";
            case "30110", "30111" -> "2101101";
            case "30113" -> "2210201";
            default -> "2010301";
        };
    }
}
