package dev.budgetledger.verifier;

import java.util.ArrayList;
import java.util.List;

/** What a package holds, in this order and nothing else. */
final class Contents {

    static final String README = "README.txt";
    static final String AS_OF = "as-of.json";
    static final String CHECKPOINT = "checkpoint.txt";
    static final String KEY = "key.txt";
    static final String TEMPLATE = "template.json";
    static final String NAMES = "names.json";
    static final String FACTS = "facts.ndjson";
    static final String PROOFS = "proofs.ndjson";
    static final String MANIFEST = "manifest.txt";

    static final List<String> TABLES = List.of(
            "revenue-and-expenditure",
            "revenue",
            "expenditure",
            "fiscal-appropriation",
            "general-public-budget",
            "basic-expenditure",
            "government-fund",
            "state-capital",
            "three-public");

    /** Every file, in the order in which they stand. */
    static final List<String> FILES = files();

    private Contents() {}

    static String json(String table) {
        return "tables/" + table + ".json";
    }

    static String csv(String table) {
        return "tables/" + table + ".csv";
    }

    private static List<String> files() {
        List<String> files =
                new ArrayList<>(List.of(README, AS_OF, CHECKPOINT, KEY, TEMPLATE, NAMES, FACTS, PROOFS));
        for (String table : TABLES) {
            files.add(json(table));
            files.add(csv(table));
        }
        files.add(MANIFEST);
        return List.copyOf(files);
    }
}
