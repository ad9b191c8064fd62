package dev.budgetledger.verifier;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * 四眼, by chance: logs of rules, proposals and postings, of which each fact but the last could have been accepted. An oracle, which goes
 * through all that was before for each of them and keeps no state, says so of the last; the verifier says the same.
 */
class FourEyesOracleTest {

    private static final int TRIALS = 1_500;
    private static final int EVENTS = 14;
    private static final long SEED = Long.getLong("eyes.seed", new Random().nextLong());

    private static final List<String> PEOPLE = List.of("王", "李", "张", "赵", "钱");
    private static final List<String> OPERATIONS = List.of("ALLOCATE", "ADJUST", "TRANSFER", "FREEZE", "CARRY_FORWARD", "REVERSE");
    private static final LocalDate FIRST_DAY = LocalDate.of(2023, 1, 1);

    private final Random random = new Random(SEED);

    /** A line of the budget: what a rule can see of it. */
    private enum Of {
        OFFICE("2010301", "OPERATING", ForgedLog.OFFICE),
        TRAVEL("2010301", "OPERATING", ForgedLog.TRAVEL),
        MEETING("2010302", "PROJECT", ForgedLog.MEETING);

        private final String function;
        private final String kind;
        private final String json;

        Of(String function, String kind, String json) {
            this.function = function;
            this.kind = kind;
            this.json = json;
        }
    }

    private record Rule(List<String> operations, @Nullable String kind, boolean across, int from, int percent, int checkers) {}

    /**
     * What is asked for, and what is posted.
     *
     * @param from of what has two lines, the one that is lowered
     * @param department of the other budget, if there is one
     * @param incoming whether it is the half of a transfer that was made in the other budget
     * @param reverses the number of the event that it reverses
     */
    private record Content(
            String operation, LocalDate day, int yuan, Of from, Of to, @Nullable String department, boolean incoming, int reverses) {}

    private sealed interface Event {
        String by();

        Instant at();

        record Adopt(String by, Instant at, boolean ofYear, LocalDate from, List<Rule> rules) implements Event {}

        record Propose(String by, Instant at, Content content, LocalDate until) implements Event {}

        record Approve(String by, Instant at, int proposal) implements Event {}

        record Reject(String by, Instant at, int proposal) implements Event {}

        record Withdraw(String by, Instant at, int proposal) implements Event {}

        /** @param proposal the number of the event, none if below zero, one of the other budget if beyond all */
        record Post(String by, Instant at, Content content, int proposal, String proposedBy, List<String> approvedBy) implements Event {}
    }

    private static final int NONE = -1;
    private static final int ELSEWHERE = 9_999;

