package dev.budgetledger.contract.form;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.BudgetUnit;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Origin;

/** Reads what a table, a row, a column or a sentence counts. */
final class SelectorReader {

    private static final Pattern FUNCTION = Pattern.compile(Selector.NONE + "|[0-9]{1,7}");
    private static final Pattern ECONOMIC = Pattern.compile(Selector.NONE + "|[0-9]{1,5}");

    private SelectorReader() {}

    static @Nullable Selector optional(JsonFields owner) {
        return owner.has("of") ? required(owner, "of") : null;
    }

    /** Of a sentence: no table says the sides for it. */
    static Selector ofSentence(JsonFields owner, String name) {
        Selector read = required(owner, name);
        if (read.sides() == null) {
            throw new FormFault(owner.path(name) + "/sides", "is missing");
        }
        return read;
    }

    /** Of funding, which has a fund and an origin only. */
    static @Nullable Selector ofFunding(JsonFields owner) {
        Selector read = optional(owner);
        if (read != null && !read.equals(new Selector(null, read.funds(), read.origins(), null, null, null, null, null))) {
            throw owner.fault("of", "may say funds and origins, but nothing else");
        }
        return read;
    }

    private static Selector required(JsonFields owner, String name) {
        JsonFields of = owner.object(name);
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
