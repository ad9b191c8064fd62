package dev.budgetledger.standalone.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.standalone.oracle.PlainBudget.Aged;
import dev.budgetledger.standalone.oracle.PlainBudget.Move;
import dev.budgetledger.standalone.oracle.PlainBudget.PlainPosting;

/**
 * The ledger as {@code docs/reference/refusals.md} tells it: read a command, go down the list of reasons to refuse it, else
 * write it down. One command after the other, all in memory.
 */
final class PlainLedger {

    private static final Set<String> POSTS =
            Set.of("Allocate", "Adjust", "Transfer", "Freeze", "Release", "CarryForward", "Reverse");
    private static final Set<String> CHECKS = Set.of("Propose", "Approve", "Reject", "Withdraw");

    final Map<String, PlainBudget> budgets = new TreeMap<>();
    /** The root over the first fact: its leaf hash. */
    String rootOfOne = "";

    private final PlainChecks checks = new PlainChecks();
    private long facts;
    private final Set<String> codes = new HashSet<>();
    private final Map<String, Kept> answers = new HashMap<>();

    private record Kept(ObjectNode content, Answer answer) {}

    /** What of one budget a command is about, and what it would do to it. */
    record Side(String field, PlainBudget budget, List<Move> moves) {}

    /** A command, taken apart. */
    record Plan(
            String type, JsonNode command, List<Side> sides, @Nullable PlainPosting original, @Nullable LocalDate day) {
        Side own() {
            return sides.getFirst();
        }

        /** The year whose money it is about: of a carry-forward the one carried out of. */
        int year() {
            return sides.stream().mapToInt(side -> side.budget.year).min().orElseThrow();
        }
    }

    PlainBudget budget(String department, int year) {
        return budgets.computeIfAbsent(department + "-" + year, _ -> new PlainBudget(department, year));
    }

    /** Whether the command's key was answered before, whatever the command says. */
    boolean knows(ObjectNode command) {
        return command.has("idempotencyKey") && answers.containsKey(command.get("idempotencyKey").asString());
    }

    /** What the command ought to be answered now. Nothing is written down. */
    Answer decide(ObjectNode command) {
        Kept kept = command.has("idempotencyKey") ? answers.get(command.get("idempotencyKey").asString()) : null;
        if (kept != null) {
            return kept.content.equals(content(command))
                    ? kept.answer
                    : new Answer("IDEMPOTENCY_KEY_REUSED", "Idempotency-Key");
        }
        return switch (command.get("type").asString()) {
            case "DefineClassifications" -> Answer.ACCEPTED;
            case "AdoptRules" -> refusalOfRules(command);
            case "Propose" -> refusalOfProposal(command);
            case "Approve", "Reject", "Withdraw" -> refusalOfDecision(command);
            default -> {
                Plan plan = plan(command);
                Answer refusal = refusalByRule(plan, refusal(plan));
                PlainChecks.Needed needed = refusal.isAccepted() && POSTS.contains(plan.type) ? checks.needed(plan) : null;
                yield needed == null ? refusal : new Answer("APPROVAL_NEEDED", needed.field());
            }
        };
    }

    private Answer refusalOfRules(ObjectNode command) {
        int year = command.get("fiscalYear").asInt();
        if (command.has("department") && !budget(command.get("department").asString(), year).open) {
            return new Answer("BUDGET_NOT_OPEN", "department");
        }
        return LocalDate.parse(command.get("effectiveOn").asString()).getYear() == year
                ? Answer.ACCEPTED
                : new Answer("EFFECTIVE_DATE_OUTSIDE_YEAR", "effectiveOn");
    }

    private Answer refusalByRule(Plan plan, Answer refusal) {
        return refusal.isAccepted() && POSTS.contains(plan.type) && checks.lacksRule(plan) ? new Answer("RULE_NEEDED", "authority") : refusal;
    }