    @Test
    void the_verifier_says_of_each_fact_what_the_oracle_says() {
        System.out.println("Four eyes: seed " + SEED + ", " + TRIALS + " logs");
        int accepted = 0;
        int needing = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            List<Event> events = new ArrayList<>();
            for (int tried = 0; events.size() < EVENTS && tried < 200; tried++) {
                Event next = any(events);
                if (isAccepted(events, next)) {
                    events.add(next);
                }
            }
            Event last = any(events);
            boolean kept = isAccepted(events, last);
            events.add(last);
            List<Event> all = List.copyOf(events);
            Rules rules = Forged.walked(written(all).facts).current.rules;

            assertThat(rules.breach().map(breach -> breach.getKey() - 3))
                    .as("seed %d, trial %d: %s of %s", SEED, trial, rules.breach(), all)
                    .isEqualTo(kept ? Optional.empty() : Optional.of((long) all.size()));
            accepted += kept ? 1 : 0;
            needing += IntStream.range(0, all.size()).anyMatch(i -> all.get(i) instanceof Event.Post post && needed(all.subList(0, i), post) > 0) ? 1 : 0;
        }
        assertThat(accepted).as("of those accepted").isBetween(TRIALS / 10, TRIALS * 9 / 10);
        assertThat(needing).as("of those with a posting that needed a checker").isGreaterThan(TRIALS / 4);
    }

    // The oracle.

    private static LocalDate day(Event event) {
        return LocalDate.ofInstant(event.at(), ZoneId.of("Asia/Shanghai"));
    }

    private static boolean isAccepted(List<Event> before, Event event) {
        return switch (event) {
            case Event.Adopt _ -> true;
            case Event.Propose propose -> IntStream.range(0, before.size()).noneMatch(i ->
                    before.get(i) instanceof Event.Propose other && other.content.equals(propose.content) && isOpen(before, i, day(event)));
            case Event.Approve approve -> isOpen(before, approve.proposal, day(event))
                    && !hands(before, approve.proposal).contains(approve.by) && hands(before, approve.proposal).size() < 3;
            case Event.Reject reject -> isOpen(before, reject.proposal, day(event))
                    && !proposer(before, reject.proposal).equals(reject.by);
            case Event.Withdraw withdraw -> isOpen(before, withdraw.proposal, day(event))
                    && proposer(before, withdraw.proposal).equals(withdraw.by);
            case Event.Post post -> isPosted(before, post);
        };
    }

    private static boolean isPosted(List<Event> before, Event.Post post) {
        if (post.proposal == NONE) {
            return needed(before, post) == 0 && isAllowed(before, post);
        }
        List<String> hands = new ArrayList<>(List.of(post.proposedBy));
        hands.addAll(post.approvedBy);
        if (new HashSet<>(hands).size() < hands.size() || !hands.getLast().equals(post.by) || post.approvedBy.size() < needed(before, post)) {
            return false;
        }
        if (post.proposal == ELSEWHERE) {
            return post.content.incoming;
        }
        return isOpen(before, post.proposal, day(post)) && ((Event.Propose) before.get(post.proposal)).content.equals(post.content)
                && hands(before, post.proposal).equals(hands.subList(0, hands.size() - 1)) && isAllowed(before, post);
    }

    /** Who had a hand in it, in order. */
    private static List<String> hands(List<Event> before, int proposal) {
        List<String> hands = new ArrayList<>(List.of(proposer(before, proposal)));
        before.forEach(each -> {
            if (each instanceof Event.Approve approve && approve.proposal == proposal) {
                hands.add(approve.by);
            }
        });
        return hands;
    }

    private static String proposer(List<Event> before, int proposal) {
        return before.get(proposal).by();
    }

    private static boolean isOpen(List<Event> before, int proposal, LocalDate today) {
        return proposal >= 0 && proposal < before.size() && before.get(proposal) instanceof Event.Propose propose
                && !today.isAfter(propose.until) && before.stream().noneMatch(each -> switch (each) {
                    case Event.Post post -> post.proposal == proposal;
                    case Event.Reject reject -> reject.proposal == proposal;
                    case Event.Withdraw withdraw -> withdraw.proposal == proposal;
                    case Event.Adopt _, Event.Approve _, Event.Propose _ -> false;
                });
    }

    private static List<Event.Adopt> adopted(List<Event> before, Event.Post post) {
        List<Event.Adopt> counting = new ArrayList<>();
        for (boolean ofYear : List.of(true, false)) {
            for (LocalDate day : List.of(post.content.day, day(post))) {
                Event.Adopt last = null;
                for (Event each : before) {
                    if (each instanceof Event.Adopt adopt && adopt.ofYear == ofYear && !adopt.from.isAfter(day)
                            && (last == null || !adopt.from.isBefore(last.from))) {
                        last = adopt;
                    }
                }
                if (last != null) {
                    counting.add(last);
                }
            }
        }
        return counting;
    }

    private static int needed(List<Event> before, Event.Post post) {
        return adopted(before, post).stream().flatMap(each -> each.rules.stream())
                .filter(rule -> covers(rule, before, post)).mapToInt(Rule::checkers).max().orElse(0);
    }

    private static boolean isAllowed(List<Event> before, Event.Post post) {
        List<Event.Adopt> adopted = adopted(before, post);
        return post.content.department != null || !isAcross(post) || adopted.isEmpty() || adopted.stream()
                .flatMap(each -> each.rules.stream())
                .anyMatch(rule -> rule.operations.contains("TRANSFER") && moved(before, post.content).keySet().stream().anyMatch(of -> counts(rule, of)));
    }

    /** Of what goes to another budget the other line is seen only in what was proposed here. */
    private static boolean isAcross(Event.Post post) {
        boolean isKnown = post.content.department == null || (post.proposal >= 0 && post.proposal != ELSEWHERE);
        return isKnown && post.content.operation.equals("TRANSFER") && !post.content.from.function.equals(post.content.to.function);
    }

    private static boolean counts(Rule rule, Of of) {
        return rule.kind == null || rule.kind.equals(of.kind) || (rule.kind.equals("BASIC") && of.kind.equals("OPERATING"));
    }

    private static boolean covers(Rule rule, List<Event> before, Event.Post post) {
        Map<Of, Integer> moved = moved(before, post.content);
        moved.keySet().removeIf(of -> !counts(rule, of));
        if (!rule.operations.contains(post.content.operation) || (rule.across && !isAcross(post)) || moved.isEmpty()) {
            return false;
        }
        int added = moved.values().stream().filter(yuan -> yuan > 0).mapToInt(yuan -> yuan).sum();
        int taken = -moved.values().stream().filter(yuan -> yuan < 0).mapToInt(yuan -> yuan).sum();
        int amount = Math.max(added, taken);
        return (rule.from == 0 && rule.percent == 0) || (rule.from > 0 && amount >= rule.from)
                || (rule.percent > 0 && moved.entrySet().stream().anyMatch(each -> {
                    int held = held(before, each.getKey(), post.content.day);
                    return held > 0 && Math.abs(each.getValue()) * 100 >= rule.percent * held;
                }));
    }

    private static int held(List<Event> before, Of of, LocalDate day) {
        int held = 1000;
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i) instanceof Event.Post post && !post.content.day.isAfter(day) && !original(before, post.content).operation.equals("FREEZE")) {
                held += moved(before, post.content).getOrDefault(of, 0);
            }
        }
        return held;
    }

    /** What is reversed, if something is. */
    private static Content original(List<Event> before, Content content) {
        return content.operation.equals("REVERSE") ? ((Event.Post) before.get(content.reverses)).content : content;
    }

    /** What each line gets or gives; of what is frozen, what it gives. */
    private static Map<Of, Integer> moved(List<Event> before, Content content) {
        Map<Of, Integer> moved = new HashMap<>();
        switch (content.operation) {
            case "ALLOCATE", "ADJUST" -> moved.put(content.from, content.yuan);
            case "FREEZE", "CARRY_FORWARD" -> moved.put(content.from, -content.yuan);
            case "TRANSFER" -> {
                moved.put(content.from, content.incoming ? content.yuan : -content.yuan);
                if (content.department == null) {
                    moved.put(content.to, content.yuan);
                }
            }
            default -> moved(before, original(before, content)).forEach((of, yuan) -> moved.put(of, -yuan));
        }
        return moved;
    }

    // What may happen next, right or wrong.

    private Event any(List<Event> before) {
        String by = one(PEOPLE);
        Instant last = before.isEmpty() ? Instant.parse("2023-01-06T00:00:00Z") : before.getLast().at();
        Instant at = last.plus(random.nextInt(3) == 0 ? random.nextInt(300) : random.nextInt(20), ChronoUnit.HOURS).plusSeconds(60);
        List<Integer> proposals = numbers(before, Event.Propose.class);
        int proposal = proposals.isEmpty() ? 0 : one(proposals);
        return switch (before.isEmpty() ? 0 : random.nextInt(12)) {
            case 0 -> new Event.Adopt(by, at, random.nextBoolean(), before.isEmpty() ? FIRST_DAY : aDay(), IntStream.range(0, before.isEmpty() ? 3 : random.nextInt(3)).mapToObj(_ -> aRule()).toList());
            case 1, 2, 3 -> new Event.Propose(by, at, aContent(before, true),
                    LocalDate.ofInstant(at, ZoneId.of("Asia/Shanghai")).plusDays(random.nextInt(20)));
            case 4, 5 -> new Event.Approve(by, at, proposal);
            case 6 -> random.nextBoolean() ? new Event.Reject(by, at, proposal) : new Event.Withdraw(by, at, proposal);
            case 7 -> new Event.Post(by, at, aContent(before, false), NONE, "", List.of());
            case 8 -> new Event.Post(by, at, aContent(before, false), ELSEWHERE, one(PEOPLE), approvers(by));
            default -> proposals.isEmpty()
                    ? new Event.Post(by, at, aContent(before, false), NONE, "", List.of())
                    : approved(before, by, at, proposal);
        };
    }

    /** As it should be, or nearly. */
    private Event approved(List<Event> before, String by, Instant at, int proposal) {
        List<String> hands = hands(before, proposal);
        List<String> approvedBy = new ArrayList<>(hands.subList(1, hands.size()));
        approvedBy.add(by);
        Content content = ((Event.Propose) before.get(proposal)).content;
        if (content.operation.equals("REVERSE") && isReversed(before, content.reverses)) {
            return new Event.Withdraw(by, at, proposal); // another rule would find it first
        }
        return switch (random.nextInt(12)) {
            case 0 -> new Event.Post(by, at, content, proposal, one(PEOPLE), approvedBy);
            case 1 -> new Event.Post(by, at, content, proposal, hands.getFirst(), approvers(by));
            case 2 -> new Event.Post(one(PEOPLE), at, content, proposal, hands.getFirst(), approvedBy);
            case 3 -> new Event.Post(by, at, aContent(before, false), proposal, hands.getFirst(), approvedBy);
            default -> new Event.Post(by, at, content, proposal, hands.getFirst(), approvedBy);
        };
    }

    private List<String> approvers(String last) {
        List<String> all = new ArrayList<>(IntStream.range(0, random.nextInt(3)).mapToObj(_ -> one(PEOPLE)).toList());
        all.add(last);
        return all;
    }

    private Rule aRule() {
        List<String> operations = OPERATIONS.stream().filter(_ -> random.nextInt(3) > 0).toList();
        return new Rule(operations.isEmpty() ? OPERATIONS : operations, one(Arrays.asList(null, "OPERATING", "PROJECT", "BASIC")),
                random.nextInt(4) == 0, random.nextBoolean() ? 1 + random.nextInt(8) : 0, random.nextInt(3) == 0 ? 1 : 0, 1 + random.nextInt(3));
    }

    private Content aContent(List<Event> before, boolean toPropose) {
        List<Integer> reversible = numbers(before, Event.Post.class).stream()
                .filter(i -> ((Event.Post) before.get(i)).content.department == null
                        && !((Event.Post) before.get(i)).content.operation.equals("REVERSE") && !isReversed(before, i))
                .toList();
        String operation = one(OPERATIONS);
        if (operation.equals("REVERSE") && !reversible.isEmpty()) {
            int reverses = one(reversible);
            LocalDate day = ((Event.Post) before.get(reverses)).content.day;
            return new Content(operation, day, 0, Of.OFFICE, Of.OFFICE, null, false, reverses);
        }
        operation = operation.equals("REVERSE") ? "ADJUST" : operation;
        int from = random.nextInt(3);
        boolean joint = operation.equals("TRANSFER") && random.nextInt(3) == 0;
        Of to = Of.values()[(from + 1 + random.nextInt(2)) % 3];
        return new Content(operation, aDay(), 1 + random.nextInt(12), Of.values()[from], operation.equals("TRANSFER") ? to : Of.OFFICE,
                operation.equals("CARRY_FORWARD") ? "301-2024" : joint ? "302-2023" : null, joint && !toPropose && random.nextBoolean(), NONE);
    }

    private static boolean isReversed(List<Event> before, int number) {
        return before.stream().anyMatch(each -> each instanceof Event.Post post && post.content.reverses == number);
    }

    private static List<Integer> numbers(List<Event> events, Class<? extends Event> type) {
        return IntStream.range(0, events.size()).filter(i -> type.isInstance(events.get(i))).boxed().toList();
    }

    private LocalDate aDay() {
        return FIRST_DAY.plusDays(random.nextInt(40));
    }

    private <T extends @Nullable Object> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    // As the ledger writes it.

    private static ForgedLog written(List<Event> events) {
        ForgedLog log = ForgedLog.opened().post("FundsAllocated", "2023-01-01", "", "line:" + Of.OFFICE.json, "1000.00",
                "line:" + Of.TRAVEL.json, "1000.00", "line:" + Of.MEETING.json, "1000.00", ForgedLog.SOURCE, "-3000.00");
        List<String> ids = new ArrayList<>();
        for (Event event : events) {
            log.by(event.by(), event.at().toString());
            ids.add(log.nextId());
            switch (event) {
                case Event.Adopt adopt -> {
                    String fact = FourEyesTest.rules(adopt.from.toString(), adopt.rules.stream().map(FourEyesOracleTest::json).toArray(String[]::new));
                    if (adopt.ofYear) {
                        log.addOfYear("RulesAdopted", fact);
                    } else {
                        log.add("RulesAdopted", fact);
                    }
                }
                case Event.Propose propose -> {
                    String proposed = ForgedLog.text(json(propose.content, ids));
                    log.add("PostingProposed", "{\"digest\":\"" + Verification.sha256(Head.utf8(proposed)) + "\",\"expiresOn\":\"" + propose.until
                            + "\",\"proposed\":" + proposed + ",\"proposedBy\":\"" + propose.by + "\",\"proposedOn\":\"" + day(event) + "\"}");
                }
                case Event.Approve approve -> log.add("ProposalApproved",
                        "{\"approvedBy\":\"" + approve.by + "\",\"proposal\":\"" + id(ids, approve.proposal) + "\"}");
                case Event.Reject reject -> log.add("ProposalRejected", ends(ids, reject.proposal));
                case Event.Withdraw withdraw -> log.add("ProposalWithdrawn", ends(ids, withdraw.proposal));
                case Event.Post post -> write(log, post, events, ids);
            }
        }
        return log;
    }

    private static String ends(List<String> ids, int proposal) {
        return "{\"proposal\":\"" + id(ids, proposal) + "\",\"reason\":\"退回\"}";
    }

    private static String id(List<String> ids, int number) {
        return number < ids.size() ? ids.get(number) : "302-2023-4";
    }

    private static String json(Rule rule) {
        return ForgedLog.text("{\"checkers\":" + rule.checkers + ",\"operations\":" + quoted(rule.operations)
                + (rule.kind == null ? "" : ",\"kinds\":" + quoted(List.of(rule.kind)))
                + (rule.across ? ",\"across\":true" : "")
                + (rule.from > 0 ? ",\"from\":\"" + rule.from + ".00\"" : "")
                + (rule.percent > 0 ? ",\"percent\":" + rule.percent : "") + "}");
    }

    private static String quoted(List<String> texts) {
        return texts.stream().map(text -> "\"" + text + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    private static String json(Content content, List<String> ids) {
        String amount = "\"amount\":\"" + content.yuan + ".00\"";
        return "{\"documentNo\":\"1号\",\"effectiveOn\":\"" + content.day + "\",\"operation\":\"" + content.operation + "\",\"reason\":\"依据\","
                + switch (content.operation) {
                    case "TRANSFER" -> amount + ",\"authority\":\"批\",\"from\":" + content.from.json + ",\"to\":" + content.to.json
                            + (content.department == null ? "" : ",\"toDepartment\":\"302\"");
                    case "REVERSE" -> "\"postingId\":\"" + ids.get(content.reverses) + "\"";
                    default -> "\"lines\":[{" + amount + ",\"line\":" + content.from.json + "}]";
                } + "}";
    }

    private static void write(ForgedLog log, Event.Post post, List<Event> events, List<String> ids) {
        if (post.proposal != NONE) {
            log.approved(id(ids, post.proposal), post.proposedBy, post.approvedBy.toArray(String[]::new));
        }
        Content content = post.content;
        String reverses = "";
        String type = type(content.operation);
        if (content.operation.equals("REVERSE")) {
            type = "PostingReversed";
            reverses = "\"reversedType\":\"" + type(original(events, content).operation) + "\",\"reverses\":\"" + ids.get(content.reverses) + "\",";
        }
        String counterpart = content.department == null ? "" : "\"counterpart\":\"" + content.department + "-7\",";
        String authority = content.operation.equals("TRANSFER") ? "\"authority\":\"批\"," : "";
        log.post(type, content.day.toString(), authority + counterpart + reverses, entries(events, content));
    }

    private static String type(String operation) {
        return switch (operation) {
            case "ALLOCATE" -> "FundsAllocated";
            case "ADJUST" -> "BudgetAdjusted";
            case "TRANSFER" -> "FundsTransferred";
            case "FREEZE" -> "FundsFrozen";
            default -> "FundsCarriedForward";
        };
    }

    private static String[] entries(List<Event> events, Content content) {
        Content original = original(events, content);
        int sum = 0;
        List<String> entries = new ArrayList<>();
        for (Map.Entry<Of, Integer> each : moved(events, content).entrySet()) {
            entries.addAll(List.of("line:" + each.getKey().json, yuan(each.getValue())));
            sum += each.getValue();
        }
        String other = Objects.requireNonNullElse(content.department, "");
        String against = original.operation.equals("FREEZE") ? "frozen:" + original.from.json
                : other.isEmpty() ? ForgedLog.SOURCE : "\"counterpart\":\"" + other + "\",\"fund\":\"GENERAL_PUBLIC\"";
        if (sum != 0) {
            entries.addAll(List.of(against, yuan(-sum)));
        }
        return entries.toArray(String[]::new);
    }

    private static String yuan(int yuan) {
        return BigDecimal.valueOf(yuan).setScale(2).toPlainString();
    }
}
