package dev.budgetledger.projection.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.form.Selector;
import dev.budgetledger.contract.form.SpanForm;
import dev.budgetledger.projection.disclosure.Disclosure;
import dev.budgetledger.projection.disclosure.ReferenceFiles;
import dev.budgetledger.projection.disclosure.SampleBudgets;
import dev.budgetledger.projection.disclosure.SampleTemplates;
import dev.budgetledger.projection.document.Block.Heading;
import dev.budgetledger.projection.document.Block.Paragraph;
import dev.budgetledger.projection.document.Document.Part;
import dev.budgetledger.projection.document.GridCell.Kind;
import dev.budgetledger.projection.entries.BudgetAsOf;

/** Documents for tests: most of what department 301 published for 2023. */
public final class SampleDocuments {

    private static final BudgetAsOf BUDGET = SampleBudgets.of2023();
    private static final Sheet.Corners NO_CORNERS = new Sheet.Corners("", "", "");

    private static final Selector EXPENDITURE =
            new Selector(EnumSet.of(Selector.Side.EXPENDITURE), null, null, null, null, null, null, null);

    private SampleDocuments() {}

    public static Document of2023() {
        List<Part> parts = new ArrayList<>(List.of(new Part("tables", "部门预算公开表", 1, List.of())));
        sheets().forEach(sheet -> parts.add(new Part(sheet.id(), sheet.title(), 2, List.of(sheet))));
        parts.add(new Part("explanation", "部门预算信息公开情况说明", 1, List.of(words(
                "按照《预算法》、《地方预决算公开操作规程》和《关于进一步推进预算公开工作的实施意见》规定,现将石家庄市人民政府办公室2023年部门预算公开如下:"))));
        parts.add(new Part("overall", "二、部门预算安排的总体情况", 2, overall()));
        parts.add(new Part("performance", "五、预算绩效信息", 2, performance()));
        parts.add(new Part("procurement", "六、政府采购预算情况", 2, List.of(
                words("2023年,石家庄市人民政府办公室安排政府采购预算3727.00万元。具体内容见下表。"),
                sheet("procurement", "部门政府采购预算", "procurement.csv", 7,
                        List.of("注:同一采购目录序号的物品,其单价会因配置规格不同而变动,均符合资产配置标准。")))));
        parts.add(new Part("assets", "七、国有资产信息", 2, List.of(
                sheet("assets", "部门固定资产占用情况表", "state-owned-assets.csv", 1, List.of()))));
        parts.add(new Part("glossary", "八、名词解释", 2, List.of(
                words("1、一般公共预算拨款收入:指市级财政当年拨付的资金。"), words("2、事业收入:指事业单位开展专业业务活动及辅助活动所取得的收入。"))));
        return document(parts);
    }

    /** A document of these parts. */
    public static Document document(List<Part> parts) {
        return new Document(Document.Head.of("石家庄市人民政府办公室2023年部门预算公开信息", BUDGET, form()), parts);
    }

    /** The nine tables. */
    public static List<Sheet> sheets() {
        return Disclosure.tables(BUDGET, SampleTemplates.all().of(2023)).stream()
                .map(table -> TableSheets.of(table, BUDGET, table.unit()))
                .toList();
    }

    public static Paragraph words(String text) {
        return new Paragraph(List.of(new Span(text)));
    }

    private static List<Block> overall() {
        return List.of(
                words("按照预算管理有关规定,目前我市部门预算的编制实行综合预算管理,即全部收入和支出都反映在预算中。"),
                new Heading(1, "1、收入说明"),
                new Paragraph(List.of(
                        new Span("反映本单位当年全部收入。2023年预算收入"), new Span("8916.82", new Source.TableCell("revenue", 1, "total")),
                        new Span("万元。"))),
                new Heading(1, "3、比上年增减情况"),
                new Paragraph(List.of(
                        new Span("2023年预算收支安排"), new Span("8916.82", new Source.TableCell("expenditure", 1, "total")),
                        new Span("万元,较2022年预算增加"), new Span("763.38", new Source.Sum(EXPENDITURE, SpanForm.Figure.CHANGE, null)),
                        new Span("万元,其中:基本支出增加480.26万元,主要为增加人员经费支出;项目支出增加283.12万元,主要为12345市政府公开电话及12342环境举报专线运营经费增加。"))));
    }

    private static List<Block> performance() {
        List<Block> blocks = new ArrayList<>(List.of(new Heading(1, "第三部分 预算项目绩效目标")));
        List<CSVRecord> goals = records("performance-goals.csv");
        List<CSVRecord> targets = records("performance-targets.csv");
        for (CSVRecord goal : goals.subList(1, goals.size())) {
            blocks.add(project(goal, targets.stream().filter(each -> each.get(0).equals(goal.get(0))).toList()));
        }
        return blocks;
    }

    private static Sheet project(CSVRecord goal, List<CSVRecord> targets) {
        List<List<GridCell>> body = new ArrayList<>();
        String above = "";
        for (CSVRecord target : targets) {
            List<GridCell> row = new ArrayList<>();
            String first = target.get(2);
            if (!first.equals(above)) {
                int rows = (int) targets.stream().filter(each -> each.get(2).equals(first)).count();
                row.add(new GridCell(first, Kind.LABEL, 1, rows, null));
                above = first;
            }
            row.add(new GridCell(target.get(3), Kind.LABEL));
            IntStream.range(4, 8).forEach(i -> row.add(new GridCell(target.get(i), Kind.WORDS, 1, 1,
                    i == 6 ? new Source.OfStatement("PERFORMANCE", "P" + goal.get(0), "/indicators/" + body.size()) : null)));
            body.add(row);
        }
        return new Sheet("performance-" + goal.get(0), goal.get(0) + "、" + goal.get(1) + "绩效目标表", NO_CORNERS,
                List.of(List.of(new GridCell("绩效目标", Kind.HEAD, 2, 1, null), new GridCell(goal.get(2), Kind.WORDS, 4, 1, null)),
                        Stream.of("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")
                                .map(text -> new GridCell(text, Kind.HEAD)).toList()),
                body, List.of());
    }

    private static Sheet sheet(String id, String title, String file, int words, List<String> notes) {
        List<List<List<GridCell>>> rows = new ArrayList<>(List.of(new ArrayList<>(), new ArrayList<>()));
        for (CSVRecord record : records(file)) {
            boolean isHead = rows.getFirst().isEmpty();
            rows.get(isHead ? 0 : 1).add(IntStream.range(0, record.size())
                    .mapToObj(i -> new GridCell(record.get(i), isHead ? Kind.HEAD : i == 0 ? Kind.LABEL : i < words ? Kind.WORDS : Kind.NUMBER))
                    .toList());
        }
        return new Sheet(id, title, new Sheet.Corners("301 石家庄市人民政府办公室", "", "单位:万元"), rows.get(0), rows.get(1), notes);
    }

    private static List<CSVRecord> records(String file) {
        try (CSVParser parser = CSVParser.parse(ReferenceFiles.text(file), CSVFormat.RFC4180)) {
            return parser.getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Form form() {
        return SampleTemplates.forms().of("shijiazhuang-2023").orElseThrow();
    }
}
