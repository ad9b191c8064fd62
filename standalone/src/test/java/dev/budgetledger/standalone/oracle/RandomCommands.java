package dev.budgetledger.standalone.oracle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.contract.Publication;

/**
 * Commands of every kind, most of them sensible: some backdated, some short of money, some that say what cannot be, some that
 * cannot be read, some sent again, with the same content or with other.
 */
final class RandomCommands {

    static final List<String> DEPARTMENTS = IntStream.range(0, 12).mapToObj(i -> "D" + (char) ('A' + i)).toList();
    static final List<Integer> YEARS = List.of(2022, 2023, 2024, 2025);
    static final List<String> FUNCTIONS = List.of("2010301", "2010302", "2080505", "2120101");
    static final List<String> ECONOMICS = List.of("30101", "30201", "30217", "30231", "31013");
    static final List<String> GOVERNMENT_ECONOMICS = List.of("50101", "50201");
    static final List<String> UNITS = List.of("U1", "U2", "U3");
    static final List<String> PROJECTS = List.of("信息化", "会议");
    private static final List<String> CHECKED = DEPARTMENTS.subList(0, 3);
    private static final List<String> PEOPLE = List.of("王", "李", "张");
    private static final List<String> OPERATIONS = List.of("ALLOCATE", "ADJUST", "TRANSFER", "FREEZE", "RELEASE", "CARRY_FORWARD");
    private static final List<String> INDICATORS = List.of("次数", "天数", "人数");
    static final List<String> FUNDS = List.of("GENERAL_PUBLIC", "GOVERNMENT_FUND", "STATE_CAPITAL", "INSTITUTION", "OTHER");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Random random;
    private final PlainLedger ledger;
    private final List<Sent> keyed = new ArrayList<>();
    private long keys;

    /** @param ledger what has been posted, for commands that name it */
    RandomCommands(Random random, PlainLedger ledger) {
        this.random = random;
        this.ledger = ledger;
    }

    /** Catalogues, and the budgets of some years. The last year is without some codes, and opened by chance. */
    List<Sent> first() {
        List<Sent> first = new ArrayList<>();
        for (int year : YEARS) {
            ObjectNode define = JSON.createObjectNode().put("type", "DefineClassifications").put("fiscalYear", year);
            ArrayNode classifications = define.putArray("classifications");
            FUNCTIONS.subList(0, year == 2025 ? 2 : 4).forEach(code -> classifications.addObject()
                    .put("type", "FUNCTION").put("code", code).put("name", "功能" + code));
            List.of("201", "20103", "208").forEach(code -> classifications.addObject()
                    .put("type", "FUNCTION").put("code", code).put("name", "功能" + code));
            classifications.addObject().put("type", "ECONOMIC").put("code", "302").put("name", "经济302");
            ECONOMICS.forEach(code -> classifications.addObject()
                    .put("type", "ECONOMIC").put("code", code).put("name", "经济" + code));
            GOVERNMENT_ECONOMICS.forEach(code -> classifications.addObject()
                    .put("type", "GOVERNMENT_ECONOMIC").put("code", code).put("name", "政府" + code));
            first.add(Sent.of(define));
        }
        DEPARTMENTS.forEach(department -> YEARS.subList(0, 3).forEach(year -> first.add(Sent.of(open(department, year)))));
        // A third of the departments are distinguished from the beginning, a third by and by, a third hardly ever.
        DEPARTMENTS.stream().filter(department -> group(department) == 0)
                .forEach(department -> YEARS.subList(0, 3).forEach(year -> first.add(Sent.of(units(department, year)))));
        return first;
    }

    /** @param departments of whose budgets the commands are; transfers may go to any */
    List<Sent> next(int count, List<String> departments) {
        return IntStream.range(0, count).mapToObj(_ -> next(departments)).toList();
    }

    private Sent next(List<String> departments) {
        int chance = random.nextInt(1000);
        if (chance < 20 && !keyed.isEmpty()) {
            return keyed.get(random.nextInt(keyed.size()));
        }
        ObjectNode command = command(departments);
        if (chance < 30 && !keyed.isEmpty()) {
            command.set("idempotencyKey", keyed.get(random.nextInt(keyed.size())).command().get("idempotencyKey"));
        } else if (chance < 500) {
            command.put("idempotencyKey", "key-" + keys++);
        }
        if (random.nextInt(30) == 0) {
            command.put("expectedSequence", sequence(command));
        }
        if (random.nextInt(25) == 0) {
            return broken(command);
        }
        Sent sent = Sent.of(command);
        if (chance >= 30 && chance < 500) {
            keyed.add(sent);
        }
        return sent;
    }

