package dev.budgetledger.projection.document;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import dev.budgetledger.contract.form.SpanForm;

/** Where a source is read, relative to the host: at the point, on the basis and in the form of its document. */
public final class Links {

    private Links() {}

    public static String of(Source source, Document.Head head) {
        String budget = "/v1/disclosures/" + head.department().code() + "/" + head.fiscalYear();
        return switch (source) {
            case Source.TableCell(String table, int row, String column) ->
                budget + "/tables/" + table + "/cells/" + row + "/" + column + inAddress(head) + "&form=" + head.form().id();
            case Source.OfStatement(String part, String key, String ofUnit, String field) ->
                budget + "/statements" + point(head) + "&part=" + part
                        + (key == null ? "" : "&key=" + URLEncoder.encode(key, StandardCharsets.UTF_8))
                        + (ofUnit == null ? "" : "&ofUnit=" + ofUnit) + "#" + field;
            case Source.Sum(_, _, Source.TableCell cell) when cell != null -> of(cell, head);
            case Source.Sum(_, var as, _) -> as == SpanForm.Figure.THIS_YEAR
                        ? budget + "/tables" + point(head) + "&form=" + head.form().id()
                        : budget + "/year-over-year" + inAddress(head);
        };
    }

    private static String point(Document.Head head) {
        return "?effectiveOn=" + head.effectiveOn()
                + "&recordedAsOf=" + head.recordedAsOf()
                + "&position=" + head.position();
    }

    /** The point, and what of the budget counts: what is said of it beside the amounts has no basis, and a unit of its own. */
    private static String inAddress(Document.Head head) {
        return point(head) + "&basis=" + head.basis() + (head.ofUnit() == null ? "" : "&unit=" + head.ofUnit());
    }
}
