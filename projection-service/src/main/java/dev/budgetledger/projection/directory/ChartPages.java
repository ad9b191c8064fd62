package dev.budgetledger.projection.directory;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.Classification;
import dev.budgetledger.contract.Department;
import dev.budgetledger.contract.Project;
import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.ConsolePage.Head;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.console.ConsolePage.Value;
import dev.budgetledger.projection.console.PointBar;
import dev.budgetledger.projection.console.Vocabulary;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.directory.ChartController.NamesDocument;
import dev.budgetledger.projection.directory.ChartController.ProjectsDocument;
import dev.budgetledger.projection.directory.ChartController.UnitsDocument;
import dev.budgetledger.projection.web.AsOfDocument;

/** 单位, 项目, 自定名称 as pages. */
record ChartPages(Department department, int fiscalYear, AsOfDocument asOf, @Nullable String next) {

    private static final Head CODE = new Head("代码", "Code");
    private static final Head NAME = new Head("名称", "Name");

    static String units(UnitsDocument answer) {
        return new ChartPages(answer.department(), answer.fiscalYear(), answer.asOf(), answer.next()).html("units", new Wording("单位", "Units"),
                List.of(CODE, NAME, new Head("性质", "Nature"), new Head("自", "From")), answer.units().stream().map(ChartPages::row).toList());
    }

    static String projects(ProjectsDocument answer) {
        return new ChartPages(answer.department(), answer.fiscalYear(), answer.asOf(), answer.next()).html("projects", new Wording("项目", "Projects"),
                List.of(CODE, NAME, new Head("类别", "Category"), new Head("单位", "Unit")), answer.projects().stream().map(ChartPages::row).toList());
    }

    static String names(NamesDocument answer) {
        return new ChartPages(answer.department(), answer.fiscalYear(), answer.asOf(), answer.next()).html("names", new Wording("自定名称", "Own names"),
                List.of(new Head("科目", "Classification"), CODE, NAME), answer.names().stream().map(ChartPages::row).toList());
    }

    private String html(String list, Wording title, List<Head> heads, List<List<Value>> rows) {
        ConsolePage page = ConsolePage.about(title, department, fiscalYear, asOf);
        String address = "/v1/disclosures/" + department.code() + "/" + fiscalYear + "/" + list;
        PointBar.of(address, asOf, List.of(), Map.of()).write(page.out());
        if (rows.isEmpty()) {
            page.paragraph("没有。", "There is none.");
        } else {
            page.rows(new Wording(rows.size() + " 个", "", Integer.toString(rows.size())), heads, rows);
        }
        if (next != null) {
            page.links("下一页", "Next page", List.of(new Link(next, "其余", "the others")));
        }
        page.links("下载", "Download", List.of(new Link(address + asOf.inAddress() + "&format=json", "JSON", "")));
        return page.end(asOf);
    }

    private static List<Value> row(BudgetUnit unit) {
        return List.of(Value.words(unit.code()), Value.words(unit.name()), Value.said(Vocabulary.of(unit.nature())),
                Value.words(Objects.toString(unit.validFrom(), "")));
    }

    private static List<Value> row(Project project) {
        return List.of(Value.words(project.code()), Value.words(project.name()), Value.words(Objects.toString(project.category(), "")),
                Value.words(Objects.toString(project.unit(), "")));
    }

    private static List<Value> row(Classification own) {
        return List.of(Value.said(Vocabulary.of(own.type())), Value.words(own.code()), Value.words(own.name()));
    }
}
