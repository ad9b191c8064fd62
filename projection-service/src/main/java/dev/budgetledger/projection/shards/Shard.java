package dev.budgetledger.projection.shards;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.PlainText;
import dev.budgetledger.contract.Sha256;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * 分片: one of several shares of the departments, and all that is of no department. Of {@code shards} shares each has about as many
 * departments, and all budgets of each: which it is follows from the code of the department alone, so that anybody can compute it.
 *
 * @param number from 1
 * @param shards how many there are, at most {@value #SHARDS_MAX}
 */
public record Shard(int number, int shards) {

    /** Each of them reads the whole log: more would share out little but the reading. */
    static final int SHARDS_MAX = 64;

    /** Of one shard: every department. */
    public static final Shard WHOLE = new Shard(1, 1);

    private static final Pattern WRITTEN = Pattern.compile("([1-9][0-9]?)/([1-9][0-9]?)");

    public Shard {
        if (number < 1 || shards < number || shards > SHARDS_MAX) {
            throw new IllegalArgumentException("a shard is 1/1 to " + SHARDS_MAX + "/" + SHARDS_MAX + ", not " + number + "/" + shards);
        }
    }

    /**
     * One as it is written, {@code 2/3}.
     *
     * @throws IllegalArgumentException if there is no such shard
     */
    public static Shard parse(String text) {
        Matcher parts = WRITTEN.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a shard is written as 2/3, the second of three: " + PlainText.quoted(text));
        }
        return new Shard(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    }

    /**
     * The shard of a department, of so many: of the SHA-256 of {@code 301/1}, {@code 301/2} … that which is largest (rendezvous hashing). So
     * with one shard more it takes some departments from each other shard, and between those nothing moves.
     *
     * @return its number
     */
    public static int numberOf(String department, int shards) {
        return IntStream.rangeClosed(1, shards).boxed()
                .max(Comparator.comparing(number -> Sha256.hex((department + "/" + number).getBytes(US_ASCII))))
                .orElseThrow();
    }

    /** Whether it is all there is. */
    public boolean isWhole() {
        return shards == 1;
    }

    /** What a list over departments says if it has not all of them. */
    public @Nullable String said() {
        return isWhole() ? null : toString();
    }

    /** Which departments those are, so that anybody can compute it. */
    String departments() {
        return isWhole() ? "all" : "all whose largest SHA-256 of code/1 to code/" + shards + " is that of code/" + number;
    }

    /** Whether a department is of it. */
    public boolean has(String department) {
        return isWhole() || numberOf(department, shards) == number;
    }

    /** Whether tables are made of a stream: of a budget of its departments, or of what is of no budget. */
    public boolean keeps(String stream) {
        return isWhole() || !BudgetId.isStream(stream) || has(BudgetId.ofStream(stream).department());
    }

    @Override
    public String toString() {
        return number + "/" + shards;
    }
}