    private Answer refusalOfProposal(ObjectNode command) {
        ObjectNode posted = PlainChecks.posted(command);
        Plan plan = plan(posted);
        Answer refusal = refusalByRule(plan, refusal(plan));
        if (!refusal.isAccepted()) {
            return refusal;
        }
        if (command.has("expiresOn")) { // it is always one that has passed
            return new Answer("EXPIRY_OUT_OF_RANGE", "expiresOn");
        }
        return plan.own().budget.proposals.values().stream().anyMatch(open -> content(open.command()).equals(content(posted)))
                ? new Answer("PROPOSED_ALREADY", "operation")
                : Answer.ACCEPTED;
    }

    private Answer refusalOfDecision(ObjectNode command) {
        PlainBudget budget = budget(command.get("department").asString(), command.get("fiscalYear").asInt());
        if (!budget.open) {
            return new Answer("BUDGET_NOT_OPEN", "budget");
        }
        if (command.has("expectedSequence") && command.get("expectedSequence").asLong() != budget.facts - 1) {
            return new Answer("SEQUENCE_MISMATCH", "If-Match");
        }
        PlainChecks.PlainProposal open = proposal(command, budget);
        if (open == null) {
            return new Answer("PROPOSAL_UNKNOWN", "proposal");
        }
        boolean approves = command.get("type").asString().equals("Approve");
        boolean own = open.by().equals(PlainChecks.by(command));
        if (command.get("type").asString().equals("Withdraw")) {
            return own ? Answer.ACCEPTED : new Answer("NOT_THE_PROPOSER", "proposal");
        }
        if (own || (approves && open.approvedBy().contains(PlainChecks.by(command)))) {
            return new Answer("CHECKER_NOT_ANOTHER", "proposal");
        }
        if (!approves) {
            return Answer.ACCEPTED;
        }
        Plan plan = plan(open.command());
        return refusalByRule(plan, refusal(plan));
    }

    private static PlainChecks.@Nullable PlainProposal proposal(JsonNode command, PlainBudget budget) {
        String id = command.get("proposal").asString();
        return id.startsWith(budget.stream() + "-") ? budget.proposals.get(sequence(id)) : null;
    }

    private static ObjectNode content(ObjectNode command) {
        ObjectNode content = command.deepCopy();
        content.remove("expectedSequence");
        return content;
    }

    /** Remembers an answer under the command's key. */
    void keep(ObjectNode command, Answer answer) {
        if (command.has("idempotencyKey")
                && !answer.code().equals("SEQUENCE_MISMATCH") && !answer.code().equals("IDEMPOTENCY_KEY_REUSED")) {
            answers.putIfAbsent(command.get("idempotencyKey").asString(), new Kept(content(command), answer));
        }
    }

    /**
     * Writes an accepted command down.
     *
     * @param position of its first fact; a second one has the next
     * @return the id of the posting
     */
    String write(ObjectNode command, long position, Instant recordedAt) {
        String type = command.get("type").asString();
        facts = position;
        if (type.equals("DefineClassifications")) {
            command.get("classifications").forEach(each -> codes.add(command.get("fiscalYear").asInt()
                    + each.get("type").asString() + each.get("code").asString()));
            return "";
        }
        if (type.equals("AdoptRules")) {
            PlainBudget own = command.has("department")
                    ? budget(command.get("department").asString(), command.get("fiscalYear").asInt()) : null;
            checks.adopt(command, own);
            return own == null ? "" : own.stream() + "-" + own.facts++;
        }
        if (CHECKS.contains(type)) {
            PlainBudget own = budget(command.get("department").asString(), command.get("fiscalYear").asInt());
            ObjectNode posted = decided(command, type, own);
            if (posted == null) {
                return own.stream() + "-" + own.facts++;
            }
            return write(posted, position, recordedAt);
        }
        Plan plan = plan(command);
        String id = plan.own().budget.stream() + "-" + plan.own().budget.facts;
        switch (type) {
            case "OpenBudget" -> {
                plan.own().budget.open = true;
                plan.own().budget.comparative = command.has("comparative");
                plan.own().budget.openedAt = position;
            }
            case "DefineUnits" -> command.get("units").forEach(unit ->
                    plan.own().budget.units.add(unit.get("code").asString()));
            case "DefineProjects" -> command.get("projects").forEach(project ->
                    plan.own().budget.projects.add(project.get("code").asString()));
            case "DefineNames" -> {} // what is printed decides nothing
            case "CloseYear" -> plan.own().budget.closed = true;
            case "Publish" -> plan.own().budget.publications++;
            case "MakeStatement" -> plan.own().budget.statements.write(command);
            default -> post(plan, position, recordedAt);
        }
        plan.sides.forEach(side -> side.budget.facts++);
        facts += plan.sides.size() - 1;
        return id;
    }

