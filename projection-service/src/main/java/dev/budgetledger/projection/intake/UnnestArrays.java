package dev.budgetledger.projection.intake;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

import org.jspecify.annotations.Nullable;

/** Turns rows into the arrays that {@code unnest} takes: one statement for any number of rows. */
final class UnnestArrays {

    private UnnestArrays() {}

    static <T> long[] longs(List<T> rows, ToLongFunction<T> of) {
        return rows.stream().mapToLong(of).toArray();
    }

    static <T> int[] ints(List<T> rows, ToIntFunction<T> of) {
        return rows.stream().mapToInt(of).toArray();
    }

    /** Whatever else there is, as text for PostgreSQL to cast. */
    static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable Object> of) {
        @Nullable String[] texts = new String[rows.size()];
        for (int i = 0; i < texts.length; i++) {
            Object value = of.apply(rows.get(i));
            texts[i] = value == null ? null : value.toString();
        }
        return texts;
    }
}
