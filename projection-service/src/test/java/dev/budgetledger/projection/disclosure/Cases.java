package dev.budgetledger.projection.disclosure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Kind;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.LineBalance;

/** Budgets that other places published. */
public final class Cases {

    private Cases() {}

    /** A case, whose lines are those from which all of its figures follow. */
    public static BudgetAsOf budget(String place) {
        return budget(place, yearOf(place), false, "lines");
    }

    /** The year before a case, as coarse as it was published. */
    public static BudgetAsOf priorOf(String place, String file) {
        return budget(place, yearOf(place) - 1, true, file);
    }

    private static int yearOf(String place) {
        return Integer.parseInt(place.substring(place.indexOf('-') + 1).substring(0, 4));
    }

    private static BudgetAsOf budget(String place, int year, boolean comparative, String file) {
        List<LineBalance> lines = new ArrayList<>();
        for (String[] row : rows("/cases/" + place + "/" + file + ".csv")) {
            Line line = new Line(Fund.valueOf(row[0]), Origin.CURRENT, said(row[1]), row[2].isEmpty() ? null : Kind.valueOf(row[2]),
                    said(row[3]), row[2].equals("PROJECT") ? "项目" : null);
            lines.add(SampleBudgets.untouched(line, Money.ofYuan(row[4])));
        }
        Map<String, Map<String, String>> names = new HashMap<>();
        for (String[] row : rows("/cases/" + place + "/names.csv")) {
            names.computeIfAbsent(row[0], _ -> new HashMap<>()).put(row[1], row[2]);
        }
        return SampleBudgets.budget(year, comparative, lines,
                SampleBudgets.names(
                        names.getOrDefault("FUNCTION", Map.of()), names.getOrDefault("ECONOMIC", Map.of())));
    }

    private static @Nullable String said(String cell) {
        return cell.isEmpty() ? null : cell;
    }

    /** The rows of a file of a case, without its header. */
    static List<String[]> rows(String file) {
        return text(file).lines().skip(1).map(line -> line.split(",", -1)).toList();
    }

    static String text(String file) {
        try (InputStream in = Cases.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
