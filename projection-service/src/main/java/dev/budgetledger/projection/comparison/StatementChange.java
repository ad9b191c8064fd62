package dev.budgetledger.projection.comparison;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Statement;
import dev.budgetledger.projection.entries.StatementReader.Said;

/**
 * 陈述变动: what is said of a part and key at both points, where it is not the same.
 *
 * @param before absent where nothing was said yet
 * @param after absent where nothing is said there
 */
public record StatementChange(@Nullable Said before, @Nullable Said after) {

    private record About(Statement.Part part, @Nullable String key) {
        static About of(Said said) {
            return new About(said.fact().statement().content().part(), said.fact().key());
        }
    }

    /**
     * A text or number of a statement that changed.
     *
     * @param field a JSON Pointer (RFC 6901) into the later statement, or into the earlier where it is no more
     * @param row what distinguishes the row that it is in, such as an indicator; absent if it is in none
     * @param before absent where it was not there
     * @param after absent where it is no more
     */
    public record Item(String field, @Nullable String row, @Nullable String before, @Nullable String after) {}

    /** What differs, in the order of the later; what is there no more comes last. A statement that was replaced by an equal one does not. */
    public static List<StatementChange> of(List<Said> before, List<Said> after) {
        Map<About, Said> earlier = new LinkedHashMap<>();
        before.forEach(said -> earlier.put(About.of(said), said));
        List<StatementChange> changes = new ArrayList<>();
        after.forEach(said -> changes.add(new StatementChange(earlier.remove(About.of(said)), said)));
        earlier.values().forEach(said -> changes.add(new StatementChange(said, null)));
        return changes.stream().filter(change -> !Objects.equals(content(change.before), content(change.after))).toList();
    }

    public Statement.Part part() {
        return about().part();
    }

    /** What of the part it is about, absent where there is one. */
    public @Nullable String key() {
        return about().key();
    }

    /** What of it changed, in the order of the statement; nothing where rows only changed places. */
    public List<Item> items() {
        return StatementDiff.of(content(before), content(after));
    }

    private About about() {
        return Stream.of(after, before).filter(Objects::nonNull).findFirst().map(About::of).orElseThrow();
    }

    private static Statement.@Nullable Content content(@Nullable Said said) {
        return said == null ? null : said.fact().statement().content();
    }
}
