package dev.budgetledger.verifier;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a package holds, in this order and nothing else. */
final class Contents {

    static final String README = "README.txt";
    static final String AS_OF = "as-of.json";
    static final String CHECKPOINT = "checkpoint.txt";
    static final String KEY = "key.txt";
    static final String FORM = "form.json";
    static final String NAMES = "names.json";
    static final String FACTS = "facts.ndjson";
    static final String PROOFS = "proofs.ndjson";

    /** After the proofs, if the checkpoint says the root over the streams. */
    static final String STREAMS = "streams.ndjson";

    static final String DOCUMENT = "document.json";
    static final String PAGE = "document.html";
    static final String MANIFEST = "manifest.txt";

    /** In the place of the form before there were any. */
    static final String TEMPLATE = "template.json";

    /** 说明 of this release. */
    static final String PRESENT_README = "evidence/README.txt";

    /** Packages that have one of these have the document of their form. */
    static final List<String> READMES_OF_DOCUMENTS = List.of(PRESENT_README, "evidence/README-5.txt");

    static final List<String> BEFORE_TABLES = List.of(README, AS_OF, CHECKPOINT, KEY, FORM, NAMES, FACTS, PROOFS);

    private static final Pattern TABLE = Pattern.compile("tables/(" + Form.ID + ")\\.json");

    private Contents() {}

    static String json(String table) {
        return "tables/" + table + ".json";
    }

    static String csv(String table) {
        return "tables/" + table + ".csv";
    }

    /** Whether a file may stand next after these: which tables there are is what the form says. */
    static boolean mayFollow(List<String> before, String name) {
        int number = before.size();
        if (number < BEFORE_TABLES.size()) {
            String expected = BEFORE_TABLES.get(number);
            return name.equals(expected) || (expected.equals(FORM) && name.equals(TEMPLATE));
        }
        String last = before.get(number - 1);
        if (last.equals(PROOFS) && name.equals(STREAMS)) {
            return true;
        }
        Matcher table = TABLE.matcher(last);
        if (table.matches()) {
            return name.equals(csv(table.group(1)));
        }
        if (last.equals(DOCUMENT)) {
            return name.equals(PAGE);
        }
        return name.equals(MANIFEST) || (!last.equals(PAGE)
                && (name.equals(DOCUMENT) || (!before.contains(name) && TABLE.matcher(name).matches())));
    }

    /** The files of the tables and of the document, if there is one, in their order. */
    static List<String> ofTables(List<String> tables, boolean withDocument) {
        List<String> files = new ArrayList<>();
        for (String table : tables) {
            files.add(json(table));
            files.add(csv(table));
        }
        files.addAll(withDocument ? List.of(DOCUMENT, PAGE) : List.of());
        return files;
    }
}
