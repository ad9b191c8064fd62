package dev.budgetledger.contract.form;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Origin;

/** Reads what a table, a row or a column counts: its field {@code of}. */
final class SelectorReader {

    private static final Pattern FUNCTION = Pattern.compile(Selector.NONE + "|[0-9]{1,7}");
    private static final Pattern ECONOMIC = Pattern.compile(Selector.NONE + "|[0-9]{1,5}");

    private SelectorReader() {}

    static @Nullable Selector optional(JsonFields owner) {
        if (!owner.has("of")) {
            return null;
        }
        JsonFields of = owner.object("of");
        Set<Selector.Side> sides = of.setOf("sides", Selector.Side.class);
        if (sides != null && sides.size() > 1 && sides.stream().anyMatch(Selector.Side::standsAlone)) {
            throw of.fault("sides", "counts money twice: INCOME and APPROVED stand alone");
        }
        Selector read = new Selector(
                sides,
                of.setOf("funds", Fund.class),
                of.setOf("origins", Origin.class),
                of.setOf("kinds", Kind.class),
                codes(of, "functions", FUNCTION, 7),
                codes(of, "economics", ECONOMIC, 5),
                codes(of, "governmentEconomics", ECONOMIC, 5),
                of.setOf("natures", BudgetUnit.Nature.class));
        of.end();
        return read;
    }

    private static @Nullable List<String> codes(JsonFields of, String name, Pattern pattern, int digits) {
        if (!of.has(name)) {
            return null;
        }
        return of.list(name, 1, FormLimits.CODES_MAX, (value, path) -> {
            if (value instanceof String code && pattern.matcher(code).matches()) {
                return code;
            }
            throw new FormFault(path, "must be 1 to " + digits + " digits, or " + Selector.NONE);
        });
    }
}
