package dev.budgetledger.benchmarks.reads;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.springframework.context.ConfigurableApplicationContext;

import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetAsOf;
import dev.budgetledger.projection.entries.BudgetReader;

/**
 * From the log to the projection, and tables as of any point, in a young log and in an old one. Beside each figure is what the
 * same PostgreSQL does in the same run without us: a COPY of the same rows, and the naive sum.
 */
public final class ReadsBenchmark {

    private static final int ROUNDS = 1_000;
    private static final long WARM_UP_NANOS = 4_000_000_000L;
    private static final int NAIVE_ROUNDS = 10;

    /** As of (E, position), entry by entry. */
    private static final String NAIVE = """
            select l.id, sum(e.amount), sum(e.amount) filter (where e.operation = 'CARRY_OUT'),
                sum(e.amount) filter (where e.frozen)
            from lines l join entries e on e.line = l.id
            where l.stream = ? and e.position <= ? and e.effective_on <= ? group by l.id""";

    private final PrintStream out;
    private final Path folder;
    private final int lines;

    /** @param lines how many the one long budget has */
    public ReadsBenchmark(PrintStream out, Path folder, int lines) {
        this.out = out;
        this.folder = folder;
        this.lines = lines;
    }

    /** With logs of this many entries, the first being the young one. */
    public void run(long... entries) throws Exception {
        double[] young = {};
        for (long count : entries) {
            try (Store store = Store.of(folder.resolve(lines + "-lines-entries-" + count), count, lines)) {
                out.printf("%n%,d entries, %,d lines%n", count, lines);
                double[] p99 = measure(store, count);
                if (young.length == 0) {
                    young = p99;
                }
                out.printf("  p99 of a table, against the youngest log: %.2f, %.2f, %.2f (any point, last day, first half)%n",
                        p99[0] / young[0], p99[1] / young[1], p99[2] / young[2]);
            }
        }
    }

    private double[] measure(Store store, long entries) throws Exception {
        boolean fresh = Files.notExists(store.folder().resolve("rebuilt"));
        long start = System.nanoTime();
        try (ConfigurableApplicationContext projection = store.projection()) {
            BudgetReader reader = projection.getBean(BudgetReader.class);
            long last = reader.resolve(2023, new AsOfQuestion(null, null, null, 1L)).position();
            if (fresh) {
                double seconds = (System.nanoTime() - start) / 1e9;
                Files.createFile(store.folder().resolve("rebuilt"));
                double raw = raw(store);
                out.printf("  rebuilt in %.1f s: %,.0f entries/s; the same rows by COPY in %.1f s: %.2f of it%n",
                        seconds, entries / seconds, raw, raw / seconds);
            }
            store.run("vacuum analyze");
            sizes(store, entries);
            double[] p99 = reads(store, reader, last);
            int port = projection.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            answers(new Questions(port, last));
            return p99;
        }
    }

    /** Seconds that PostgreSQL takes for the same rows in tables with the same keys and without indexes. */
    private static double raw(Store store) throws SQLException {
        String facts = "'" + store.folder().toAbsolutePath().resolve("facts.copy") + "' (format binary)";
        String entries = "'" + store.folder().toAbsolutePath().resolve("entries.copy") + "' (format binary)";
        store.run("copy (select * from facts) to " + facts, "copy entries to " + entries,
                "create table raw_facts (like facts, primary key (position))",
                "create table raw_entries (like entries, primary key (position, ordinal))");
        long start = System.nanoTime();
        store.run("copy raw_facts from " + facts, "copy raw_entries from " + entries);
        double seconds = (System.nanoTime() - start) / 1e9;
        store.run("drop table raw_facts, raw_entries");
        return seconds;
    }

    private void sizes(Store store, long entries) throws SQLException {
        for (String table : List.of("stored_facts", "envelopes", "entries", "postings", "stream_snapshots")) {
            out.printf("  %s: %.0f bytes an entry%n",
                    table, (double) store.count("select pg_total_relation_size('" + table + "')") / entries);
        }
    }

    private double[] reads(Store store, BudgetReader reader, long last) throws Exception {
        Random random = new Random(2);
        Point any = () -> new AsOf(LongLog.FIRST_DAY.plusDays(random.nextInt(365)), Instant.EPOCH, random.nextLong(last + 1));
        Point end = () -> new AsOf(LocalDate.of(2023, 12, 31), Instant.EPOCH, last - random.nextInt(100));
        Point half = () -> new AsOf(LongLog.FIRST_DAY.plusDays(180), Instant.EPOCH, random.nextLong(last / 2, last + 1));
        double[] p99 = {
            table("table, any point", reader, any), table("table, last day", reader, end), table("table, half", reader, half)
        };
        try (Connection connection = store.connect();
                PreparedStatement naive = connection.prepareStatement(NAIVE)) {
            print("naive sum, any point", NAIVE_ROUNDS, () -> {
                AsOf asOf = any.next();
                naive.setString(1, LongLog.BUSY.stream());
                naive.setLong(2, asOf.position());
                naive.setObject(3, asOf.effectiveOn());
                return naive.executeQuery().next();
            });
        }
        return p99;
    }

    private void answers(Questions questions) throws Exception {
        print("over HTTP: a table", ROUNDS, questions::table);
        print("over HTTP: a table's page", ROUNDS, questions::page);
        print("over HTTP: the latest postings", ROUNDS, questions::postings);
        print("over HTTP: postings of a day", ROUNDS / 4, questions::postingsOfADay);
        print("over HTTP: year over year", ROUNDS, questions::yearOverYear);
        print("over HTTP: changes of a table, first entries", ROUNDS / 4, questions::changes);
        print("over HTTP: provenance, first page with proofs", ROUNDS / 4, questions::provenance);
        print("over HTTP: the whole document as JSON", ROUNDS / 10, () -> questions.document("json"));
        print("over HTTP: the whole document as a page", ROUNDS / 10, () -> questions.document("html"));
        print("over HTTP: the whole document as PDF", ROUNDS / 50, () -> questions.document("pdf"));
    }

    private interface Point {
        AsOf next();
    }

    private interface Question {
        Object ask() throws Exception;
    }

    private double table(String what, BudgetReader reader, Point point) throws Exception {
        return print(what, ROUNDS, () -> reader.read(LongLog.BUSY, point.next(), Basis.ADJUSTED).map(BudgetAsOf::lines));
    }

    /** Asks so often, after some seconds and as many times to get warm, and answers the p99. */
    private double print(String what, int rounds, Question question) throws Exception {
        long warm = System.nanoTime() + WARM_UP_NANOS;
        for (int i = 0; i < rounds || System.nanoTime() < warm; i++) {
            var _ = question.ask();
        }
        double[] millis = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            var _ = question.ask();
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        double p99 = millis[rounds * 99 / 100];
        out.printf("  %s: p50 %.2f ms, p99 %.2f ms%n", what, millis[rounds / 2], p99);
        return p99;
    }
}