    /** What is to be posted, if that was the last approval. */
    private @Nullable ObjectNode decided(ObjectNode command, String type, PlainBudget own) {
        if (type.equals("Propose")) {
            ObjectNode posted = PlainChecks.posted(command);
            posted.remove("expectedSequence");
            own.proposals.put(own.facts, new PlainChecks.PlainProposal(posted, PlainChecks.by(command), new ArrayList<>()));
            return null;
        }
        PlainChecks.PlainProposal open = Objects.requireNonNull(proposal(command, own));
        long sequence = sequence(command.get("proposal").asString());
        if (type.equals("Approve")) {
            PlainChecks.Needed needed = checks.needed(plan(open.command()));
            open.approvedBy().add(PlainChecks.by(command));
            if (needed != null && open.approvedBy().size() < needed.checkers()) {
                return null;
            }
        }
        own.proposals.remove(sequence);
        return type.equals("Approve") ? open.command() : null;
    }

    private void post(Plan plan, long position, Instant recordedAt) {
        PlainPosting original = plan.original;
        LocalDate day = Objects.requireNonNull(plan.day);
        List<List<Aged>> aged = original == null
                ? PlainAges.of(plan, day)
                : PlainAges.mirrored(plan.sides, List.of(half(original, 0), half(original, 1)));
        for (int i = 0; i < plan.sides.size(); i++) {
            Side side = plan.sides.get(i);
            aged.get(i).forEach(each -> side.budget.purse(each.line())[each.times()] += each.fen());
            Side other = plan.sides.size() == 1 ? null : plan.sides.get(1 - i);
            String type = original == null ? plan.type : original.type();
            for (Move move : side.moves) {
                side.budget.add(new PlainEntry(position + i, recordedAt, day, move.line(),
                        move.fen(), move.frozen(), operation(type, side, other)));
            }
            side.budget.postings.put(side.budget.facts, new PlainPosting(type, original != null, day,
                    other == null ? null : other.budget.stream() + "-" + other.budget.facts, side.moves, aged.get(i)));
        }
        if (original != null) {
            String id = plan.command.get("postingId").asString();
            plan.own().budget.reversed.add(sequence(id));
            if (original.counterpart() != null) {
                plan.sides.get(1).budget.reversed.add(sequence(original.counterpart()));
            }
        }
    }

    private static String operation(String type, Side side, @Nullable Side other) {
        if (!type.equals("CarryForward")) {
            return type;
        }
        return Objects.requireNonNull(other).budget.year > side.budget.year ? "CarryOut" : "CarryIn";
    }

    private static long sequence(String postingId) {
        return Long.parseLong(postingId.substring(postingId.lastIndexOf('-') + 1));
    }

