package dev.budgetledger.ledger.commands.bulk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.contract.TableFoot;
import dev.budgetledger.ledger.commands.bulk.TableColumn.Form;
import dev.budgetledger.ledger.commands.bulk.TableRows.TableRow;
import dev.budgetledger.ledger.commands.sheets.SheetCell;

import static dev.budgetledger.ledger.commands.bulk.TableColumn.Form.*;

/**
 * The words of tables: every column there is and what else it and its values may be called. What has two meanings is not in it and so refused: 单位
 * is a unit of the department or of a measure, 追减 an amount of either sign.
 */
final class TableWords {

    /** 调入: what a transfer gives to. */
    private static final String TO = "调入";

    private static final Map<String, String> TYPES = words("""
            下达=Allocate 批复=Allocate 追加=Adjust 调整=Adjust 调剂=Transfer 划转=Transfer 冲销=Reverse 冻结=Freeze 解冻=Release \
            结转=CarryForward 年终结账=CloseYear 陈述=MakeStatement""");
    private static final Map<String, String> FUNDS = named(Fund.values(), Fund::chinese);
    private static final Map<String, String> KINDS = named(Kind.values(), Kind::chinese);
    private static final Map<String, String> ORIGINS = words("本年=CURRENT 上年结转=CARRIED_OVER");
    private static final Map<String, String> PARTS = words("绩效目标=PERFORMANCE 绩效自评=ATTAINMENT 政府采购=PROCUREMENT");
    private static final Map<String, String> OPERATORS = named(Statement.Operator.values(), Statement.Operator::sign);

    private static final List<TableColumn> OF_LINE = List.of(
            name("fund", "资金性质", FUNDS, "GENERAL_PUBLIC"),
            name("origin", "来源", ORIGINS, "CURRENT"),
            text("unit", "单位编码 单位代码 预算单位编码", "301001"),
            text("function", "功能科目 功能科目编码 功能分类 功能分类科目 功能分类科目编码 支出功能分类 支出功能分类科目编码", "2010301"),
            name("kind", "支出性质", KINDS, "OPERATING"),
            text("economic", "支出经济分类 支出经济分类编码 部门经济分类 部门经济分类编码 部门预算支出经济分类 部门预算支出经济分类编码", "30201"),
            text("governmentEconomic", "政府经济分类 政府经济分类编码 政府预算支出经济分类 政府预算支出经济分类编码", "50201"),
            text("project", "项目 项目编码 项目代码", "P01"),
            text("tag", "追踪标志", "标志"));

    /** Every column. */
    static final List<TableColumn> COLUMNS = columns();

    private static final Map<String, TableColumn> BY_HEADER = byHeader();

    /** Of what stands beside, for who reads the table, and what an outcome sheet adds. */
    private static final Set<String> IGNORED = Set.of("序号", OutcomeWords.RESULT, OutcomeWords.REASON);

    /** Of what a code is called that stands in a column of its own. */
    private static final String NAME_OF_CODE = "名称";

    private static final Set<String> CODES = Set.of("department", "unit", "function", "economic", "governmentEconomic",
            "toDepartment", "toUnit", "toFunction", "toEconomic", "toGovernmentEconomic");

    private static final String REMARK = "备注";

    private static final Pattern UNIT = Pattern.compile("(.+?)[（(](?:单位[:：])?(元|万元)[)）]");

    /** What a title says of all amounts below it. */
    private static final Pattern TITLE_UNIT = Pattern.compile("(?s).*(?:金额)?单位[:：]\\s*(?:人民币)?(\\S{0,4}元).*");

    /** What a row says that adds up others. */
    private static final Pattern TOTAL = Pattern.compile(
            "(?i)(?:本页|本表|以上)?(?:合计|总计|小计|累计|共计|(?:grand|sub)?-?total|sum)(?:[（(].*[)）])?[:：]?");

    private TableWords() {}

    private static List<TableColumn> columns() {
        List<TableColumn> all = new ArrayList<>(List.of(
                text("posting", "组号 分组号", "1"),
                name("type", "业务类型", TYPES, "Allocate"),
                text("department", "部门 部门编码 部门代码", "301"),
                column("fiscalYear", YEAR, "年度 预算年度", "2023"),
                text("documentNo", "文号 指标文号", "文号"),
                text("superiorDocumentNo", "上级文号", "文号"),
                column("effectiveOn", DATE, "生效日期 业务日期", "2023-01-05"),
                text("reason", "事由", "事由"),
                text("authority", "依据 调剂依据", "依据"),
                text("postingId", "被冲销记账号", "301-2023-1"),
                text("idempotencyKey", "幂等键", "1"),
                text("postedBy", "经办人", "经办人")));
        all.addAll(OF_LINE);
        all.add(column("amount", MONEY, "金额", "1.00"));
        all.add(text("toDepartment", "调入部门 调入部门编码 调入部门代码", "302"));
        OF_LINE.forEach(column -> all.add(new TableColumn(PostingTable.to(column.field()), column.form(),
                column.headers().stream().map(TO::concat).collect(Collectors.toCollection(LinkedHashSet::new)), column.values(),
                column.example())));
        all.addAll(List.of(
                name("part", "陈述内容", PARTS, "PROCUREMENT"),
                text("key", "陈述编号", "1"),
                text("goal", "绩效目标", "目标"),
                text("sectionTitle", "分项名称", "分项"),
                text("sectionGoal", "分项目标", "目标"),
                text("sectionIndicator", "分项指标", "指标"),
                text("assurance", "保障措施 工作保障措施", "措施"),
                text("first", "一级指标", "指标"),
                text("second", "二级指标", "指标"),
                text("third", "三级指标", "指标"),
                text("description", "指标说明", "说明"),
                name("operator", "指标符号 运算符号", OPERATORS, "EQUAL"),
                text("value", "指标值", "1"),
                text("measure", "计量单位 度量单位", "个"),
                text("basis", "指标依据 指标值依据", "依据"),
                column("score", NUMBER, "得分", "1"),
                text("evidence", "佐证 佐证材料", "材料"),
                text("item", "采购内容 采购项目", "项目"),
                text("catalogueCode", "品目编码 采购品目编码", "A05010201"),
                column("quantity", NUMBER, "数量 采购数量", "1"),
                column("price", MONEY, "单价", "1.00"),
                column("smallFirms", MONEY, "面向中小企业 面向中小企业金额", "1.00")));
        return List.copyOf(all);
    }

