package dev.budgetledger.projection.replay;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.entries.jdbc.LineRow;

/** Texts of a key in one, for a person to read, so that no two keys read the same: in SQL and in Java. */
final class Words {

    /** What a row {@code l} of {@code lines} says. */
    static final String OF_LINE = inSql(Stream.concat(Stream.of("stream"), LineRow.COLUMNS.stream())
            .map("l."::concat)
            .toArray(String[]::new));

    private Words() {}

    static String of(@Nullable String... texts) {
        return Arrays.stream(texts).map(Words::word).collect(Collectors.joining(" "));
    }

    static String inSql(String... columns) {
        return Stream.of(columns).map(Words::wordInSql).collect(Collectors.joining(" || ' ' || "));
    }

    /** A dash where there is none; quoted where it could be taken for something else. */
    private static String word(@Nullable String text) {
        if (text == null) {
            return "-";
        }
        boolean plain = !text.isEmpty() && !text.equals("-") && !text.contains(" ") && !text.contains("\"");
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static String wordInSql(String column) {
        return "case when %1$s is null then '-' when %1$s in ('', '-') or %1$s ~ '[ \"]' then "
                        .formatted(column)
                + "'\"' || replace(%1$s, '\"', '\"\"') || '\"' else %1$s end".formatted(column);
    }
}
