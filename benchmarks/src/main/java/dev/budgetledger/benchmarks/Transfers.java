package dev.budgetledger.benchmarks;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * 调剂 between the lines of departments, at random, effective on any day of the year: requests as treasury systems send
 * them, each under a key of its own. The same seed gives the same requests.
 */
final class Transfers implements Supplier<byte[]> {

    static final int DEPARTMENTS = 10;

    private static final int YEAR = 2023;
    private static final int LINES = 10;

    private final int departments;
    private final String who;
    private final SplittableRandom random = new SplittableRandom(1);
    private final SplittableRandom keys;

    /** @param run makes the keys differ from those of other runs */
    Transfers(String run, int departments) {
        this(run, departments, "Posted-By: treasury\r\n");
    }

    /** @param who posts: a header */
    Transfers(String run, int departments, String who) {
        this.departments = departments;
        this.who = who;
        keys = new SplittableRandom(run.hashCode());
    }

    /** As clients make them, at random: keys in order would always meet the same page of an index. */
    private UUID key() {
        return new UUID(keys.nextLong(), keys.nextLong());
    }

    /** The bulk request that opens the budgets and gives every line more than will ever be taken; the same once done. */
    static String setUp() {
        String codes = joined(LINES, i -> classification("ECONOMIC", Integer.toString(economic(i))));
        String catalogue = "{\"type\":\"DefineClassifications\",\"idempotencyKey\":\"catalogue\",\"fiscalYear\":" + YEAR + ",\"classifications\":["
                + classification("FUNCTION", "2010301") + "," + codes + "]}\n";
        return catalogue + IntStream.range(0, DEPARTMENTS)
                .mapToObj(department -> "{\"type\":\"OpenBudget\",\"idempotencyKey\":\"open-" + department + "\",\"fiscalYear\":" + YEAR + ",\"department\":{\"code\":\""
                        + code(department) + "\",\"name\":\"部门" + department + "\"}}\n"
                        + "{\"type\":\"Allocate\",\"idempotencyKey\":\"allocate-" + department + "\"," + address(department) + paper("下达", LocalDate.of(YEAR, 1, 1))
                        + ",\"lines\":[" + joined(LINES, i -> "{" + line(i) + ",\"amount\":\"9000000000.00\"}")
                        + "]}\n")
                .collect(Collectors.joining());
    }

    /** A single request. */
    @Override
    public byte[] get() {
        int department = random.nextInt(departments);
        String body = "{" + content() + "}";
        return ("POST /v1/budgets/" + code(department) + "/" + YEAR + "/transfers HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/json\r\nIdempotency-Key: " + key() + "\r\n"
                + who + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n"
                + body).getBytes(StandardCharsets.UTF_8);
    }

    /** A bulk request of so many. */
    byte[] lines(int count) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            lines.writeBytes(line().getBytes(StandardCharsets.UTF_8));
        }
        return lines.toByteArray();
    }

    private String line() {
        return "{\"type\":\"Transfer\"," + address(random.nextInt(departments)) + "\"idempotencyKey\":\"" + key()
                + "\"," + content() + "}\n";
    }

    private String content() {
        int from = random.nextInt(LINES);
        int to = (from + 1 + random.nextInt(LINES - 1)) % LINES;
        return paper("调剂", LocalDate.ofYearDay(YEAR, 1 + random.nextInt(365))) + ",\"amount\":\""
                + (1 + random.nextInt(999)) + ".50\",\"from\":{" + line(from) + "},\"to\":{" + line(to) + "}";
    }

    private static String paper(String what, LocalDate day) {
        return "\"documentNo\":\"财预〔2023〕17号\",\"effectiveOn\":\"" + day + "\",\"reason\":\"" + what + "办公费\"";
    }

    private static String address(int department) {
        return "\"department\":\"" + code(department) + "\",\"fiscalYear\":" + YEAR + ",";
    }

    private static String classification(String type, String code) {
        return "{\"type\":\"" + type + "\",\"code\":\"" + code + "\",\"name\":\"科目" + code + "\"}";
    }

    private static String line(int number) {
        return "\"fund\":\"GENERAL_PUBLIC\",\"function\":\"2010301\",\"kind\":\"OPERATING\",\"economic\":\""
                + economic(number) + "\"";
    }

    private static String joined(int count, IntFunction<String> each) {
        return IntStream.range(0, count).mapToObj(each).collect(Collectors.joining(","));
    }

    private static int economic(int number) {
        return 30201 + number;
    }

    private static String code(int department) {
        return "B" + department;
    }
}
