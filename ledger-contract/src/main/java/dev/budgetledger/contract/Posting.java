package dev.budgetledger.contract;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * 记账: a balanced set of entries with the paper that authorises it.
 *
 * <p>A posting sums to zero for each fund. The constructor refuses any other, so a posting that exists balances,
 * whether it was just decided or was read from a log or a topic.
 *
 * @param id names the posting for ever: the stream and the sequence of the fact that carries it, {@code 301-2023-17}
 * @param documentNo 指标文号
 * @param superiorDocumentNo 上级文号: the paper of the level above that the money comes by, if it comes by one
 * @param effectiveOn 业务日期: when it counts
 * @param reason 事由
 * @param entries at least two
 * @param approval 复核: by whom it was proposed and approved; absent if it was posted by one alone
 */
public record Posting(
        String id,
        String documentNo,
        @Nullable String superiorDocumentNo,
        LocalDate effectiveOn,
        String reason,
        List<Entry> entries,
        @Nullable Approval approval) {

    /** @throws IllegalArgumentException if the entries of some fund do not sum to zero */
    public Posting {
        entries = List.copyOf(entries);
        if (entries.size() < 2) {
            throw new IllegalArgumentException("posting " + id + " has fewer than two entries");
        }
        Map<Fund, Money> sums = new EnumMap<>(Fund.class);
        for (Entry entry : entries) {
            sums.merge(entry.fund(), entry.amount(), Money::plus);
        }
        sums.forEach((fund, sum) -> {
            if (!sum.isZero()) {
                throw new IllegalArgumentException("posting " + id + " is out of balance for " + fund + " by " + sum);
            }
        });
    }

    /** One that was posted by one alone. */
    public Posting(String id, String documentNo, @Nullable String superiorDocumentNo, LocalDate effectiveOn, String reason,
            List<Entry> entries) {
        this(id, documentNo, superiorDocumentNo, effectiveOn, reason, entries, null);
    }

    /** One that names no paper of the level above. */
    public Posting(String id, String documentNo, LocalDate effectiveOn, String reason, List<Entry> entries) {
        this(id, documentNo, null, effectiveOn, reason, entries);
    }

    /** The stream and the sequence that an id names. */
    public record Place(String stream, long sequence) {

        private static final Pattern ID = Pattern.compile("(.+)-(0|[1-9][0-9]{0,17})");

        /** The place of an id, empty if the text is not one. */
        public static Optional<Place> of(String id) {
            Matcher parts = ID.matcher(id);
            return parts.matches()
                    ? Optional.of(new Place(parts.group(1), Long.parseLong(parts.group(2))))
                    : Optional.empty();
        }
    }

    /** The id of the posting at a place in a stream. */
    public static String id(String stream, long sequence) {
        return stream + "-" + sequence;
    }
}
