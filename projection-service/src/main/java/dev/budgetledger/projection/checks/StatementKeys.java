package dev.budgetledger.projection.checks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.form.Selector.Side;

import static dev.budgetledger.projection.checks.Coverage.Part.ECONOMIC;
import static dev.budgetledger.projection.checks.Coverage.Part.FUNCTION;
import static dev.budgetledger.projection.checks.Coverage.Part.FUND;
import static dev.budgetledger.projection.checks.Coverage.Part.KIND;
import static dev.budgetledger.projection.checks.Coverage.Part.SIDE;

/** What a figure of the explanatory text is called, and which money it is of. */
final class StatementKeys {

    static final String PERCENT_OF = "percent.";
    static final String THREE_PUBLIC = "three-public";
    static final String FUNCTION_OF = "function.";
    static final String FUND_OF = "fund.";
    static final String OTHER_INCOME = FUND_OF + Fund.OTHER;

    /** “三公”经费 by economic class. */
    private static final Map<String, Set<String>> ECONOMICS = Map.of(
            THREE_PUBLIC, Set.of("30212", "30217", "30231", "31013"),
            THREE_PUBLIC + ".abroad", Set.of("30212"),
            THREE_PUBLIC + ".vehicles", Set.of("30231", "31013"),
            THREE_PUBLIC + ".purchase", Set.of("31013"),
            THREE_PUBLIC + ".running", Set.of("30231"),
            THREE_PUBLIC + ".reception", Set.of("30217"));

    private static final Set<String> FISCAL = Arrays.stream(Fund.values())
            .filter(Fund::isFiscalAppropriation).map(Fund::name).collect(Collectors.toUnmodifiableSet());

    private static final Pattern FIGURE = Pattern.compile("(?:prior\\.|yoy\\.|percent\\.)?(?:total|fiscal-appropriation|basic"
            + "|basic\\.personnel|basic\\.operating|project|fund\\.(?:"
            + Arrays.stream(Fund.values()).map(Fund::name).collect(Collectors.joining("|"))
            + ")|function\\.[0-9]{3}(?:[0-9]{2}){0,2}|three-public(?:\\.(?:abroad|vehicles|purchase|running|reception))?"
            + "|procurement(?:\\.(?:goods|works|services))?|assets|planned-assets)");

    private static final Pattern PREFIX = Pattern.compile("(?:prior|yoy|percent)\\..*");

    private StatementKeys() {}

    static boolean isKnown(String key) {
        return FIGURE.matcher(key).matches();
    }

    /** Whether it is of this year, and no change of one. */
    static boolean isCurrent(String key) {
        Matcher prefixed = PREFIX.matcher(key);
        return !prefixed.matches();
    }

    /** The money a figure of this year may be of: texts do not always say which, the first is the likeliest. */
    static List<List<Coverage>> of(String key, Coverage all) {
        Coverage spent = all.with(SIDE, Set.of(Side.EXPENDITURE.name()));
        Coverage general = spent.with(FUND, Set.of(Fund.GENERAL_PUBLIC.name()));
        if (key.startsWith(FUND_OF)) {
            Set<String> fund = Set.of(key.substring(FUND_OF.length()));
            return List.of(List.of(all.with(FUND, fund)), List.of(spent.with(FUND, fund)));
        }
        if (key.startsWith(FUNCTION_OF)) {
            Coverage ofCode = spent.with(FUNCTION, Set.of(key.substring(FUNCTION_OF.length())));
            return List.of(
                    List.of(ofCode.with(FUND, FISCAL)),
                    FISCAL.stream().sorted().map(fund -> ofCode.with(FUND, Set.of(fund))).toList(),
                    List.of(ofCode));
        }
        Set<String> economics = ECONOMICS.get(key);
        if (economics != null) {
            return List.of(List.of(spent.with(FUND, FISCAL).with(ECONOMIC, economics)));
        }
        return switch (key) {
            case "total" -> List.of(List.of(all));
            case "fiscal-appropriation" -> List.of(List.of(all.with(FUND, FISCAL)));
            case "basic" -> List.of(List.of(spent.with(KIND, Coverage.BASIC)), List.of(general.with(KIND, Coverage.BASIC)));
            case "basic.personnel" -> List.of(List.of(general.with(KIND, Set.of(Kind.PERSONNEL.name()))));
            case "project" -> List.of(
                    List.of(spent.with(KIND, Set.of(Kind.PROJECT.name()))), List.of(general.with(KIND, Set.of(Kind.PROJECT.name()))));
            default -> List.of();
        };
    }
}
