package dev.budgetledger.projection.checks;

import java.util.List;
import java.util.Optional;

import dev.budgetledger.projection.disclosure.TableId;

/**
 * One 勾稽关系.
 *
 * @param id stable, {@code T2-T1-total}
 * @param formula in the words of the tables
 * @param description the same in English
 * @param needs the tables without which it says nothing
 * @param conditional whether it holds only of some departments or years; the rule or the page on checks says of which
 */
record Check(
        String id, String formula, String description, List<TableId> needs, boolean conditional, Rule rule) {

    /** What is compared in a set of tables that has all that the check needs. */
    interface Rule {
        Finding find(PrintedTables tables);
    }

    /** A check that every set of tables must pass. */
    static Check hard(String id, String formula, String description, List<TableId> needs, Rule rule) {
        return new Check(id, formula, description, needs, false, rule);
    }

    static Check conditional(String id, String formula, String description, List<TableId> needs, Rule rule) {
        return new Check(id, formula, description, needs, true, rule);
    }

    Result run(PrintedTables tables) {
        return Result.of(this, finding(tables), tables.unit());
    }

    private Finding finding(PrintedTables tables) {
        Optional<TableId> absent =
                needs.stream().filter(id -> tables.find(id).isEmpty()).findFirst();
        if (tables.incomplete() != null) {
            return new Finding.Unmet(tables.incomplete());
        }
        return absent.isPresent() ? new Finding.Unmet(absent.get().id() + " is not there") : rule.find(tables);
    }
}
