package dev.budgetledger.reliability.workload;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.budgetledger.reliability.check.Order;
import dev.budgetledger.reliability.check.Order.Move;

/** A client's commands: allocations, adjustments, transfers within a budget and between two, some of too much. */
final class Commands {

    static final int DEPARTMENTS = 24;
    static final int YEAR = 2023;

    private static final int LINES = 5;
    private static final String MORE_THAN_THERE_IS = "9999999999999.00";

    private final String client;
    private final SplittableRandom random;
    private int count;

    Commands(String client, long seed) {
        this.client = client;
        this.random = new SplittableRandom(seed ^ client.hashCode());
    }

    /** What the budgets begin with: bulk documents with keys. */
    static List<Command> setUp() {
        String catalogue = "\"classifications\":[" + Stream.concat(
                        Stream.of(classification("FUNCTION", "2010301")),
                        IntStream.range(0, LINES).mapToObj(line -> classification("ECONOMIC", economic(line))))
                .collect(Collectors.joining(",")) + "]";
        Stream<Command> opened = IntStream.range(0, DEPARTMENTS).boxed().flatMap(department -> {
            String key = "open-" + code(department);
            Command open = new Command(new Order(key, List.of(), false), "",
                    "\"type\":\"OpenBudget\",\"fiscalYear\":" + YEAR + ",",
                    "\"department\":{\"code\":\"" + code(department) + "\",\"name\":\"部门" + department + "\"}");
            String first = "first-" + code(department);
            Command allocate = lines("Allocate", first, department, LocalDate.of(YEAR, 1, 1),
                    IntStream.range(0, LINES).mapToObj(line -> move(department, line, 100_000_000_00L)).toList());
            return Stream.of(open, allocate);
        });
        return Stream.concat(
                        Stream.of(new Command(new Order("catalogue", List.of(), false), "",
                                "\"type\":\"DefineClassifications\",\"fiscalYear\":" + YEAR + ",", catalogue)),
                        opened)
                .toList();
    }

    static String code(int department) {
        return "B" + department;
    }

    static String stream(int department) {
        return code(department) + "-" + YEAR;
    }

    /** An amount of one line of one department, more or less at random. */
    Command next() {
        String key = client + "-" + count++;
        int department = random.nextInt(DEPARTMENTS);
        int line = random.nextInt(LINES);
        int other = (line + 1 + random.nextInt(LINES - 1)) % LINES;
        LocalDate day = LocalDate.ofYearDay(YEAR, 2 + random.nextInt(363));
        long fen = 1L + random.nextInt(100_000);
        return switch (random.nextInt(10)) {
            case 0 -> lines("Allocate", key, department, day, List.of(move(department, line, fen)));
            case 1 -> lines("Allocate", key, department, day,
                    List.of(move(department, line, fen), move(department, other, fen + 1)));
            case 2, 3, 4 -> lines("Adjust", key, department, day, List.of(move(department, line, fen)));
            case 5 -> lines("Adjust", key, department, day, List.of(move(department, line, -fen)));
            case 6 -> refused(key, department, day, line, other);
            case 7 -> transfer(key, department, (department + 1) % DEPARTMENTS, day, line, line, fen);
            default -> transfer(key, department, department, day, line, other, fen);
        };
    }

    private static Command lines(String type, String key, int department, LocalDate day, List<Move> moves) {
        String lines = moves.stream()
                .map(move -> "{" + line(move.economic()) + ",\"amount\":\"" + yuan(move.fen()) + "\"}")
                .collect(Collectors.joining(","));
        String path = type.equals("Allocate") ? "/allocations" : "/adjustments";
        return command(type, path, new Order(key, moves, false), department, day, "\"lines\":[" + lines + "]");
    }

    private static Command transfer(String key, int from, int to, LocalDate day, int line, int other, long fen) {
        Order order = new Order(key, List.of(move(from, line, -fen), move(to, other, fen)), false);
        String department = from == to ? "" : "\"department\":\"" + code(to) + "\",";
        return command("Transfer", "/transfers", order, from, day, "\"amount\":\"" + yuan(fen) + "\",\"from\":{"
                + line(economic(line)) + "},\"to\":{" + department + line(economic(other)) + "}");
    }

    private static Command refused(String key, int department, LocalDate day, int line, int other) {
        return command("Transfer", "/transfers", new Order(key, List.of(), true), department, day,
                "\"amount\":\"" + MORE_THAN_THERE_IS + "\",\"from\":{" + line(economic(line)) + "},\"to\":{"
                        + line(economic(other)) + "}");
    }

    private static Command command(
            String type, String path, Order order, int department, LocalDate day, String content) {
        return new Command(order, "/v1/budgets/" + code(department) + "/" + YEAR + path,
                "\"type\":\"" + type + "\",\"department\":\"" + code(department) + "\",\"fiscalYear\":" + YEAR + ",",
                "\"documentNo\":\"" + order.key() + "\",\"effectiveOn\":\"" + day + "\",\"reason\":\"办公费\"," + content);
    }

    private static Move move(int department, int line, long fen) {
        return new Move(stream(department), economic(line), fen);
    }

    private static String economic(int line) {
        return Integer.toString(30201 + line);
    }

    private static String line(String economic) {
        return "\"fund\":\"GENERAL_PUBLIC\",\"function\":\"2010301\",\"kind\":\"OPERATING\",\"economic\":\""
                + economic + "\"";
    }

    private static String classification(String type, String code) {
        return "{\"type\":\"" + type + "\",\"code\":\"" + code + "\",\"name\":\"科目" + code + "\"}";
    }

    private static String yuan(long fen) {
        return BigDecimal.valueOf(fen, 2).toPlainString();
    }
}
