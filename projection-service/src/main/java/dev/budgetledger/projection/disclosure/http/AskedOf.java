package dev.budgetledger.projection.disclosure.http;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * Of what a page is, wherever it leads: of which unit, in which form.
 *
 * @param unit its code, absent of the whole department
 * @param form absent where none was asked for
 */
record AskedOf(@Nullable String unit, @Nullable String form) {

    /** In an address, after other parameters. */
    String inAddress() {
        return parameters().entrySet().stream().map(each -> "&" + each.getKey() + "=" + each.getValue()).reduce("", String::concat);
    }

    Map<String, String> parameters() {
        Map<String, String> parameters = new TreeMap<>();
        if (form != null) {
            parameters.put("form", form);
        }
        if (unit != null) {
            parameters.put("unit", unit);
        }
        return parameters;
    }
}
