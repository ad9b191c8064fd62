package dev.budgetledger.projection.checks;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.projection.disclosure.TableId;
import dev.budgetledger.projection.disclosure.Template;
import dev.budgetledger.projection.entries.Unit;

/**
 * 一套公开表: what is checked.
 *
 * @param forms of the year, whose words tell the rows
 * @param unit of every amount
 * @param tables those that there are
 * @param nature 单位性质, absent where it is not said
 * @param incomplete why nothing can be checked, absent where something can
 */
record PrintedTables(
        Template forms,
        Unit unit,
        Map<TableId, PrintedTable> tables,
        Statements statements,
        @Nullable UnitNature nature,
        @Nullable String incomplete) {

    PrintedTables {
        Map<TableId, PrintedTable> copy = new EnumMap<>(TableId.class);
        copy.putAll(tables);
        tables = copy;
    }

    Optional<PrintedTable> find(TableId id) {
        return Optional.ofNullable(tables.get(id));
    }

    /** A table that a check says it needs. */
    PrintedTable table(TableId id) {
        return Objects.requireNonNull(tables.get(id), id::id);
    }

    ByCode byCode(TableId id) {
        return new ByCode(table(id), ByCode.total(id, forms));
    }

    Balance balance(TableId id) {
        return new Balance(table(id), Balance.form(id, forms));
    }
}
