package dev.budgetledger.verifier;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import dev.budgetledger.verifier.Json.Members;

/** Where a figure of a document is read. */
final class Links {

    private Links() {}

    static String of(Members source, Members head) {
        String budget = "/v1/disclosures/" + head.object("department").text("code") + "/" + head.whole("fiscalYear");
        String point = "?effectiveOn=" + head.text("effectiveOn") + "&recordedAsOf=" + head.text("recordedAsOf")
                + "&position=" + head.whole("position");
        String inAddress = point + "&basis=" + head.text("basis") + (head.has("ofUnit") ? "&unit=" + head.text("ofUnit") : "");
        String form = "&form=" + head.object("form").text("id");
        if (source.has("part")) {
            String key = source.has("key") ? "&key=" + URLEncoder.encode(source.text("key"), StandardCharsets.UTF_8) : "";
            String ofUnit = source.has("ofUnit") ? "&ofUnit=" + source.text("ofUnit") : "";
            return budget + "/statements" + point + "&part=" + source.text("part") + key + ofUnit + "#" + source.text("field");
        }
        if (source.has("amount") && !source.has("cell")) {
            return budget + (source.text("as").equals("THIS_YEAR") ? "/tables" + point + form : "/year-over-year" + inAddress);
        }
        Members cell = source.has("cell") ? source.object("cell") : source;
        return budget + "/tables/" + cell.text("table") + "/cells/" + cell.whole("row") + "/" + cell.text("column") + inAddress + form;
    }
}
