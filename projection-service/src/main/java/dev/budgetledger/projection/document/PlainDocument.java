package dev.budgetledger.projection.document;

import java.util.List;

import dev.budgetledger.contract.form.BlockForm;
import dev.budgetledger.contract.form.DocumentForm;
import dev.budgetledger.contract.form.Form;
import dev.budgetledger.contract.form.NumberFormat;
import dev.budgetledger.contract.form.TableForm;

/** The document of a form that prescribes tables only: these, one after the other. */
final class PlainDocument {

    private PlainDocument() {}

    static DocumentForm of(Form form) {
        return new DocumentForm(
                "{year}年度{department}部门预算公开表",
                null,
                "目录",
                List.of("{code} {department}", "预算年度：{year}", "单位：{measure}"),
                null,
                new DocumentForm.AmountFormat(TableForm.Measure.WAN_YUAN, new NumberFormat(2, false, false, ""), null),
                List.of(),
                DocumentForm.Numbering.NONE,
                form.tables().stream()
                        .map(table -> new DocumentForm.PartForm(table.id(), table.title(), null, DocumentForm.Numbering.NONE,
                                List.of(new BlockForm.TableOf(table.id())), List.of()))
                        .toList());
    }
}