    private static TableColumn text(String field, String headers, String example) {
        return column(field, TEXT, headers, example);
    }

    private static TableColumn column(String field, Form form, String headers, String example) {
        return new TableColumn(field, form, headers(headers), Map.of(), example);
    }

    private static TableColumn name(String field, String headers, Map<String, String> values, String example) {
        return new TableColumn(field, NAME, headers(headers), values, example);
    }

    private static Set<String> headers(String headers) {
        return new LinkedHashSet<>(Arrays.asList(headers.split(" ", -1)));
    }

    private static Map<String, String> words(String pairs) {
        Map<String, String> words = new LinkedHashMap<>();
        for (String pair : pairs.split(" ", -1)) {
            words.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        return Collections.unmodifiableMap(words);
    }

    private static <E extends Enum<E>> Map<String, String> named(E[] constants, Function<E, String> word) {
        Map<String, String> words = new LinkedHashMap<>();
        for (E constant : constants) {
            words.put(word.apply(constant), constant.name());
        }
        return Collections.unmodifiableMap(words);
    }

    private static Map<String, TableColumn> byHeader() {
        Map<String, TableColumn> columns = new HashMap<>();
        for (TableColumn column : COLUMNS) {
            columns.put(column.field(), column);
            column.headers().forEach(header -> columns.put(alike(header), column));
        }
        return columns;
    }

    /** A header as one of those that mean the same: 编码 and 代码, 分类, 分类科目 and 科目 of an economic class. */
    private static String alike(String header) {
        return header.replace("代码", "编码").replace("经济科目", "经济分类").replace("分类科目", "分类");
    }

    /** Whether a header is what a code is called that stands in another column: 功能分类科目名称. */
    private static boolean isNameOfCode(String plain) {
        if (!plain.endsWith(NAME_OF_CODE)) {
            return false;
        }
        String of = alike(plain.substring(0, plain.length() - NAME_OF_CODE.length()));
        return Stream.of(of, of + "编码").map(BY_HEADER::get).anyMatch(column -> column != null && CODES.contains(column.field()));
    }

    /** The column of a field. */
    static @Nullable TableColumn of(@Nullable String field) {
        TableColumn column = field == null ? null : BY_HEADER.get(field);
        return column != null && column.field().equals(field) ? column : null;
    }

    /** What a cell of the header says, null if it is no column that there is. */
    static @Nullable Heading heading(String header) {
        TableColumn column = BY_HEADER.get(header); // as it always was
        String plain = plain(header);
        String of = plain;
        Unit unit = null;
        Matcher withUnit = UNIT.matcher(plain);
        if (withUnit.matches()) {
            of = withUnit.group(1);
            unit = withUnit.group(2).equals("元") ? Unit.YUAN : Unit.WAN_YUAN;
        }
        column = column == null ? BY_HEADER.get(alike(of)) : column;
        if (column != null && (unit == null || column.form() == MONEY)) {
            return new Heading(header, column, unit, Heading.Use.READ);
        }
        if (plain.equals(OutcomeWords.POSTED_AS)) {
            return new Heading(header, null, null, Heading.Use.POSTED_AS);
        }
        return plain.startsWith(REMARK) || IGNORED.contains(plain) || isNameOfCode(plain) ? new Heading(header, null, null, Heading.Use.IGNORED) : null;
    }

    /** Whether a header is what a project is called, or which one it is: that depends on whether another column says it. */
    static boolean isNameOfProject(String header) {
        return plain(header).equals("项目名称");
    }

    static boolean hasProject(TableRow header) {
        return header.cells().values().stream().map(cell -> heading(cell.text()))
                .anyMatch(heading -> heading != null && heading.column() != null && heading.column().field().equals("project"));
    }

    /** A header in which nothing is only for the eye: no blanks and line breaks, no star of what is required. */
    private static String plain(String header) {
        return header.replaceAll("[\\s\\u00A0\\u3000*＊]", "");
    }

    /** Whether a cell says that its row adds up others. */
    static boolean isTotal(String cell) {
        return TOTAL.matcher(plain(cell)).matches();
    }

    /** Whether a row is a line of signatures or a note, and says nothing else. */
    static boolean isFoot(TableRow row) {
        return TableFoot.isFoot(row.cells().values().stream().map(SheetCell::text).toList());
    }

    /** The unit that a title says, as it says it; null if it says none. */
    static @Nullable String unitOfTitle(String title) {
        Matcher unit = TITLE_UNIT.matcher(title);
        return unit.matches() ? unit.group(1) : null;
    }

    /** Of amounts. */
    enum Unit {
        YUAN,
        WAN_YUAN
    }

    /**
     * A column of one table.
     *
     * @param text as its header was written
     * @param column null if it is not read
     * @param unit that its header says
     */
    record Heading(String text, @Nullable TableColumn column, @Nullable Unit unit, Use use) {

        /** What becomes of a column. */
        enum Use {
            READ,
            IGNORED,
            /** A row with something in it was posted before. */
            POSTED_AS
        }
    }
}