    private Plan plan(ObjectNode command) {
        String type = command.get("type").asString();
        int year = command.get("fiscalYear").asInt();
        if (type.equals("OpenBudget")) {
            PlainBudget budget = budget(command.get("department").get("code").asString(), year);
            return new Plan(type, command, List.of(new Side("budget", budget, List.of())), null, null);
        }
        PlainBudget budget = budget(command.get("department").asString(), year);
        if (type.startsWith("Define")) {
            return new Plan(type, command, List.of(new Side("budget", budget, List.of())), null, null);
        }
        boolean publishes = type.equals("Publish");
        LocalDate day = LocalDate.parse(command.get(publishes ? "publishedOn" : "effectiveOn").asString());
        List<Move> own = new ArrayList<>();
        List<Side> sides = new ArrayList<>(List.of(new Side("budget", budget, own)));
        PlainPosting original = null;
        switch (type) {
            case "CloseYear", "Publish", "MakeStatement" -> {}
            case "Transfer" -> transfer(command, budget, own, sides);
            case "Reverse" -> original = reverse(command.get("postingId").asString(), budget, own, sides);
            default -> lines(type, command, budget, own, sides);
        }
        return new Plan(type, command, sides, original, day);
    }

    private void lines(String type, JsonNode command, PlainBudget budget, List<Move> own, List<Side> sides) {
        List<Move> next = new ArrayList<>();
        for (int i = 0; i < command.get("lines").size(); i++) {
            JsonNode json = command.get("lines").get(i);
            String field = "lines[" + i + "]";
            PlainLine line = PlainLine.of(json);
            long fen = Fen.of(json.get("amount").asString());
            switch (type) {
                case "Allocate", "Adjust" -> own.add(new Move(field, field + ".amount", line, fen, false));
                case "Freeze", "Release" -> {
                    boolean freeze = type.equals("Freeze");
                    Move free = new Move(field, field + ".amount", line, freeze ? -fen : fen, false);
                    Move frozen = new Move(field, field + ".amount", line, freeze ? fen : -fen, true);
                    own.addAll(freeze ? List.of(free, frozen) : List.of(frozen, free));
                }
                case "CarryForward" -> {
                    own.add(new Move(field, field + ".amount", line, -fen, false));
                    next.add(new Move(field, field + ".amount", line.carriedOver(), fen, false));
                }
                default -> throw new AssertionError(type);
            }
        }
        if (type.equals("CarryForward")) {
            sides.add(new Side("nextYear", budget(budget.department, budget.year + 1), next));
        }
    }

    private void transfer(JsonNode command, PlainBudget budget, List<Move> own, List<Side> sides) {
        long fen = Fen.of(command.get("amount").asString());
        JsonNode to = command.get("to");
        own.add(new Move("from", "amount", PlainLine.of(command.get("from")), -fen, false));
        Move in = new Move("to", "amount", PlainLine.of(to), fen, false);
        if (isWithin(command)) {
            own.add(in);
        } else {
            sides.add(new Side("to.department", budget(to.get("department").asString(), budget.year), List.of(in)));
        }
    }

    private static boolean isWithin(JsonNode transfer) {
        JsonNode department = transfer.get("to").get("department");
        return department == null || department.asString().equals(transfer.get("department").asString());
    }

    private @Nullable PlainPosting reverse(String id, PlainBudget budget, List<Move> own, List<Side> sides) {
        PlainPosting original = id.startsWith(budget.stream() + "-") ? budget.postings.get(sequence(id)) : null;
        if (original == null) {
            return null;
        }
        original.moves().forEach(move -> own.add(move.mirrored()));
        String other = original.counterpart();
        if (other != null) {
            PlainBudget counterpart = Objects.requireNonNull(budgets.get(other.substring(0, other.lastIndexOf('-'))));
            sides.add(new Side("postingId", counterpart,
                    counterpart.posting(sequence(other)).moves().stream().map(Move::mirrored).toList()));
        }
        return original;
    }

    // The reasons, in the order of the documentation.

