package dev.budgetledger.standalone.oracle;

import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.standalone.oracle.PlainBudget.Move;
import dev.budgetledger.standalone.oracle.PlainLedger.Plan;
import dev.budgetledger.standalone.oracle.PlainLedger.Side;

/** 复核 as {@code docs/reference/facts.md} tells it: which rules count for a command, and what they ask of it. */
final class PlainChecks {

    /** Rules of every department, by year: the commands that adopted them, in order. */
    private final Map<Integer, List<JsonNode>> ofAll = new HashMap<>();

    /**
     * A proposal that is open.
     *
     * @param command what would be posted
     */
    record PlainProposal(ObjectNode command, String by, List<String> approvedBy) {}

    /** The most checkers that a rule needs, and the amount that it counts first. */
    record Needed(int checkers, String field) {}

    /** What is proposed, as the command that it would be. */
    static ObjectNode posted(ObjectNode propose) {
        ObjectNode command = propose.deepCopy();
        command.remove(List.of("operation", "expiresOn", "idempotencyKey", "postedBy"));
        StringBuilder type = new StringBuilder();
        for (String word : propose.get("operation").asString().split("_", -1)) {
            type.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return command.put("type", type.toString());
    }

    static String by(JsonNode command) {
        return command.path("postedBy").asString("anonymous");
    }

    void adopt(JsonNode command, @Nullable PlainBudget budget) {
        (budget == null ? ofAll.computeIfAbsent(command.get("fiscalYear").asInt(), _ -> new ArrayList<>()) : budget.rules).add(command);
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.ofHours(8));
    }

    /** What counts for one of the budgets: of its year and its own, on the day of the posting and today. */
    private Set<JsonNode> books(Plan plan, Side side) {
        Set<JsonNode> books = new LinkedHashSet<>();
        for (List<JsonNode> adopted : List.of(ofAll.getOrDefault(side.budget().year, List.of()), side.budget().rules)) {
            for (LocalDate day : List.of(Objects.requireNonNull(plan.day()), today())) {
                JsonNode last = null;
                LocalDate from = LocalDate.MIN;
                for (JsonNode each : adopted) {
                    LocalDate effectiveOn = LocalDate.parse(each.get("effectiveOn").asString());
                    if (!effectiveOn.isAfter(day) && !effectiveOn.isBefore(from)) {
                        last = each;
                        from = effectiveOn;
                    }
                }
                if (last != null) {
                    books.add(last);
                }
            }
        }
        return books;
    }

    /** Whether money moves across 项 or kinds with rules, and by none of them. */
    boolean lacksRule(Plan plan) {
        if (!isAcross(plan)) {
            return false;
        }
        boolean any = false;
        for (Side side : plan.sides()) {
            for (JsonNode book : books(plan, side)) {
                any = true;
                for (JsonNode rule : book.get("rules")) {
                    if (isOf(rule, plan) && plan.sides().stream().anyMatch(each -> each.moves().stream().anyMatch(move -> counts(rule, move.line())))) {
                        return false;
                    }
                }
            }
        }
        return any;
    }

    @Nullable Needed needed(Plan plan) {
        Needed most = null;
        for (Side side : plan.sides()) {
            for (JsonNode book : books(plan, side)) {
                for (JsonNode rule : book.get("rules")) {
                    int checkers = rule.get("checkers").asInt();
                    if (covers(rule, plan, side) && (most == null || checkers > most.checkers)) {
                        most = new Needed(checkers, side.moves().stream().filter(move -> counts(rule, move.line())).findFirst().orElseThrow()
                                .amountField());
                    }
                }
            }
        }
        return most;
    }

    private static boolean isAcross(Plan plan) {
        if (!plan.type().equals("Transfer")) {
            return false;
        }
        PlainLine from = PlainLine.of(plan.command().get("from"));
        PlainLine to = PlainLine.of(plan.command().get("to"));
        return !Objects.equals(from.function(), to.function())
                || !(Objects.equals(from.kind(), to.kind()) || (from.isBasic() && to.isBasic()));
    }

    private static boolean isOf(JsonNode rule, Plan plan) {
        boolean named = rule.get("operations").valueStream().anyMatch(operation ->
                operation.asString().replace("_", "").equalsIgnoreCase(plan.type()));
        return named && (!rule.path("across").asBoolean(false) || isAcross(plan));
    }

    private static boolean counts(JsonNode rule, PlainLine line) {
        boolean fund = !rule.has("funds") || rule.get("funds").valueStream().anyMatch(each -> each.asString().equals(line.fund()));
        return fund && (!rule.has("kinds") || rule.get("kinds").valueStream().anyMatch(each ->
                line.isOf(each.asString()) || (each.asString().equals("BASIC") && line.isBasic())));
    }

    private static boolean covers(JsonNode rule, Plan plan, Side side) {
        List<Move> counted = side.moves().stream().filter(move -> counts(rule, move.line())).toList();
        if (!isOf(rule, plan) || counted.isEmpty()) {
            return false;
        }
        if (!rule.has("from") && !rule.has("percent")) {
            return true;
        }
        if (rule.has("from") && larger(counted) >= Fen.of(rule.get("from").asString())) {
            return true;
        }
        return rule.has("percent") && counted.stream().map(Move::line).distinct().anyMatch(line -> {
            long held = side.budget().entries.getOrDefault(line, List.of()).stream()
                    .filter(entry -> !entry.day().isAfter(Objects.requireNonNull(plan.day()))).mapToLong(PlainEntry::fen).sum();
            BigInteger moved = BigInteger.valueOf(larger(counted.stream().filter(move -> move.line().equals(line)).toList()));
            return held > 0 && moved.multiply(BigInteger.valueOf(100))
                    .compareTo(BigInteger.valueOf(held).multiply(BigInteger.valueOf(rule.get("percent").asInt()))) >= 0;
        });
    }

    private static long larger(List<Move> moves) {
        return Math.max(moves.stream().mapToLong(move -> Math.max(0, move.fen())).sum(),
                moves.stream().mapToLong(move -> Math.max(0, -move.fen())).sum());
    }
}
