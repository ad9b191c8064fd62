package dev.budgetledger.ledger.commands.bulk;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * 栏: a column of a table of postings.
 *
 * @param field what it is in the document, and may be called as well
 * @param form of what is in it
 * @param headers what else it may be called, in Chinese; the first is its name in the template
 * @param values what is in it, by what it may be called as well, in Chinese
 * @param example one that can be read, as long as nothing else is wrong
 */
record TableColumn(String field, Form form, Set<String> headers, Map<String, String> values, String example) {

    /** What is in a column. */
    enum Form {
        /** Words and codes, as they are. */
        TEXT,
        /** One of some names, in English or Chinese. */
        NAME,
        YEAR,
        DATE,
        /** Money: yuan, or ten thousand yuan if the header or a title says so. */
        MONEY,
        /** Another number. */
        NUMBER
    }

    /** Whether a column of names has this one, in English or Chinese. */
    boolean hasValue(String text) {
        return values.containsKey(text.strip()) || values.containsValue(text);
    }

    /** Its names, each as it may be called. */
    List<String> words() {
        return values.entrySet().stream().map(value -> value.getKey() + " " + value.getValue()).toList();
    }

    List<String> chineseValues() {
        return List.copyOf(values.keySet());
    }
}
