package dev.budgetledger.projection.intake;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.entries.PackedEntries;

/**
 * 分录 of a posting as its row has them.
 *
 * @param counterparts of each entry the stream of the other budget; null where all are of this one
 */
record EntriesOfPosting(PackedEntries packed, @Nullable List<@Nullable String> counterparts) {

    /**
     * Those of some postings.
     *
     * @param entries those of a posting side by side, in order
     * @param lines of each entry its line, null if it is of none
     */
    static Map<Long, EntriesOfPosting> byPosition(List<EntryRow> entries, List<@Nullable RememberedLine> lines) {
        Map<Long, EntriesOfPosting> all = new HashMap<>();
        for (int begin = 0, end; begin < entries.size(); begin = end) {
            long position = entries.get(begin).position();
            end = begin + 1;
            while (end < entries.size() && entries.get(end).position() == position) {
                end++;
            }
            all.put(position, of(entries.subList(begin, end), lines.subList(begin, end)));
        }
        return all;
    }

    private static EntriesOfPosting of(List<EntryRow> entries, List<@Nullable RememberedLine> lines) {
        PackedEntries packed = new PackedEntries(entries.size());
        List<@Nullable String> counterparts = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            EntryRow entry = entries.get(i);
            RememberedLine line = lines.get(i);
            long fen = entry.entry().amount().fen();
            if (line != null) {
                packed.add(line.id(), entry.kind(), fen);
            } else {
                packed.addOfSource(entry.entry().fund(), entry.kind(), fen);
            }
            counterparts.add(entry.counterpart());
        }
        return new EntriesOfPosting(packed, counterparts.stream().allMatch(Objects::isNull) ? null : counterparts);
    }
}
