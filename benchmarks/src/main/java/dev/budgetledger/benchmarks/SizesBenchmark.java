package dev.budgetledger.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

import org.HdrHistogram.Histogram;

/** Many budgets and a long one, through the published interface only: what a command costs whose budget is not in memory. */
final class SizesBenchmark {

    private static final int COMMANDS = 30_000;
    private static final int COMMANDS_ALONE = 500;
    private static final int PER_UPLOAD = 50_000;
    private static final String LONG = "LONG";
    private static final String SHORT = "ONE";
    private static final int LINES = 40;

    private final PrintStream out;
    private final SplittableRandom random = new SplittableRandom(5);
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    SizesBenchmark(PrintStream out) {
        this.out = out;
    }

    void run(int budgets, int facts) throws Exception {
        RunningSystem system = RunningSystem.start();
        try {
            post(system, 1, _ -> "{\"type\":\"DefineClassifications\",\"fiscalYear\":2023,\"classifications\":["
                    + "{\"type\":\"FUNCTION\",\"code\":\"2010301\",\"name\":\"行政运行\"}]" + key());
            post(system, budgets, i -> open("D" + i));
            post(system, budgets, i -> allocate("D" + i, 1));
            open(system);
            for (int round = 0; round < 3; round++) {
                double one = post(system, COMMANDS, _ -> allocate(SHORT, 1));
                double any = post(system, COMMANDS, _ -> allocate("D" + random.nextInt(budgets), 1));
                out.printf("%,d commands to one budget %.2f s, to %,d at random %.2f s: %.2f times%n",
                        COMMANDS, one, budgets, any, any / one);
            }
            fill(system, facts);
            system = system.restarted();
            out.printf("after a start: first command to a short budget %.1f ms, to another %.1f; to %,d facts, with their snapshot, %.1f, again %.1f%n",
                    single(system, "D0"), single(system, "D1"), facts, single(system, LONG), single(system, LONG));
            others(system, "others, nothing being read", CompletableFuture.runAsync(SizesBenchmark::rest));
            heap(system, "after the first command");
            system = system.restarted();
            executed(system, "delete from snapshots");
            RunningSystem without = system;
            others(system, "others, while it is read without one",
                    CompletableFuture.supplyAsync(() -> uncheckedSingle(without)).thenAccept(
                            millis -> out.printf("first command to %,d facts without a snapshot: %,.0f ms%n", facts, millis)));
            heap(system, "after that");
        } finally {
            system.close();
        }
    }

    /** Two budgets, one of which is to be long. */
    void open(RunningSystem system) throws IOException, InterruptedException {
        post(system, 2, i -> open(i == 0 ? LONG : SHORT));
    }

    /** Gives it its facts. */
    void fill(RunningSystem system, int facts) throws IOException, InterruptedException {
        post(system, facts, _ -> allocate(LONG, LINES));
    }

    /**
     * Milliseconds of one command alone.
     *
     * @param warm to a short budget, the median of many: what it takes beside reading the budget, and asking
     * @param cold the first since the start to the long one
     * @param again to that once more
     */
    record First(double warm, double cold, double again) {}

    /** After as many to the short budget that this client, too, is warm. */
    First first(RunningSystem system) throws IOException, InterruptedException {
        double[] warm = new double[COMMANDS_ALONE];
        for (int i = 0; i < warm.length; i++) {
            warm[i] = single(system, SHORT);
        }
        Arrays.sort(warm);
        return new First(warm[warm.length / 2], single(system, LONG), single(system, LONG));
    }

    private static void rest() {
        try {
            Thread.sleep(20_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Commands to other budgets, one after the other, for as long as something lasts. */
    private void others(RunningSystem system, String what, CompletableFuture<?> during) throws Exception {
        Histogram micros = new Histogram(600_000_000L, 3);
        do {
            micros.recordValue((long) (single(system, "D" + random.nextInt(20)) * 1000));
        } while (!during.isDone());
        during.join();
        out.printf("%s: %,d commands, p50 %.1f ms, p99 %.1f ms, most %.1f ms%n", what, micros.getTotalCount(),
                micros.getValueAtPercentile(50) / 1e3, micros.getValueAtPercentile(99) / 1e3, micros.getMaxValue() / 1e3);
    }

    private double uncheckedSingle(RunningSystem system) {
        try {
            return single(system, LONG);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Milliseconds until a command is accepted, asked for again as long as it was not recorded. */
    private double single(RunningSystem system, String department) throws IOException, InterruptedException {
        String line = allocate(department, LINES);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + system.ledgerPort() + "/v1/budgets/" + department + "/2023/allocations"))
                .header("Content-Type", "application/json").header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString("{" + line.substring(line.indexOf("\"documentNo\""), line.lastIndexOf(",\"idem")) + "}"))
                .build();
        long begin = System.nanoTime();
        int status;
        do {
            var answer = client.send(request, BodyHandlers.ofString());
            status = answer.statusCode();
            if (status != 201 && status != 503) {
                throw new IOException(status + " " + answer.body());
            }
        } while (status != 201);
        return (System.nanoTime() - begin) / 1e6;
    }

    private static String open(String department) {
        return "{\"type\":\"OpenBudget\",\"fiscalYear\":2023,\"department\":{\"code\":\"" + department + "\",\"name\":\"部门\"}" + key();
    }

    private String allocate(String department, int lines) {
        return "{\"type\":\"Allocate\",\"department\":\"" + department + "\",\"fiscalYear\":2023,\"documentNo\":\"财预〔2023〕1号\",\"effectiveOn\":\""
                + LocalDate.ofYearDay(2023, 1 + random.nextInt(365)) + "\",\"reason\":\"下达\",\"lines\":[{\"fund\":\"GENERAL_PUBLIC\","
                + "\"function\":\"2010301\",\"kind\":\"PROJECT\",\"project\":\"项目" + random.nextInt(lines) + "\",\"amount\":\"1.00\"}]" + key();
    }

    private static String key() {
        return ",\"idempotencyKey\":\"" + UUID.randomUUID() + "\"}\n";
    }

    private static double post(RunningSystem system, int count, IntFunction<String> command)
            throws IOException, InterruptedException {
        double seconds = 0;
        for (int from = 0; from < count; from += PER_UPLOAD) {
            StringBuilder lines = new StringBuilder();
            int end = Math.min(count, from + PER_UPLOAD);
            for (int i = from; i < end; i++) {
                lines.append(command.apply(i));
            }
            BulkLoad.Result result = BulkLoad.post(system.ledgerPort(), lines.toString().getBytes(StandardCharsets.UTF_8));
            if (result.accepted() != end - from) {
                throw new IllegalStateException(result.accepted() + " of " + (end - from) + " commands were accepted");
            }
            seconds += result.seconds();
        }
        return seconds;
    }

    private void heap(RunningSystem system, String when) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(system.jvm().pid()), "GC.class_histogram").start();
        String histogram = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String total = histogram.lines().filter(line -> line.startsWith("Total")).findFirst().orElse("");
        out.printf("heap %s, instances and bytes of the whole process: %s%n", when, total);
    }

    private static void executed(RunningSystem system, String sql) throws SQLException {
        try (Connection connection = system.connect("ledger");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