    private ObjectNode command(List<String> departments) {
        String department = one(departments);
        if (CHECKED.contains(department) && random.nextInt(4) == 0) {
            return check(department, 2023).put("postedBy", one(PEOPLE));
        }
        int year = random.nextInt(50) == 0 ? 2025 : one(List.of(2022, 2023, 2023, 2023, 2024));
        int kind = random.nextInt(1000);
        return kind < 250 ? lines("Allocate", department, year, 200_000)
                : kind < 430 ? adjust(department, year)
                : kind < 690 ? transfer(department, year)
                : kind < 780 ? reverse(department, year)
                : kind < 850 ? lines("Freeze", department, year, 20_000)
                : kind < 900 ? lines("Release", department, year, 20_000)
                : kind < 965 ? lines("CarryForward", department, year, 20_000)
                : kind < 985 ? statement(department, year)
                : kind < 988 ? open(department, one(YEARS))
                : kind < 992 ? group(department) == 2 && random.nextInt(20) > 0
                        ? open(department, one(YEARS))
                        : switch (random.nextInt(3)) {
                            case 0 -> units(department, year);
                            case 1 -> projects(department, year);
                            default -> names(department, year);
                        }
                : kind < 998 ? publish(department, year)
                : paper("CloseYear", department, one(List.of(2022, 2022, 2022, 2024)));
    }

    /** Rules, proposals, and what becomes of them. */
    private ObjectNode check(String department, int year) {
        List<Long> open = List.copyOf(ledger.budget(department, year).proposals.keySet());
        String proposal = department + "-" + year + "-" + (open.isEmpty() || random.nextInt(20) == 0 ? 1 : one(open));
        int chance = random.nextInt(100);
        if (chance < 2) {
            return rules(department, year);
        }
        if (chance < 40) {
            return define("Approve", department, year).put("proposal", proposal);
        }
        if (chance < 50) {
            return define(one(List.of("Reject", "Withdraw")), department, year).put("proposal", proposal).put("reason", "不准");
        }
        ObjectNode posted = switch (random.nextInt(10)) {
            case 0 -> reverse(department, year);
            case 1 -> lines("CarryForward", department, year, 20_000);
            case 2 -> lines(one(List.of("Freeze", "Release")), department, year, 20_000);
            case 3, 4, 5 -> transfer(department, year);
            case 6, 7 -> lines("Allocate", department, year, 200_000);
            case 8 -> adjust(department, year);
            default -> open.isEmpty() ? adjust(department, year)
                    : Objects.requireNonNull(ledger.budget(department, year).proposals.get(one(open))).command().deepCopy();
        };
        String type = posted.get("type").asString();
        posted.put("type", "Propose").put("operation", type.equals("CarryForward") ? "CARRY_FORWARD" : type.toUpperCase(Locale.ROOT));
        return random.nextInt(50) == 0 ? posted.put("expiresOn", "2020-01-01") : posted;
    }

    /** Of all departments only such as seldom cover anything; of one often none, so that its budget is not proposed for ever. */
    private ObjectNode rules(String department, int year) {
        boolean all = random.nextInt(4) == 0;
        ObjectNode adopt = JSON.createObjectNode().put("type", "AdoptRules").put("fiscalYear", year).put("documentNo", "内控" + random.nextInt(1000) + "号")
                .put("effectiveOn", day(year).toString()).put("reason", "内部控制");
        if (!all) {
            adopt.put("department", department);
        }
        ArrayNode rules = adopt.putArray("rules");
        for (int i = random.nextInt(3); i > 0; i--) {
            ObjectNode rule = rules.addObject().put("checkers", 1 + random.nextInt(2));
            ArrayNode operations = rule.putArray("operations");
            OPERATIONS.stream().filter(_ -> random.nextInt(3) == 0).forEach(operations::add);
            operations.add("REVERSE");
            if (random.nextInt(3) > 0) {
                rule.put("from", (1 + random.nextInt(50)) * 1000 + ".00");
            }
            if (random.nextInt(3) == 0) {
                rule.put("percent", 1 + random.nextInt(100));
            }
            if (random.nextInt(3) == 0) {
                rule.putArray("kinds").add(one(List.of("BASIC", "PROJECT", "OPERATING")));
            }
            if (random.nextInt(3) == 0) {
                rule.put("across", random.nextBoolean());
            }
            if (all || random.nextInt(3) == 0) {
                rule.putArray("funds").add(all ? "OTHER" : one(FUNDS));
            }
        }
        return adopt;
    }

