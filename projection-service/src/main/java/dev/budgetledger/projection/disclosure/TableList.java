package dev.budgetledger.projection.disclosure;

import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

import dev.budgetledger.contract.Department;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.web.AsOfDocument;

/** 公开目录: the tables of a budget and where to read them. */
@JsonPropertyOrder({"department", "fiscalYear", "asOf", "tables"})
record TableList(
        Department department, int fiscalYear, AsOfDocument asOf, List<TableLink> tables) {

    /** @param href relative to the host, without parameters */
    @JsonPropertyOrder({"id", "title", "href"})
    record TableLink(String id, String title, String href) {}

    static TableList of(BudgetAsOf budget, Template forms) {
        String tables = "/v1/disclosures/" + budget.department().code() + "/" + budget.fiscalYear() + "/tables/";
        return new TableList(
                budget.department(),
                budget.fiscalYear(),
                AsOfDocument.of(budget.asOf()),
                Arrays.stream(TableId.values())
                        .map(id -> new TableLink(
                                id.id(), forms.title(id), tables + id.id()))
                        .toList());
    }
}