    private Answer refusal(Plan plan) {
        PlainBudget own = plan.own().budget;
        boolean opens = plan.type.equals("OpenBudget");
        boolean carries = plan.type.equals("CarryForward");
        if (opens && own.open) {
            return new Answer("BUDGET_ALREADY_OPEN", "fiscalYear");
        }
        for (Side side : plan.sides) {
            if (!opens && !side.budget.open && !(carries && !side.equals(plan.own()))) {
                return new Answer("BUDGET_NOT_OPEN", side.field);
            }
        }
        if (plan.command.has("expectedSequence") && plan.command.get("expectedSequence").asLong() != own.facts - 1) {
            return new Answer("SEQUENCE_MISMATCH", "If-Match");
        }
        boolean uncarries = plan.original != null && !plan.original.reversal() && plan.original.type().equals("CarryForward");
        for (Side side : plan.sides) {
            boolean carriedOutOf = (carries || uncarries) && side.budget.year == plan.year();
            if (!opens && !plan.type.equals("Publish") && !plan.type.equals("MakeStatement") && side.budget.closed && !carriedOutOf) {
                return new Answer("YEAR_CLOSED", side.field);
            }
        }
        if (carries && !plan.sides.get(1).budget.open) {
            return new Answer("NEXT_YEAR_NOT_OPEN", "nextYear");
        }
        if (plan.type.equals("Reverse")) {
            if (plan.original == null) {
                return new Answer("POSTING_UNKNOWN", "postingId");
            }
            if (own.reversed.contains(sequence(plan.command.get("postingId").asString()))) {
                return new Answer("POSTING_ALREADY_REVERSED", "postingId");
            }
            if (plan.original.reversal()) {
                return new Answer("POSTING_NOT_REVERSIBLE", "postingId");
            }
        }
        if (plan.type.equals("MakeStatement")) {
            return own.statements.refusal(plan.command, own);
        }
        return opens || plan.type.startsWith("Define") ? Answer.ACCEPTED : refusalOfContent(plan);
    }

    private Answer refusalOfContent(Plan plan) {
        LocalDate day = Objects.requireNonNull(plan.day);
        int year = plan.year();
        int first = switch (plan.type) {
            case "Allocate", "Publish" -> year - 1;
            case "Reverse" -> Math.min(year, Objects.requireNonNull(plan.original).day().getYear());
            default -> year;
        };
        int last = plan.type.equals("CloseYear") ? year + 1 : year;
        if (plan.type.equals("Publish")) {
            return day.getYear() < first
                    ? new Answer("EFFECTIVE_DATE_OUTSIDE_YEAR", "publishedOn")
                    : refusalOfPublication(plan.command);
        }
        if (day.getYear() < first || day.getYear() > last) {
            return new Answer("EFFECTIVE_DATE_OUTSIDE_YEAR", "effectiveOn");
        }
        if (plan.original != null && day.isBefore(plan.original.day())) {
            return new Answer("EFFECTIVE_DATE_BEFORE_ORIGINAL", "effectiveOn");
        }
        Answer refusal = refusalOfLines(plan);
        if (!refusal.isAccepted()) {
            return refusal;
        }
        if (plan.type.equals("Transfer")) {
            refusal = refusalOfTransfer(plan.command);
        }
        return refusal.isAccepted() ? refusalForMoney(plan, day) : refusal;
    }

    private Answer refusalOfPublication(JsonNode command) {
        long position = command.at("/asOf/position").asLong();
        String[] head = command.get("checkpoint").asString().split("\n", 4);
        if (position > facts) {
            return new Answer("POSITION_UNKNOWN", "asOf.position");
        }
        if (Long.parseLong(head[1]) < position) {
            return new Answer("CHECKPOINT_TOO_EARLY", "checkpoint");
        }
        return head[1].equals("1") && head[2].equals(rootOfOne)
                ? Answer.ACCEPTED
                : new Answer("CHECKPOINT_FOREIGN", "checkpoint");
    }