    private static ObjectNode open(String department, int year) {
        ObjectNode open = JSON.createObjectNode().put("type", "OpenBudget").put("fiscalYear", year);
        open.putObject("department").put("code", department).put("name", "部门" + department);
        // Of a third of the departments not all of the first year was published.
        return group(department) == 1 && year == 2022 ? open.put("comparative", true) : open;
    }

    private static int group(String department) {
        return DEPARTMENTS.indexOf(department) % 3;
    }

    private ObjectNode units(String department, int year) {
        ObjectNode define = define("DefineUnits", department, year);
        ArrayNode units = define.putArray("units");
        for (String code : UNITS.subList(0, 1 + random.nextInt(UNITS.size()))) {
            ObjectNode unit = units.addObject().put("code", code).put("name", "单位" + random.nextInt(100));
            unit.put("nature", random.nextBoolean() ? "ADMINISTRATIVE" : "PUBLIC_WELFARE_1");
            if (random.nextBoolean()) {
                unit.put("validFrom", day(year).toString());
            }
        }
        return define;
    }

    private ObjectNode projects(String department, int year) {
        ObjectNode define = define("DefineProjects", department, year);
        define.putArray("projects").addObject().put("code", one(PROJECTS)).put("name", "项目" + random.nextInt(100));
        return define;
    }

    /** Codes of any level, some of which are not of the year. */
    private ObjectNode names(String department, int year) {
        ObjectNode define = define("DefineNames", department, year);
        ArrayNode names = define.putArray("names");
        for (String code : List.of(one(FUNCTIONS), one(ECONOMICS))) {
            names.addObject().put("type", code.length() == 7 ? "FUNCTION" : "ECONOMIC")
                    .put("code", code.substring(0, code.length() - 2 * random.nextInt(2)))
                    .put("name", "本部门" + random.nextInt(100));
        }
        return define;
    }

    private static ObjectNode define(String type, String department, int year) {
        return JSON.createObjectNode().put("type", type).put("department", department).put("fiscalYear", year);
    }

    private ObjectNode paper(String type, String department, int year) {
        return JSON.createObjectNode().put("type", type).put("department", department).put("fiscalYear", year)
                .put("documentNo", "财预〔" + year + "〕" + random.nextInt(1000) + "号")
                .put("effectiveOn", day(year).toString())
                .put("reason", type);
    }

    private LocalDate day(int year) {
        int chance = random.nextInt(100);
        int in = chance < 94 ? year : chance < 98 ? year - 1 : year + 1;
        return LocalDate.of(in, 1, 1).plusDays(random.nextInt(365));
    }

    private ObjectNode lines(String type, String department, int year, int most) {
        ObjectNode command = paper(type, department, year);
        ArrayNode lines = command.putArray("lines");
        boolean known = random.nextInt(4) == 0;
        for (int i = random.nextInt(10) < 7 ? 1 : 3; i > 0; i--) {
            lines.add((known ? known(department, year) : line(department)).put("amount", amount(most)));
        }
        return command;
    }

    /** A line that the budget has, of 上年结转 if it has any: random lines seldom meet money that was carried twice. */
    private ObjectNode known(String department, int year) {
        List<PlainLine> lines = ledger.budget(department, year).entries.keySet().stream()
                .sorted(Comparator.comparing(PlainLine::toString)).toList();
        List<PlainLine> carried = lines.stream().filter(line -> line.times() > 0).toList();
        return carried.isEmpty() ? lines.isEmpty() ? line(department) : one(lines).json() : one(carried).json();
    }

    private ObjectNode adjust(String department, int year) {
        ObjectNode command = lines("Adjust", department, year, 50_000);
        int lowered = random.nextInt(3);
        command.get("lines").forEach(line -> {
            if (lowered == 2 || (lowered == 1 && random.nextBoolean())) {
                ((ObjectNode) line).put("amount", "-" + line.get("amount").asString());
            }
        });
        return command;
    }

