package dev.budgetledger.projection.intake;

import dev.budgetledger.projection.entries.DaySums;

/**
 * 累计 of a line, as it is stored.
 *
 * @param position over the entries up to and with this fact
 * @param entries how many these are
 * @param level 2: over all of them, 1: over those since the last of level 2
 */
public record LineSnapshot(long line, long position, long entries, int level, DaySums sums) {}
