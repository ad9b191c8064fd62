package dev.budgetledger.projection.disclosure.http;

import java.util.ArrayList;
import java.util.List;

import dev.budgetledger.contract.form.Form;
import dev.budgetledger.projection.console.ConsolePage;
import dev.budgetledger.projection.console.ConsolePage.Link;
import dev.budgetledger.projection.console.PointBar;
import dev.budgetledger.projection.console.PointBar.Option;
import dev.budgetledger.projection.console.PointStops;
import dev.budgetledger.projection.console.Wording;
import dev.budgetledger.projection.disclosure.table.TableMaker;
import dev.budgetledger.projection.document.Document;
import dev.budgetledger.projection.document.Links;
import dev.budgetledger.projection.document.Sheet;
import dev.budgetledger.projection.entries.Amounts;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.Unit;
import dev.budgetledger.projection.web.Asked;
import dev.budgetledger.projection.web.Budgets;

/**
 * A table as a page: as printed, each figure a link to what it is, at a point that can be changed.
 *
 * @param answer what it says as JSON
 * @param form that it is in
 * @param query as it was asked
 * @param stops where the budget becomes another
 * @param mayAsk whether who asks may read what is proposed
 */
record TablePage(TableDocument answer, TableBooks.Book book, Form form, DisclosureController.TableQuery query, PointStops stops, boolean mayAsk) {

    String html() {
        String budget = Budgets.address(answer.department(), answer.fiscalYear());
        String address = budget + "/tables/" + answer.id();
        ConsolePage page = ConsolePage.of(Wording.plain(answer.title()), answer.department(), answer.fiscalYear(), answer.asOf());
        Asked of = new Asked().and("form", query.in().form()).and("unit", answer.ofUnit());
        PointBar.of(address, answer.asOf(), stops, choices(), of.parameters()).write(page.out());
        Sheet sheet = book.sheets().getFirst();
        Document.Head head = book.head();
        ProposedNote.write(page, answer.department(), answer.fiscalYear(), answer.asOf(), answer.proposed());
        page.sheet(sheet, source -> Links.of(source, head) + amounts() + measure() + query.with().inAddress());
        String same = address + answer.asOf().inAddress() + "&basis=" + answer.basis() + amounts() + measure() + of.inAddress() + query.with().inAddress();
        page.links("下载", "Download", List.of(
                new Link(same + "&format=csv", "CSV", ""),
                new Link(same + "&format=xlsx", "Excel", ""),
                new Link(same + "&format=json", "JSON", "")));
        page.links("指标", "Lines", List.of(new Link(budget + "/balances" + answer.asOf().inAddress() + new Asked().and("unit", answer.ofUnit()).inAddress()
                + query.with().inAddress(), "余额", "balances")));
        page.links("本预算", "This budget", form.tables().stream()
                .map(each -> new Link(budget + "/tables/" + each.id() + answer.asOf().inAddress() + of.inAddress() + query.with().inAddress(),
                        TableMaker.inYear(each.title(), answer.fiscalYear()), ""))
                .toList());
        return page.end(answer.asOf());
    }

    private List<PointBar.Choice> choices() {
        List<PointBar.Choice> choices = new ArrayList<>(List.of(
                new PointBar.Choice("basis", "口径", "Basis", List.of(
                        PointBar.Option.of(Basis.ADJUSTED), PointBar.Option.of(Basis.APPROVED)), answer.basis()),
                new PointBar.Choice("amounts", "资金", "Money", List.of(
                        PointBar.Option.of(Amounts.ALL), PointBar.Option.of(Amounts.FREE), PointBar.Option.of(Amounts.FROZEN)), answer.amounts()),
                new PointBar.Choice("measure", "金额单位", "Measure", List.of(
                        new Option("WAN_YUAN", new Wording("万元", "", "10,000 yuan")), new Option("YUAN", new Wording("元", "", "yuan"))), measured())));
        if (mayAsk) {
            choices.add(ProposedNote.choice(query.with()));
        }
        return choices;
    }

    private String measured() {
        return (answer.unit().equals(Unit.YUAN.chinese()) ? Unit.YUAN : Unit.WAN_YUAN).name();
    }

    private String amounts() {
        Amounts amounts = query.form().amountsOrDefault();
        return amounts == Amounts.ALL ? "" : "&amounts=" + answer.amounts();
    }

    private String measure() {
        return "&measure=" + measured();
    }
}
