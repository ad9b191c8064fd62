package dev.budgetledger.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two executable jars on one machine in turns, through their published interface only: what a change costs or gives. Both run
 * at once and are asked one after the other, so that a machine that gets slower gets slower for both; each round asks the
 * other one first.
 */
final class PairsBenchmark {

    private static final int CONNECTIONS = 32;
    private static final int TABLES = 1_500;
    private static final String TABLE_OF_B0 = "/v1/disclosures/B0/2023/tables/expenditure?unit=YUAN&";
    private static final Pattern STATE = Pattern.compile("\"state\":\"(\\w+)\"");
    private static final Pattern FACTS = Pattern.compile("\"facts\":(\\d+)");
    private static final Pattern SIZE = Pattern.compile("\\A[^\\n]*\\n(\\d+)\\n");

    /** What is measured, all of it a second: more is better. */
    private enum Measure {
        SINGLES("single transfers, 10 departments"),
        BULK("bulk transfers until they are in the tables"),
        TABLE("tables as of any two dates, one client"),
        READERS("tables as of any two dates, 32 clients"),
        REBUILD("facts rebuilt and compared");

        private final String text;

        Measure(String text) {
            this.text = text;
        }
    }

    private final PrintStream out;
    private final Path oldJar;
    private final Path newJar;
    private final int transfers;
    private final Closed closed;
    private final List<Pair> pairs = new ArrayList<>();
    private int run;

    /**
     * @param transfers how many a round has of each kind
     * @param closed which of them ask who it is, and every request that posts says it
     */
    PairsBenchmark(PrintStream out, Path oldJar, Path newJar, int transfers, Closed closed) {
        this.closed = closed;
        this.out = out;
        this.oldJar = oldJar;
        this.newJar = newJar;
        this.transfers = transfers;
    }

    /** Which of the two ask who it is. */
    enum Closed {
        NONE,
        NEW,
        BOTH
    }

    private record Pair(Measure measure, double old, double ratio) {}

    /** @param starts how often both start again; each time they get warm in a round that does not count */
    void run(int starts, int rounds) throws Exception {
        out.printf("old %s%nnew %s%n", oldJar, newJar);
        for (int start = 0; start < starts; start++) {
            try (RunningSystem before = closed == Closed.BOTH ? RunningSystem.closed(oldJar) : RunningSystem.start(oldJar);
                    RunningSystem after = closed == Closed.NONE ? RunningSystem.start(newJar) : RunningSystem.closed(newJar);
                    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
                for (RunningSystem each : List.of(before, after)) {
                    BulkLoad.post(each.ledgerPort(), each.header("officer"), Transfers.setUp().getBytes(StandardCharsets.UTF_8));
                }
                for (int round = 0; round <= rounds; round++) {
                    boolean oldFirst = round % 2 == 0;
                    for (Measure measure : Measure.values()) {
                        String name = measure + "-" + run++;
                        double first = measure(measure, oldFirst ? before : after, client, name);
                        double second = measure(measure, oldFirst ? after : before, client, name);
                        if (round > 0) {
                            pairs.add(oldFirst
                                    ? new Pair(measure, first, second / first)
                                    : new Pair(measure, second, first / second));
                        }
                    }
                }
            }
        }
        for (Measure measure : Measure.values()) {
            double[] sorted = sorted(measure, Pair::ratio);
            out.printf("%-46s %,10.0f /s old   new/old %.2f (%.2f–%.2f, %d pairs)%n", measure.text,
                    median(sorted(measure, Pair::old)), median(sorted), sorted[0], sorted[sorted.length - 1], sorted.length);
        }
    }

    private double measure(Measure measure, RunningSystem system, HttpClient client, String name) throws Exception {
        return switch (measure) {
            case SINGLES -> singles(system, client, name);
            case BULK -> bulk(system, client, name);
            case TABLE -> tables(system, client);
            case READERS -> readers(system, client);
            case REBUILD -> rebuild(system, client);
        };
    }

    /** Returns when the tables have them too: what is measured next, of either, is not measured beside a projection that catches up. */
    private double singles(RunningSystem system, HttpClient client, String name) throws Exception {
        String officer = system.header("officer");
        Load.Result result = Load.run(system.ledgerPort(), CONNECTIONS, transfers, officer.isEmpty()
                ? new Transfers(name, Transfers.DEPARTMENTS)
                : new Transfers(name, Transfers.DEPARTMENTS, officer));
        requireAll(result.answers());
        awaitTables(system, client);
        return result.perSecond();
    }