    private Answer refusalOfLines(Plan plan) {
        for (Side side : plan.sides) {
            for (Move move : side.moves) {
                PlainLine line = move.line();
                boolean project = line.isOf("PROJECT");
                if (line.project() != null && !project) {
                    return new Answer("LINE_INVALID", move.field() + ".project");
                }
                if (side.budget.comparative) {
                    continue;
                }
                if (line.kind() == null || line.isOf("BASIC")) {
                    return new Answer("LINE_INVALID", move.field() + ".kind");
                }
                if (line.function() == null) {
                    return new Answer("LINE_INVALID", move.field() + ".function");
                }
                if (line.isBasic() && line.economic() == null) {
                    return new Answer("LINE_INVALID", move.field() + ".economic");
                }
                if (project && line.project() == null) {
                    return new Answer("LINE_INVALID", move.field() + ".project");
                }
            }
        }
        for (Side side : plan.sides) {
            for (Move move : side.moves) {
                if (move.line().unit() == null && !side.budget.units.isEmpty() && !side.budget.comparative
                        && !plan.type.equals("CarryForward") && !side.budget.entries.containsKey(move.line())) {
                    return new Answer("LINE_INVALID", move.field() + ".unit");
                }
            }
        }
        for (Side side : plan.sides) {
            for (Move move : side.moves) {
                PlainLine line = move.line();
                if (isUnknown("FUNCTION", line.function(), 7, side.budget)) {
                    return new Answer("CLASSIFICATION_UNKNOWN", move.field() + ".function");
                }
                if (isUnknown("ECONOMIC", line.economic(), 5, side.budget)) {
                    return new Answer("CLASSIFICATION_UNKNOWN", move.field() + ".economic");
                }
                if (isUnknown("GOVERNMENT_ECONOMIC", line.governmentEconomic(), 5, side.budget)) {
                    return new Answer("CLASSIFICATION_UNKNOWN", move.field() + ".governmentEconomic");
                }
            }
        }
        for (Side side : plan.sides) {
            for (Move move : side.moves) {
                PlainLine line = move.line();
                if (side.budget.entries.containsKey(line) || side.budget.comparative) {
                    continue;
                }
                if (line.unit() != null && !side.budget.units.contains(line.unit())) {
                    return new Answer("UNIT_UNKNOWN", move.field() + ".unit");
                }
                if (line.project() != null && !side.budget.projects.isEmpty()
                        && !side.budget.projects.contains(line.project())) {
                    return new Answer("PROJECT_UNKNOWN", move.field() + ".project");
                }
            }
        }
        return refusalOfAmounts(plan);
    }

    /** Of a comparative budget 类 and 款 will do. */
    private boolean isUnknown(String type, @Nullable String code, int digits, PlainBudget budget) {
        return code != null
                && (!(code.length() == digits || budget.comparative) || !codes.contains(budget.year + type + code));
    }

    private static Answer refusalOfAmounts(Plan plan) {
        if (plan.type.equals("Transfer") && Fen.of(plan.command.get("amount").asString()) <= 0) {
            return new Answer("AMOUNT_NOT_POSITIVE", "amount");
        }
        if (plan.command.has("lines")) {
            for (int i = 0; i < plan.command.get("lines").size(); i++) {
                long fen = Fen.of(plan.command.get("lines").get(i).get("amount").asString());
                if (fen == 0 || (fen < 0 && !plan.type.equals("Adjust"))) {
                    return new Answer("AMOUNT_NOT_POSITIVE", "lines[" + i + "].amount");
                }
            }
        }
        for (Side side : plan.sides) {
            for (Move move : side.moves) {
                if (Math.abs(move.fen()) > 1_000_000_000_000_000L) {
                    return new Answer("AMOUNT_OUT_OF_RANGE", move.amountField());
                }
            }
        }
        return Answer.ACCEPTED;
    }

    private static Answer refusalOfTransfer(JsonNode command) {
        PlainLine from = PlainLine.of(command.get("from"));
        PlainLine to = PlainLine.of(command.get("to"));
        if (from.equals(to) && isWithin(command)) {
            return new Answer("SAME_LINE", "to");
        }
        if (!from.fund().equals(to.fund())) {
            return new Answer("FUNDS_DIFFER", "to.fund");
        }
        if (!from.origin().equals(to.origin())) {
            return new Answer("ORIGINS_DIFFER", "to.origin");
        }
        boolean sameKind = Objects.equals(from.kind(), to.kind()) || (from.isBasic() && to.isBasic());
        return command.has("authority") || (Objects.equals(from.function(), to.function()) && sameKind)
                ? Answer.ACCEPTED
                : new Answer("AUTHORITY_REQUIRED", "authority");
    }

