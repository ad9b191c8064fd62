package dev.budgetledger.projection.web;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * The query parameters of an address: a record with a nullable component for each, or with such records, whose parameters are its own.
 * {@link QueryResolver} fills it; every parameter that is not in it is refused, so that a mistyped {@code date=} is not silently ignored.
 */
public interface Query {

    /** The parameters of such a record. */
    static Stream<RecordComponent> parameters(Class<?> query) {
        return Arrays.stream(query.getRecordComponents()).flatMap(component ->
                Query.class.isAssignableFrom(component.getType()) ? parameters(component.getType()) : Stream.of(component));
    }

    /** No parameters at all. */
    record None() implements Query {}

    /** A query that a form of a page asks too: what a person left blank is not asked. */
    interface FormQuery extends Query {}
}
