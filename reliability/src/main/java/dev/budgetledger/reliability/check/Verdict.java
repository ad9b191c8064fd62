package dev.budgetledger.reliability.check;

import java.util.List;

/**
 * What the checker found.
 *
 * @param lost accepted commands that are not in the log as they were answered
 * @param doubled commands that are in the log more often than once
 * @param histories how many different roots were shown of one size, at most; the log's own counts
 * @param findings a sentence for each thing that is wrong
 */
public record Verdict(long facts, long accepted, long refused, long lost, long doubled, int histories,
        int checkpoints, int tables, List<String> findings) {}