    private double bulk(RunningSystem system, HttpClient client, String name) throws Exception {
        byte[] lines = new Transfers(name, Transfers.DEPARTMENTS).lines(transfers);
        long begin = System.nanoTime();
        requireAll(BulkLoad.post(system.ledgerPort(), system.header("officer"), lines).accepted());
        awaitTables(system, client);
        return transfers / seconds(begin);
    }

    private static void awaitTables(RunningSystem system, HttpClient client) throws Exception {
        table(system, client, "atLeastPosition=" + size(system, client));
    }

    private void requireAll(long accepted) {
        if (accepted != transfers) {
            throw new IllegalStateException(accepted + " of " + transfers + " transfers were accepted");
        }
    }

    private static double tables(RunningSystem system, HttpClient client) throws Exception {
        long size = size(system, client);
        SplittableRandom random = new SplittableRandom(4);
        long begin = System.nanoTime();
        for (int i = 0; i < TABLES; i++) {
            table(system, client, any(size, random));
        }
        return TABLES / seconds(begin);
    }

    private static double readers(RunningSystem system, HttpClient client) throws Exception {
        String rest = " HTTP/1.1\r\nHost: localhost\r\n" + system.header("auditor") + "\r\n";
        long size = size(system, client);
        SplittableRandom random = new SplittableRandom(5);
        Load.Result result = Load.run(system.projectionPort(), CONNECTIONS, TABLES,
                () -> ("GET " + TABLE_OF_B0 + any(size, random) + rest).getBytes(StandardCharsets.US_ASCII));
        if (result.refused() > 0) {
            throw new IOException(result.refused() + " of " + TABLES + " tables were refused");
        }
        return result.perSecond();
    }

    private static String any(long size, SplittableRandom random) {
        return "position=%d&effectiveOn=2023-%02d-%02d".formatted(random.nextLong(size / 2, size), random.nextInt(1, 13), random.nextInt(1, 29));
    }

    private static void table(RunningSystem system, HttpClient client, String point) throws Exception {
        HttpResponse<String> answer = null;
        for (int i = 0; i < 100 && (answer == null || answer.statusCode() == 503); i++) { // it is behind, and says so
            answer = send(client, get(system.projectionPort(), TABLE_OF_B0 + point));
        }
        if (answer == null || answer.statusCode() != 200) {
            throw new IOException(String.valueOf(answer));
        }
    }

    /** Builds the projection again beside the one that is served, compares both and removes it again. */
    private static double rebuild(RunningSystem system, HttpClient client) throws Exception {
        long begin = System.nanoTime();
        HttpResponse<String> started = send(client, asOperator(system, "/v1/replays")
                .header("Content-Type", "application/json").header("Idempotency-Key", "rebuild-" + begin)
                .POST(BodyPublishers.ofString("{}")));
        String location = address(system.projectionPort(), "/").resolve(started.headers().firstValue("Location").orElseThrow(
                () -> new IllegalStateException(started.statusCode() + " " + started.body()))).getPath();
        while (true) {
            String replay = send(client, asOperator(system, location)).body();
            switch (found(STATE, replay)) {
                case "READING", "COMPARING" -> Thread.sleep(20);
                case "COMPARED" -> {
                    return Long.parseLong(found(FACTS, replay)) / seconds(begin);
                }
                default -> throw new IllegalStateException(replay);
            }
        }
    }

    private static HttpRequest.Builder asOperator(RunningSystem system, String path) throws IOException {
        HttpRequest.Builder request = get(system.projectionPort(), path);
        String operator = system.header("operator");
        return operator.isEmpty() ? request : request.header("Authorization", operator.substring(operator.indexOf(' ') + 1).strip());
    }

    private static long size(RunningSystem system, HttpClient client) throws Exception {
        return Long.parseLong(found(SIZE, send(client, get(system.ledgerPort(), "/v1/log/checkpoint")).body()));
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException(pattern + " is not in " + text);
        }
        return matcher.group(1);
    }

    private static HttpRequest.Builder get(int port, String path) {
        return HttpRequest.newBuilder(address(port, path));
    }

    private static URI address(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private double[] sorted(Measure measure, ToDoubleFunction<Pair> figure) {
        return pairs.stream().filter(pair -> pair.measure == measure).mapToDouble(figure).sorted().toArray();
    }

    private static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
