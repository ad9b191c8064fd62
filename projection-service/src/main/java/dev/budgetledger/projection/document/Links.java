package dev.budgetledger.projection.document;

/** Where a source is read, relative to the host: at the point, on the basis and in the form of its document. */
public final class Links {

    private Links() {}

    public static String of(Source source, Document.Head head) {
        String budget = "/v1/disclosures/" + head.department().code() + "/" + head.fiscalYear();
        return switch (source) {
            case Source.TableCell(String table, int row, String column) ->
                budget + "/tables/" + table + "/cells/" + row + "/" + column + point(head) + "&form=" + head.form().id();
            case Source.OfStatement(String part, String key, String field) ->
                budget + "/statements/" + part + (key == null ? "" : "/" + key) + point(head) + "#" + field;
            case Source.Comparison(String figure) -> budget + "/year-over-year" + point(head) + "#" + figure;
        };
    }

    private static String point(Document.Head head) {
        return "?effectiveOn=" + head.effectiveOn()
                + "&recordedAsOf=" + head.recordedAsOf()
                + "&position=" + head.position()
                + "&basis=" + head.basis()
                + (head.ofUnit() == null ? "" : "&unit=" + head.ofUnit());
    }
}