    private ObjectNode transfer(String department, int year) {
        ObjectNode command = paper("Transfer", department, year).put("amount", amount(50_000));
        ObjectNode from = random.nextInt(4) == 0 ? known(department, year) : line(department);
        ObjectNode to = random.nextInt(10) < 2 ? line(department) : from.deepCopy();
        if (to.has("economic") && random.nextInt(10) < 8) {
            to.put("economic", one(ECONOMICS));
        }
        if (random.nextInt(10) < 4) {
            to.put("department", one(DEPARTMENTS));
        }
        if (random.nextInt(10) < 2) {
            command.put("authority", "石政〔2023〕" + random.nextInt(100) + "号");
        }
        command.set("from", from);
        command.set("to", to);
        return command;
    }

    private ObjectNode reverse(String department, int year) {
        PlainBudget budget = ledger.budget(random.nextInt(30) == 0 ? one(DEPARTMENTS) : department, year);
        long sequence = (long) (random.nextDouble() * (budget.facts + 20));
        return paper("Reverse", department, year).put("postingId", budget.stream() + "-" + sequence)
                .put("effectiveOn", LocalDate.of(year, 12, 1).plusDays(random.nextInt(31)).toString());
    }

    private ObjectNode statement(String department, int year) {
        ObjectNode command = paper("MakeStatement", department, year);
        ObjectNode statement = command.putObject("statement");
        if (random.nextInt(3) == 0) {
            command.put("ofUnit", random.nextInt(8) == 0 ? "U9" : one(UNITS));
        }
        int part = random.nextInt(10);
        if (part < 7 && (part >= 5 || random.nextBoolean())) {
            command.put("key", one(PROJECTS));
        }
        if (part < 5) {
            ArrayNode names = part < 3
                    ? statement.putObject("performance").putArray("indicators")
                    : statement.putObject("attainment").putArray("results");
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                names.addObject().put("first", "产出").put("second", "数量").put("third", one(INDICATORS)).put("value", "1");
            }
        } else if (part < 7) {
            int price = 1 + random.nextInt(3000);
            int quantity = 1 + random.nextInt(5);
            statement.putObject("procurement").putArray("purchases").addObject().put("item", "设备").put("catalogueCode", "A02").put("measure", "台")
                    .put("quantity", Integer.toString(quantity)).put("price", Integer.toString(price))
                    .putArray("funding").addObject().put("fund", "GENERAL_PUBLIC")
                    .put("amount", Integer.toString(quantity * price + (random.nextInt(8) == 0 ? 1 : 0)));
        } else if (part < 9) {
            int value = random.nextInt(1000);
            ObjectNode assets = statement.putObject("assets").put("asAt", "2022-12-31")
                    .put("total", Integer.toString(value + (random.nextInt(8) == 0 ? 1 : 0)));
            assets.putArray("rows").addObject().put("category", "设备").put("value", Integer.toString(value));
        } else {
            long sequence = (long) (random.nextDouble() * (ledger.budget(department, year).facts + 20));
            ObjectNode explanation = statement.putObject("explanation").put("form", "nowhere-2025");
            command.put("key", "why");
            explanation.putArray("paragraphs").add("原因");
            explanation.putArray("postings").add(department + "-" + year + "-" + sequence);
        }
        return command;
    }

    /** Of a point that has been or will never be, under a head that is the log's over its first fact, or nobody's. */
    private ObjectNode publish(String department, int year) {
        ObjectNode command = paper("Publish", department, year);
        command.set("publishedOn", command.remove("effectiveOn"));
        command.putObject("asOf").put("effectiveOn", day(year).toString())
                .put("position", random.nextInt(5) == 0 ? one(List.of(2L, 1_000_000_000_000L)) : Long.valueOf(1));
        command.put("basis", random.nextBoolean() ? "APPROVED" : "ADJUSTED").put("unit", "YUAN");
        ArrayNode tables = command.putArray("tables");
        Publication.TABLES.forEach(id -> tables.addObject().put("id", id).put("sha256", "0".repeat(64)));
        String root = random.nextInt(5) == 0 ? "A".repeat(43) + "=" : ledger.rootOfOne;
        return command.put("checkpoint",
                "budget-ledger\n1\n" + root + "\n\n— budget-ledger " + "A".repeat(92) + "\n");
    }

    private ObjectNode line(String department) {
        ObjectNode line = JSON.createObjectNode().put("fund", random.nextInt(10) < 7 ? "GENERAL_PUBLIC" : one(FUNDS));
        if (random.nextInt(10) < 3) {
            line.put("origin", random.nextBoolean() ? "CARRIED_OVER" : "CURRENT");
        }
        if (random.nextInt(10) < (group(department) == 0 ? 9 : 2)) {
            line.put("unit", one(UNITS));
        }
        switch (random.nextInt(20)) {
            case 0 -> line.put("governmentEconomic", random.nextInt(4) == 0 ? "59999" : one(GOVERNMENT_ECONOMICS));
            case 1 -> line.put("tag", "直达资金");
            default -> {}
        }
        int kind = random.nextInt(100);
        line.put("function", random.nextInt(60) == 0 ? "2999999" : one(FUNCTIONS.subList(0, kind < 60 ? 2 : 4)));
        if (kind < 70) {
            line.put("kind", kind < 35 ? "PERSONNEL" : "OPERATING").put("economic", one(ECONOMICS));
        } else if (kind < 92) {
            line.put("kind", "PROJECT").put("project", one(PROJECTS));
            if (random.nextInt(3) == 0) {
                line.put("economic", one(ECONOMICS));
            }
        } else {
            line.put("kind", one(List.of("BUSINESS", "REMITTANCE", "SUBSIDY", "BASIC", "PERSONNEL")));
            if (random.nextInt(4) == 0) {
                line.put("project", "不该有");
            }
        }
        return random.nextInt(group(department) == 1 ? 5 : 100) == 0 ? coarse(line) : line;
    }

    /** The line as it may have been published: without its kind, without codes, by 类 or 款. */
    private ObjectNode coarse(ObjectNode line) {
        if (random.nextBoolean()) {
            line.remove(List.of("kind", "project"));
        }
        switch (random.nextInt(4)) {
            case 0 -> line.remove("function");
            case 1 -> line.put("function", line.get("function").asString().substring(0, random.nextBoolean() ? 3 : 5));
            default -> {}
        }
        switch (random.nextInt(4)) {
            case 0 -> line.remove("economic");
            case 1 -> line.put("economic", "302");
            default -> {}
        }
        return line;
    }

    private String amount(int most) {
        return switch (random.nextInt(200)) {
            case 0 -> "0";
            case 1 -> "10000000000000.01";
            case 2 -> "0.01";
            case 3, 4, 5, 6, 7, 8 -> Fen.yuan(random.nextInt(100 * most) * 20L);
            default -> Fen.yuan(1 + random.nextInt(100 * most) / (1 + random.nextInt(20)));
        };
    }

    private long sequence(ObjectNode command) {
        if (!command.path("department").isString()) {
            return 0;
        }
        PlainBudget budget = ledger.budget(command.get("department").asString(), command.get("fiscalYear").asInt());
        return Math.max(0, budget.facts - 1 + random.nextInt(3));
    }

    /** What cannot be read: nothing of it may be posted. */
    private Sent broken(ObjectNode command) {
        return switch (random.nextInt(6)) {
            case 0 -> new Sent(command.toString().substring(0, 40), command, "MALFORMED_JSON");
            case 1 -> new Sent(command.put("comment", "x").toString(), command, "UNKNOWN_FIELD");
            case 2 -> new Sent(command.put("type", "Spend").toString(), command, "UNKNOWN_FIELD|FIELD_INVALID|FIELD_MISSING");
            case 3 -> {
                command.remove("fiscalYear");
                yield new Sent(command.toString(), command, "FIELD_MISSING");
            }
            case 4 -> new Sent(command.put("fiscalYear", "二〇二三").toString(), command, "FIELD_INVALID");
            default -> {
                command.remove("type");
                yield new Sent(command.toString(), command, "FIELD_MISSING");
            }
        };
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /**
     * A line of a request.
     *
     * @param malformed the codes it may be answered if it cannot be read, else empty
     */
    record Sent(String text, ObjectNode command, String malformed) {
        static Sent of(ObjectNode command) {
            return new Sent(command.toString(), command, "");
        }

        boolean isMalformed() {
            return !malformed.isEmpty();
        }
    }
}
