package dev.budgetledger.projection.checks;

import java.util.List;
import java.util.Optional;

import dev.budgetledger.projection.disclosure.TableId;

/**
 * Where other kinds than 基本支出 and 项目支出 have no column of their own.
 *
 * <p>The table of an appropriation counts every kind in 合计. Normally an appropriation pays for no others; whether it
 * does only 支出总表 can tell, and where that is not there it is not assumed.
 */
final class FundRules {

    static final List<String> BASIC_AND_PROJECT = List.of("basic", "project");

    private static final List<String> OTHER_KINDS = List.of("business", "remittance", "subsidy");

    private FundRules() {}

    /** 合计 = 基本支出 + 项目支出, in the rows for which 支出总表 shows no other kind. */
    static Finding rows(PrintedTables tables, TableId id) {
        PrintedTable table = tables.table(id);
        List<PrintedRow> rows = table.rows().stream().filter(row -> !hasOtherKinds(tables, row)).toList();
        if (!table.isEmpty() && rows.isEmpty()) {
            return new Finding.Unmet("expenditure shows 经营支出, 上解上级支出 or 对附属单位补助支出 in every row of "
                    + id.id() + ", which has no column for them");
        }
        return ByCodeRules.rows(table, rows, "total", BASIC_AND_PROJECT);
    }

    /** 增减合计 = 基本支出增减 + 项目支出增减. */
    static Finding changes(PrintedTables tables) {
        Optional<ByCode> expenditure =
                tables.find(TableId.EXPENDITURE).map(_ -> tables.byCode(TableId.EXPENDITURE));
        if (expenditure.stream().anyMatch(table -> table.totals().stream().anyMatch(FundRules::hasOtherKinds))) {
            return new Finding.Unmet("there is other expenditure than basic and project");
        }
        return Finding.of(new Equation(
                tables.statements().side(Statements.CHANGES.getFirst()),
                tables.statements().side(Statements.CHANGES.get(1), Statements.CHANGES.get(2))));
    }

    private static boolean hasOtherKinds(PrintedTables tables, PrintedRow row) {
        return tables.find(TableId.EXPENDITURE).isPresent()
                && tables.byCode(TableId.EXPENDITURE).like(row).stream().anyMatch(FundRules::hasOtherKinds);
    }

    private static boolean hasOtherKinds(PrintedRow row) {
        return OTHER_KINDS.stream().anyMatch(column -> !row.isZero(column));
    }
}
