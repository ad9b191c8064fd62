package dev.budgetledger.standalone.oracle;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The nine tables as {@code docs/reference/tables.md} tells them, of the entries of one budget that count. In yuan. */
final class PlainTables {

    static final List<String> BY_CODE = List.of(
            "revenue", "expenditure", "general-public-budget", "basic-expenditure", "government-fund", "state-capital");

    static final List<String> ALL = List.of("revenue-and-expenditure", "revenue", "expenditure", "fiscal-appropriation",
            "general-public-budget", "basic-expenditure", "government-fund", "state-capital", "three-public");

    private static final Map<String, Predicate<PlainLine>> COLUMNS = Map.ofEntries(
            Map.entry("total", _ -> true),
            Map.entry("currentYear", line -> isCurrent(line)),
            Map.entry("fiscalAppropriation", line -> isCurrent(line) && line.isAppropriation()),
            Map.entry("fiscalSpecialAccount", line -> isCurrent(line) && line.fund().equals("FISCAL_SPECIAL_ACCOUNT")),
            Map.entry("institution", line -> isCurrent(line) && line.fund().equals("INSTITUTION")),
            Map.entry("institutionBusiness", line -> isCurrent(line) && line.fund().equals("INSTITUTION_BUSINESS")),
            Map.entry("superiorSubsidy", line -> isCurrent(line) && line.fund().equals("SUPERIOR_SUBSIDY")),
            Map.entry("subordinateRemittance", line -> isCurrent(line) && line.fund().equals("SUBORDINATE_REMITTANCE")),
            Map.entry("other", line -> isCurrent(line) && line.fund().equals("OTHER")),
            Map.entry("carriedOver", line -> !isCurrent(line)),
            Map.entry("basic", PlainLine::isBasic),
            Map.entry("project", line -> line.kind().equals("PROJECT")),
            Map.entry("business", line -> line.kind().equals("BUSINESS")),
            Map.entry("remittance", line -> line.kind().equals("REMITTANCE")),
            Map.entry("subsidy", line -> line.kind().equals("SUBSIDY")),
            Map.entry("personnel", line -> line.kind().equals("PERSONNEL")),
            Map.entry("operating", line -> line.kind().equals("OPERATING")),
            Map.entry("generalPublic", line -> line.fund().equals("GENERAL_PUBLIC")),
            Map.entry("governmentFund", line -> line.fund().equals("GOVERNMENT_FUND")),
            Map.entry("stateCapital", line -> line.fund().equals("STATE_CAPITAL")));

    private static final Map<String, String> INCOME = Map.of(
            "一、一般公共预算拨款收入", "GENERAL_PUBLIC",
            "二、政府性基金预算拨款收入", "GOVERNMENT_FUND",
            "三、国有资本经营预算拨款收入", "STATE_CAPITAL",
            "五、事业收入", "INSTITUTION",
            "九、其他收入", "OTHER");

    private static final Map<String, String> CLASSES = Map.of(
            "一、一般公共服务支出", "201", "八、社会保障和就业支出", "208", "十二、城乡社区支出", "212");

    private static final Map<String, List<String>> THREE_PUBLIC = Map.of(
            "\"三公\"经费小计", List.of("30212", "31013", "30231", "30217"),
            "二、公务用车购置及运维费", List.of("31013", "30231"),
            "其中:公务用车购置费", List.of("31013"),
            "公务用车运行维护费", List.of("30231"),
            "三、公务接待费", List.of("30217"));

    private final List<PlainEntry> entries;
    private final String amounts;

    /** @param amounts all, frozen or free */
    PlainTables(List<PlainEntry> entries, String amounts) {
        this.entries = entries;
        this.amounts = amounts;
    }

    private static boolean isCurrent(PlainLine line) {
        return line.origin().equals("CURRENT");
    }

    private long expenditure(Predicate<PlainLine> counted) {
        long fen = 0;
        for (PlainEntry entry : entries) {
            boolean shown = amounts.equals("all") || entry.frozen() == amounts.equals("frozen");
            fen += shown && counted.test(entry.line()) ? entry.fen() : 0;
        }
        return fen;
    }

    private long carriedOut(Predicate<PlainLine> counted) {
        long fen = 0;
        for (PlainEntry entry : entries) {
            boolean shown = !amounts.equals("frozen") && entry.operation().equals("CarryOut");
            fen -= shown && counted.test(entry.line()) ? entry.fen() : 0;
        }
        return fen;
    }

    private long income(Predicate<PlainLine> counted) {
        return expenditure(counted) + carriedOut(counted);
    }

    private static String printed(long fen) {
        return fen == 0 ? "" : Fen.yuan(fen);
    }

    /** Compares every row and cell of a served table. */
    void check(String id, JsonNode table) {
        switch (id) {
            case "revenue-and-expenditure", "fiscal-appropriation" -> checkBalance(id, table);
            case "three-public" -> checkThreePublic(table);
            default -> assertThat(served(table)).as(id).isEqualTo(byCode(id, columns(table)));
        }
    }

