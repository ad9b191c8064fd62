package dev.budgetledger.projection.publication.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Department;
import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.ConsolePage.Head;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.console.ConsolePage.Value;
import dev.budgetledger.projection.console.PointBar;
import dev.budgetledger.projection.console.RecordedTime;
import dev.budgetledger.projection.console.Vocabulary;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.publication.LoggedPublication;
import dev.budgetledger.projection.publication.http.PublicationDocument.All;
import dev.budgetledger.projection.web.Budgets;

/** 公开记录 as pages: what was published of a budget, and one publication with what comes out of it now. */
record PublicationPages(BudgetId budget) {

    private static final List<Head> ALL = List.of(new Head("序号", "Number"), new Head("公开日期", "Published on"), new Head("文号", "Document"),
            new Head("事由", "Reason"), new Head("业务日期", "Effective on"), new Head("账本位置", "Position"), new Head("口径", "Basis"),
            new Head("公开后变动", "Changes since"));
    private static final List<Head> PINNED_TABLES = List.of(new Head("公开表", "Table"), new Head("文件", "File"), new Head("摘要(SHA-256)", "Digest"),
            new Head("现在编出", "Made now"));
    private static final List<Head> PINNED = List.of(new Head("内容", "Content"), new Head("摘要(SHA-256)", "Digest"), new Head("现在编出", "Made now"));

    String all(All answer) {
        ConsolePage page = ConsolePage.about(new Wording("公开记录", "Publications"), answer.department(),
                answer.fiscalYear(), answer.asOf());
        PointBar.of(address(), answer.asOf(), List.of(), Map.of()).write(page.out());
        if (answer.publications().isEmpty()) {
            page.paragraph("还没有公开。", "Nothing has been published yet.");
        } else {
            page.rows(Wording.plain(""), ALL, answer.publications().stream().sorted(Comparator.comparingLong(PublicationDocument::number).reversed())
                    .map(PublicationPages::row).toList());
        }
        return page.end(answer.asOf());
    }

    /**
     * One publication.
     *
     * @param titles of its tables, by id
     * @param before the publication before it, if there is one
     */
    String one(Department department, PublicationDocument answer, Map<String, String> titles, Optional<LoggedPublication> before) {
        ConsolePage page = ConsolePage.about(new Wording("第 " + answer.number() + " 次公开", "Publication " + answer.number()), department,
                budget.fiscalYear(), answer.asOf(), new Link(address(), "公开记录", "publications"));
        page.rows(Wording.plain(""), List.of(new Head("项目", "What"), new Head("内容", "Content")), said(answer));
        page.heading("公开表", "Tables");
        page.rows(Wording.plain(""), PINNED_TABLES, answer.tables().stream()
                .map(each -> List.of(Value.leadingTo(each.page(), titles.getOrDefault(each.id(), each.id())), Value.leadingTo(each.address(), "CSV"),
                        Value.words(each.sha256()), reproduced(each.reproduced()))).toList());
        if (answer.documents() != null) {
            page.heading("公开文档", "Documents");
            page.rows(Wording.plain(""), PINNED, answer.documents().stream()
                    .map(each -> pinned(each.address(), each.format(), each.digest(), each.reproduced())).toList());
        }
        List<Link> changes = new ArrayList<>();
        before.ifPresent(earlier -> changes.add(new Link(between(earlier, answer), "与上次公开的差异", "since the publication before")));
        changes.add(new Link(answer.address() + "/changes", "公开后变动", "changes since it"));
        page.links("变动", "Changes", changes);
        return page.end(answer.asOf());
    }

    private String address() {
        return Budgets.address(budget) + "/publications";
    }

    private static List<Value> row(PublicationDocument each) {
        return List.of(Value.leadingTo(each.address(), Long.toString(each.number())), Value.words(each.publishedOn().toString()),
                Value.words(each.documentNo()), Value.words(each.reason()), Value.words(each.asOf().effectiveOn().toString()),
                Value.words(Long.toString(each.asOf().position())), Value.said(basis(each)),
                Value.leadingTo(each.address() + "/changes", new Wording("变动", "changes")));
    }

    private static List<List<Value>> said(PublicationDocument answer) {
        return List.of(
                row("文号", "Document", Wording.plain(answer.documentNo())),
                row("事由", "Reason", Wording.plain(answer.reason())),
                row("公开日期", "Published on", Wording.plain(answer.publishedOn().toString())),
                row("记账时间(UTC)", "Recorded", Wording.plain(RecordedTime.of(answer.recordedAt()))),
                row("记账人", "Posted by", Wording.plain(answer.postedBy())),
                row("记账位置", "Recorded at position", Wording.plain(Long.toString(answer.position()))),
                row("业务日期", "Effective on", Wording.plain(answer.asOf().effectiveOn().toString())),
                row("账本位置", "Position", Wording.plain(Long.toString(answer.asOf().position()))),
                row("口径", "Basis", basis(answer)));
    }

    private static List<Value> row(String chinese, String english, Wording said) {
        return List.of(Value.said(new Wording(chinese, english)), Value.said(said));
    }

    private static Wording basis(PublicationDocument each) {
        return Vocabulary.of(Basis.class.getSimpleName(), each.basis().toUpperCase(Locale.ROOT));
    }

    private static List<Value> pinned(String address, String name, String digest, @Nullable Boolean reproduced) {
        return List.of(Value.leadingTo(address, name), Value.words(digest), reproduced(reproduced));
    }

    private static Value reproduced(@Nullable Boolean reproduced) {
        return Value.said(Boolean.TRUE.equals(reproduced) ? new Wording("✓ 相同", "the same") : new Wording("✗ 不同", "different"));
    }

    private String between(LoggedPublication before, PublicationDocument after) {
        return Budgets.address(budget) + "/changes?fromEffectiveOn=" + before.asOf().effectiveOn()
                + "&fromPosition=" + before.asOf().position() + "&toEffectiveOn=" + after.asOf().effectiveOn() + "&toPosition="
                + after.asOf().position() + "&basis=" + after.basis() + (after.ofUnit() == null ? "" : "&unit=" + after.ofUnit());
    }
}
