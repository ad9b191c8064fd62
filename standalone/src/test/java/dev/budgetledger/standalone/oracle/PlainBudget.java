package dev.budgetledger.standalone.oracle;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One department in one year: all its postings. */
final class PlainBudget {

    final String department;
    final int year;
    final Map<PlainLine, List<PlainEntry>> entries = new HashMap<>();
    final Map<Long, PlainPosting> postings = new HashMap<>();
    private final Map<PlainLine, long[]> purses = new HashMap<>();
    final Set<String> units = new HashSet<>();
    final Set<String> projects = new HashSet<>();
    final PlainStatements statements = new PlainStatements();
    final List<JsonNode> rules = new ArrayList<>();
    final Map<Long, PlainChecks.PlainProposal> proposals = new TreeMap<>();
    final Set<Long> reversed = new HashSet<>();
    boolean open;
    boolean comparative;
    boolean closed;
    long openedAt;
    long facts;
    long publications;

    PlainBudget(String department, int year) {
        this.department = department;
        this.year = year;
    }

    String stream() {
        return department + "-" + year;
    }

    /**
     * A posting by its place in the stream.
     *
     * @param type of the command; of a reversal, of the command that it takes back
     * @param counterpart the posting in another budget, recorded with it
     * @param aged what the moves add up to, by how often the money was carried
     */
    record PlainPosting(
            String type, boolean reversal, LocalDate day, @Nullable String counterpart, List<Move> moves, List<Aged> aged) {}

    /** What a command would do to one account of one line, and where the command says so. */
    record Move(String field, String amountField, PlainLine line, long fen, boolean frozen) {
        Move mirrored() {
            return new Move("postingId", "postingId", line, -fen, frozen);
        }
    }

    /** Money to or from a line, with how often it has been carried forward. */
    record Aged(PlainLine line, int times, long fen) {}

    /** The lowest that a line holds on a day or later, of its free money, of its frozen money, or of both. */
    long lowestFrom(LocalDate day, PlainLine line, boolean free, boolean frozen) {
        LocalDate first = LocalDate.of(year - 2, 1, 1);
        long[] byDay = new long[366 * 5];
        for (PlainEntry entry : entries.getOrDefault(line, List.of())) {
            if (entry.frozen() ? frozen : free) {
                byDay[(int) ChronoUnit.DAYS.between(first, entry.day())] += entry.fen();
            }
        }
        int from = (int) ChronoUnit.DAYS.between(first, day);
        long balance = 0;
        long lowest = Long.MAX_VALUE;
        for (int i = 0; i < byDay.length; i++) {
            balance += byDay[i];
            if (i >= from) {
                lowest = Math.min(lowest, balance);
            }
        }
        return lowest;
    }

    /** What a line holds, frozen or not, by how often it has been carried: never, once, twice. */
    long[] purse(PlainLine line) {
        return purses.computeIfAbsent(line, _ -> new long[3]);
    }

    /** What a line holds of money carried more often than its origin says. */
    long older(PlainLine line) {
        return purse(line)[2] + (line.times() == 0 ? purse(line)[1] : 0);
    }

    boolean hasFrozen() {
        for (List<PlainEntry> each : entries.values()) {
            long fen = 0;
            for (PlainEntry entry : each) {
                fen += entry.frozen() ? entry.fen() : 0;
            }
            if (fen != 0) {
                return true;
            }
        }
        return false;
    }

    void add(PlainEntry entry) {
        entries.computeIfAbsent(entry.line(), _ -> new ArrayList<>()).add(entry);
    }

    PlainPosting posting(long sequence) {
        return Objects.requireNonNull(postings.get(sequence));
    }
}
