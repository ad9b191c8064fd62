package dev.budgetledger.projection.web;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.entries.Unit;

/**
 * What {@code unit=} says: a unit 预算单位, or, as before there were any, a unit of measure 计量单位. No unit is called as one of those.
 *
 * @param code of a unit
 * @param measure if it is one
 */
public record UnitName(@Nullable String code, @Nullable Unit measure) {}
