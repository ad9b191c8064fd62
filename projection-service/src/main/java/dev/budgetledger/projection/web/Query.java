package dev.budgetledger.projection.web;

/**
 * The query parameters of an address: a record with a nullable component for each. {@link QueryResolver} fills it
 * and refuses every parameter that is not in it, so that a mistyped {@code date=} is not silently ignored.
 */
public interface Query {

    /** No parameters at all. */
    record None() implements Query {}
}
