package dev.budgetledger.ledger.commands.bulk;

import java.util.List;
import java.util.Map;

import dev.budgetledger.edge.problems.ProblemException;

/**
 * A row of a table, read cell by cell.
 *
 * @param line the number it has for who wrote it
 * @param values what it says, by column
 * @param faults what its cells do not say
 */
record PostingRow(long line, Map<String, String> values, List<ProblemException> faults) {}