    private Answer refusalForMoney(Plan plan, LocalDate day) {
        for (Side side : plan.sides) {
            for (Move move : side.moves) {
                if (move.fen() < 0 && !side.budget.entries.containsKey(move.line())) {
                    return new Answer("LINE_UNKNOWN", move.field());
                }
            }
        }
        for (String code : List.of("INSUFFICIENT_FUNDS", "FUNDS_FROZEN")) {
            for (Side side : plan.sides) {
                for (Move move : side.moves) {
                    long taken = move.frozen() ? 0 : -sum(side, move.line(), false);
                    if (taken > side.budget.lowestFrom(day, move.line(), true, false)
                            && taken > 0
                            && (code.equals("FUNDS_FROZEN")
                                    || taken > side.budget.lowestFrom(day, move.line(), true, true))) {
                        return new Answer(code, move.field());
                    }
                }
            }
            if (code.equals("INSUFFICIENT_FUNDS") && plan.original != null) {
                Answer refusal = refusalForYears(plan, plan.original, day);
                if (!refusal.isAccepted()) {
                    return refusal;
                }
            }
        }
        if (plan.type.equals("CloseYear") && plan.own().budget.hasFrozen()) {
            return new Answer("FUNDS_FROZEN", "budget");
        }
        for (Side side : plan.sides) {
            for (Move move : side.moves) {
                long released = -sum(side, move.line(), true);
                if (released > 0 && released > side.budget.lowestFrom(day, move.line(), false, true)) {
                    return new Answer("FUNDS_NOT_FROZEN", move.field());
                }
            }
        }
        if (plan.type.equals("CarryForward")) {
            PlainBudget own = plan.own().budget;
            for (Move move : plan.own().moves) {
                long left = own.lowestFrom(day, move.line(), true, true) - own.purse(move.line())[2];
                if (own.purse(move.line())[2] > 0 && -sum(plan.own(), move.line(), false) > left) {
                    return new Answer("CARRIED_OVER_TWO_YEARS", move.field());
                }
            }
        }
        return Answer.ACCEPTED;
    }

    /** Older money does not stand in for what a posting brought and is gone. */
    private Answer refusalForYears(Plan plan, PlainPosting original, LocalDate day) {
        for (int i = 0; i < plan.sides.size(); i++) {
            Side side = plan.sides.get(i);
            PlainPosting half = half(original, i);
            for (Move move : side.moves) {
                PlainLine line = move.line();
                long taken = -sum(side, line, false) - sum(side, line, true);
                long older = 0;
                for (int times = line.times() + 1; times <= 2; times++) {
                    int of = times;
                    long brought = half.aged().stream().filter(each -> each.line().equals(line) && each.times() == of)
                            .mapToLong(each -> Math.max(0, each.fen())).sum();
                    older += Math.min(brought, side.budget.purse(line)[times]);
                }
                long left = side.budget.lowestFrom(day, line, true, true) - side.budget.older(line);
                if (taken > 0 && side.budget.older(line) > 0 && taken - older > left) {
                    return new Answer("INSUFFICIENT_FUNDS", move.field());
                }
            }
        }
        return Answer.ACCEPTED;
    }

    /** A posting, or the one recorded with it in another budget. */
    private PlainPosting half(PlainPosting posting, int side) {
        String other = posting.counterpart();
        return side == 0 || other == null
                ? posting
                : Objects.requireNonNull(budgets.get(other.substring(0, other.lastIndexOf('-')))).posting(sequence(other));
    }

    /** What a command does to a line, where it names it more than once. */
    private static long sum(Side side, PlainLine line, boolean frozen) {
        long fen = 0;
        for (Move move : side.moves) {
            if (move.frozen() == frozen && move.line().equals(line)) {
                fen += move.fen();
            }
        }
        return fen;
    }
}
