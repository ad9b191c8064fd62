package dev.budgetledger.projection.checks;

/**
 * One 勾稽关系.
 *
 * @param id stable, {@code T2-T1-total}
 * @param formula in the words of the tables
 * @param description the same in English
 * @param conditional whether it holds only of some departments or years; the rule or the page on checks says of which
 */
record Check(String id, String formula, String description, boolean conditional, Rule rule) {

    /** What is compared in a set of tables. */
    interface Rule {
        Finding find(PrintedTables tables);
    }

    Result run(PrintedTables tables) {
        return Result.of(this, tables.incomplete() == null ? rule.find(tables) : new Finding.Unmet(tables.incomplete()));
    }
}
