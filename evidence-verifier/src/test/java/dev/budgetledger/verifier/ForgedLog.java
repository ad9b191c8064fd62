package dev.budgetledger.verifier;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

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
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private int sequence;
    private int sequenceOfYear = 1;
    private String postedBy = "a";
    private @Nullable Instant recordedAt;
    private String approval = "";

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

    /** The next posting says by whose hands it went. */
    ForgedLog approved(String proposal, String proposedBy, String... approvedBy) {
        approval = "\"approval\":{\"approvedBy\":[\"" + String.join("\",\"", approvedBy) + "\"],\"proposal\":\"" + proposal
                + "\",\"proposedBy\":\"" + proposedBy + "\"},";
        return this;
    }

    static String line(String function, String kind, String economic, String project) {
        return "{" + economic + "\"function\":\"" + function + "\",\"fund\":\"GENERAL_PUBLIC\",\"kind\":\"" + kind
                + "\",\"origin\":\"CURRENT\"" + project + "}";
    }

    static String carriedOver(String line) {
        return line.replace("CURRENT", "CARRIED_OVER");
    }

    ForgedLog add(String type, String fact) {
        facts.add(fact("301-2023", sequence++, type, fact));
        return this;
    }

    /** A fact of the catalogue of the year. */
    ForgedLog addOfYear(String type, String fact) {
        facts.add(fact("classification-2023", sequenceOfYear++, type, fact));
        return this;
    }

    /** By whom what comes next is recorded, and no earlier than when. */
    ForgedLog by(String name, String instant) {
        postedBy = name;
        recordedAt = Instant.parse(instant);
        return this;
    }

    private String fact(String stream, int number, String type, String fact) {
        int position = facts.size() + 1;
        return recordedAt == null
                ? Forged.fact(position, stream, number, type, fact)
                : Forged.fact(position, stream, number, type, fact, postedBy, MICROSECONDS.format(recordedAt.plusNanos(1000L * position)));
    }

    /** The id of the fact that comes next. */
    String nextId() {
        return "301-2023-" + sequence;
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
        String approvedBy = approval;
        approval = "";
        return add(type, text("{" + beside + "\"posting\":{" + approvedBy + "\"documentNo\":\"1号\",\"effectiveOn\":\"" + on + "\",\"entries\":["
                + String.join(",", written) + "],\"id\":\"301-2023-" + sequence + "\",\"reason\":\"依据\"}}"));
    }

    static String text(String json) {
        return Forged.text(JsonReader.read(Head.utf8(json)));
    }
}
