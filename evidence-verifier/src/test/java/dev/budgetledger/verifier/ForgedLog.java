package dev.budgetledger.verifier;

import java.util.ArrayList;
import java.util.List;

/** A log of one budget that a ledger signed, written fact by fact; what is posted is not looked at. */
final class ForgedLog {

    static final String OFFICE = line("2010301", "OPERATING", "\"economic\":\"30201\",", "");
    static final String TRAVEL = line("2010301", "OPERATING", "\"economic\":\"30211\",", "");
    static final String MEETING = line("2010302", "PROJECT", "", ",\"project\":\"会议\"");
    static final String SOURCE = "\"source\":\"GENERAL_PUBLIC\"";
    static final String NEXT_YEAR = "\"counterpart\":\"301-2024\",\"fund\":\"GENERAL_PUBLIC\"";
    static final String LAST_YEAR = "\"counterpart\":\"301-2022\",\"fund\":\"GENERAL_PUBLIC\"";
    static final String OTHERS = "\"counterpart\":\"302-2023\",\"fund\":\"GENERAL_PUBLIC\"";

    final List<String> facts = new ArrayList<>();
    private int sequence;

    ForgedLog() {
        facts.add(Forged.fact(1, "classification-2023", 0, "ClassificationsDefined", """
                {"classifications":[{"code":"2010301","name":"行政运行","type":"FUNCTION"},\
                {"code":"2010302","name":"一般行政","type":"FUNCTION"},{"code":"30201","name":"办公费","type":"ECONOMIC"},\
                {"code":"30211","name":"差旅费","type":"ECONOMIC"}],"fiscalYear":2023}"""));
    }

    static ForgedLog opened() {
        return new ForgedLog().add("BudgetOpened", """
                {"comparative":false,"department":{"code":"301","name":"办公室"},"fiscalYear":2023}""");
    }

    /** Opened, with 100.00 of each line, sequence 1. */
    static ForgedLog allocated() {
        return opened().post("FundsAllocated", "2023-01-01", "",
                "line:" + OFFICE, "100.00", "line:" + TRAVEL, "100.00", "line:" + MEETING, "100.00", SOURCE, "-300.00");
    }

    static String line(String function, String kind, String economic, String project) {
        return "{" + economic + "\"function\":\"" + function + "\",\"fund\":\"GENERAL_PUBLIC\",\"kind\":\"" + kind
                + "\",\"origin\":\"CURRENT\"" + project + "}";
    }

    static String carriedOver(String line) {
        return line.replace("CURRENT", "CARRIED_OVER");
    }

    ForgedLog add(String type, String fact) {
        facts.add(Forged.fact(facts.size() + 1, "301-2023", sequence++, type, fact));
        return this;
    }

    ForgedLog close(String on) {
        return add("YearClosed", "{\"documentNo\":\"1号\",\"effectiveOn\":\"" + on + "\",\"reason\":\"结账\"}");
    }

    ForgedLog publish(int position, int number) {
        return add("DisclosurePublished", Forged.publication(facts, position, number));
    }

    /**
     * A posting.
     *
     * @param beside members of the fact behind and before the posting, each with its comma
     * @param entries account and amount in turn; the account of a line is {@code line:{…}} or {@code frozen:{…}}
     */
    ForgedLog post(String type, String on, String beside, String... entries) {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < entries.length; i += 2) {
            String account = entries[i].startsWith("\"") ? entries[i] : "\"" + entries[i].replaceFirst(":", "\":");
            written.add("{\"amount\":\"" + entries[i + 1] + "\"," + account + "}");
        }
        return add(type, text("{" + beside + "\"posting\":{\"documentNo\":\"1号\",\"effectiveOn\":\"" + on + "\",\"entries\":["
                + String.join(",", written) + "],\"id\":\"301-2023-" + sequence + "\",\"reason\":\"依据\"}}"));
    }

    private static String text(String json) {
        return Forged.text(JsonReader.read(Head.utf8(json)));
    }
}
