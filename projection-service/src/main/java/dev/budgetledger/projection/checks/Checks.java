package dev.budgetledger.projection.checks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.budgetledger.projection.disclosure.Template;

/**
 * 勾稽关系 of a form. Nobody writes them: what cells count, as the form says, tells which of them are the same money, the parts of a whole,
 * and no more than it.
 */
final class Checks {

    private Checks() {}

    /**
     * The checks of a form, in the order in which they are answered; T1, T2 … are its tables in its order.
     *
     * @param sameMoney what is checked by code, which is data of a year
     */
    static List<Check> of(FormPlan form, List<Template.SameMoney> sameMoney) {
        CheckList checks = new CheckList();
        form.tables().forEach(table -> {
            SumChecks.of(table, checks);
            ChangeChecks.of(table, checks);
        });
        CrossChecks.of(form, checks);
        BoundChecks.of(form, checks);
        SameMoneyChecks.of(form, sameMoney, checks);
        StatementChecks.of(form, checks);
        return checks.all();
    }

    /** What came of each of them; and, where there are notes, or the text says a figure again or something that is not understood, of that. */
    static List<Result> run(PrintedTables tables, List<Template.SameMoney> sameMoney) {
        return run(tables, sameMoney, TieChecks.of(tables.statements()));
    }

    /** The same, with what ties them to something else. */
    static List<Result> run(PrintedTables tables, List<Template.SameMoney> sameMoney, List<Check> ties) {
        List<Check> checks = new ArrayList<>(of(tables.form(), sameMoney));
        checks.addAll(ties);
        checks.addAll(NoteChecks.of(tables));
        List<Equation> saidTwice = StatementChecks.saidTwice(tables.statements());
        List<String> notUnderstood = tables.statements().notUnderstood();
        if (!saidTwice.isEmpty()) {
            checks.add(new Check("S-twice", "同一数字前后一致", "what the text says again is the same", false,
                    _ -> new Finding.Compared(saidTwice)));
        }
        if (!notUnderstood.isEmpty()) {
            checks.add(new Check("S-words", "情况说明各行", "every row of the text is understood", false,
                    _ -> new Finding.Unmet(String.join("; ", notUnderstood))));
        }
        return checks.stream().map(check -> check.run(tables)).toList();
    }

    /** Checks as they are made of a form: what has the same id is one check. */
    static final class CheckList {

        private final Map<String, Check> byId = new LinkedHashMap<>();

        /** A check that every set of tables must pass. */
        void hard(String id, String formula, String description, Check.Rule rule) {
            add(new Check(id, formula, description, false, rule));
        }

        /** A check that holds of some departments or years only. */
        void conditional(String id, String formula, String description, Check.Rule rule) {
            add(new Check(id, formula, description, true, rule));
        }

        private void add(Check check) {
            byId.merge(check.id(), check, (one, other) -> new Check(
                    one.id(),
                    one.formula().equals(other.formula()) ? one.formula() : one.formula() + "; " + other.formula(),
                    one.description(),
                    one.conditional() && other.conditional(),
                    tables -> together(one.rule().find(tables), other.rule().find(tables))));
        }

        private static Finding together(Finding one, Finding other) {
            if (one instanceof Finding.Compared(List<Equation> some) && other instanceof Finding.Compared(List<Equation> more)) {
                List<Equation> all = new ArrayList<>(some);
                all.addAll(more);
                return new Finding.Compared(all);
            }
            return one instanceof Finding.Compared ? one : other;
        }

        List<Check> all() {
            return List.copyOf(byId.values());
        }
    }
}