    private static List<String> columns(JsonNode table) {
        return table.get("columns").valueStream().filter(column -> column.get("type").asString().equals("AMOUNT"))
                .map(column -> column.get("id").asString()).toList();
    }

    private static Map<String, List<String>> served(JsonNode table) {
        Map<String, List<String>> rows = new TreeMap<>();
        table.get("rows").forEach(row -> rows.put(row.at("/cells/code").asString(),
                columns(table).stream().map(column -> row.at("/cells/" + column).asString()).toList()));
        assertThat(rows).hasSize(table.get("rows").size());
        return rows;
    }

    private Map<String, List<String>> byCode(String id, List<String> columns) {
        Predicate<PlainLine> inTable = switch (id) {
            case "general-public-budget" -> line -> line.fund().equals("GENERAL_PUBLIC");
            case "basic-expenditure" -> line -> line.fund().equals("GENERAL_PUBLIC") && line.isBasic();
            case "government-fund" -> line -> line.fund().equals("GOVERNMENT_FUND");
            case "state-capital" -> line -> line.fund().equals("STATE_CAPITAL");
            default -> _ -> true;
        };
        Function<PlainLine, @Nullable String> code =
                id.equals("basic-expenditure") ? PlainLine::economic : PlainLine::function;
        Function<Predicate<PlainLine>, Long> side = id.equals("revenue") ? this::income : this::expenditure;
        Map<String, List<String>> rows = new TreeMap<>();
        for (PlainLine line : entries.stream().map(PlainEntry::line).distinct().toList()) {
            if (inTable.test(line) && side.apply(line::equals) != 0) {
                String whole = String.valueOf(code.apply(line));
                for (String level : List.of("", whole.substring(0, 3), whole.substring(0, 5), whole)) {
                    rows.computeIfAbsent(level, _ -> columns.stream()
                            .map(column -> printed(side.apply(inTable.and(COLUMNS.get(column))
                                    .and(each -> String.valueOf(code.apply(each)).startsWith(level)))))
                            .toList());
                }
            }
        }
        return rows;
    }

    private void checkBalance(String id, JsonNode table) {
        boolean all = id.equals("revenue-and-expenditure");
        Predicate<PlainLine> inTable = all ? _ -> true : PlainLine::isAppropriation;
        for (JsonNode row : table.get("rows")) {
            JsonNode cells = row.get("cells");
            String income = cells.get("income").asString();
            Predicate<PlainLine> counted = INCOME.containsKey(income)
                    ? line -> isCurrent(line) && line.fund().equals(INCOME.get(income))
                    : switch (income) {
                        case "本年收入合计" -> PlainTables::isCurrent;
                        case "上年结转结余", "年初财政拨款结转和结余" -> line -> !isCurrent(line);
                        case "收入总计" -> _ -> true;
                        default -> null;
                    };
            if (counted != null) {
                assertThat(cells.get("incomeAmount").asString()).as(id + " " + income)
                        .isEqualTo(printed(income(inTable.and(counted))));
            }
            checkSpent(id, all ? List.of("expenditureAmount") : List.of("total", "generalPublic", "governmentFund", "stateCapital"),
                    inTable, cells);
        }
        assertThat(table.get("rows").toString()).contains("收入总计", "支出总计", "一、一般公共服务支出");
    }

    private void checkSpent(String id, List<String> columns, Predicate<PlainLine> inTable, JsonNode cells) {
        String label = cells.get("expenditure").asString();
        for (String column : columns) {
            Predicate<PlainLine> counted = inTable.and(COLUMNS.getOrDefault(column, _ -> true));
            Long fen = CLASSES.containsKey(label)
                    ? Long.valueOf(expenditure(counted.and(line -> String.valueOf(line.function()).startsWith(CLASSES.get(label)))))
                    : switch (label) {
                        case "本年支出合计" -> Long.valueOf(expenditure(counted));
                        case "年终结转结余", "年末财政拨款结转和结余" -> Long.valueOf(carriedOut(counted));
                        case "支出总计" -> Long.valueOf(income(counted));
                        default -> null;
                    };
            if (fen != null) {
                assertThat(cells.get(column).asString()).as(id + " " + label + " " + column).isEqualTo(printed(fen));
            }
        }
    }

    private void checkThreePublic(JsonNode table) {
        Map<String, JsonNode> rows = new TreeMap<>();
        table.get("rows").forEach(row -> rows.put(row.at("/cells/item").asString(), row.get("cells")));
        THREE_PUBLIC.forEach((item, codes) -> {
            for (String column : columns(table)) {
                long fen = expenditure(Objects.requireNonNull(COLUMNS.get(column)).and(PlainLine::isAppropriation)
                        .and(line -> codes.contains(String.valueOf(line.economic()))));
                String shown = Objects.requireNonNull(rows.get(item)).get(column).asString();
                assertThat(shown.isEmpty() ? 0 : Fen.of(shown)).as(item + " " + column).isEqualTo(fen);
            }
        });
    }
}
