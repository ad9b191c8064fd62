package dev.budgetledger.workers.guards;

import org.jspecify.annotations.Nullable;

/**
 * A guard that is not as it was delivered.
 *
 * @param guard what it is called: {@code trigger facts_are_append_only of facts}
 * @param found how it is, as the database says; null if it is not there
 * @param expected how it was delivered; null if it was not
 */
public record ChangedGuard(String guard, @Nullable String found, @Nullable String expected) {}
