package dev.budgetledger.benchmarks.reads;

import java.io.PrintStream;
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
            select e.line, sum(e.amount), sum(e.amount) filter (where e.operation = 'CARRY_OUT'),
                sum(e.amount) filter (where e.frozen)
            from entries e join facts f using (position)
            where f.stream = ? and e.line is not null and position <= ? and e.effective_on <= ? group by e.line""";

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
        Figures young = null;
        for (long count : entries) {
            Figures old = figures(count);
            young = young == null ? old : young;
            out.printf("  p99 of a table, against the youngest log: %.2f, %.2f, %.2f (any point, last day, second half)%n",
                    old.anyPoint.p99() / young.anyPoint.p99(), old.lastDay.p99() / young.lastDay.p99(), old.half.p99() / young.half.p99());
        }
    }

    /**
     * Of one log. A table is read within this JVM; the answers after the naive sum are asked for over HTTP.
     *
     * @param half as of any point of the second half
     * @param naive the table of any point by one statement over the entries
     */
    public record Figures(Millis anyPoint, Millis lastDay, Millis half, Millis naive,
            Millis yearOverYear, Millis changes, Millis provenance, Millis json, Millis pdf) {}

    /** Of a log of this many entries. */
    public Figures figures(long entries) throws Exception {
        try (Store store = Store.of(folder, entries, lines)) {
            out.printf("%n%,d entries, %,d lines%n", entries, lines);
            return measure(store, entries);
        }
    }

    private Figures measure(Store store, long entries) throws Exception {
        boolean fresh = !store.isTakenIn();
        long start = System.nanoTime();
        try (ConfigurableApplicationContext projection = store.projection()) {
            BudgetReader reader = projection.getBean(BudgetReader.class);
            long last = reader.resolve(2023, new AsOfQuestion(null, null, null, 1L)).position();
            if (fresh) {
                double seconds = (System.nanoTime() - start) / 1e9;
                store.takenIn();
                double raw = store.copySeconds();
                out.printf("  rebuilt in %.1f s: %,.0f entries/s; the same rows by COPY in %.1f s: %.2f of it%n",
                        seconds, entries / seconds, raw, raw / seconds);
            }
            store.run("vacuum analyze");
            sizes(store, entries);
            int port = projection.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            return reads(store, reader, last, new Questions(port, last));
        }
    }

    private void sizes(Store store, long entries) throws SQLException {
        for (String table : List.of("stored_facts", "envelopes", "line_entries", "stream_snapshots")) {
            out.printf("  %s: %.0f bytes an entry%n",
                    table, (double) store.count("select pg_total_relation_size('" + table + "')") / entries);
        }
    }

    private Figures reads(Store store, BudgetReader reader, long last, Questions questions) throws Exception {
        Random random = new Random(2);
        Point any = () -> new AsOf(LongLog.FIRST_DAY.plusDays(random.nextInt(365)), Instant.EPOCH, random.nextLong(last + 1));
        Point end = () -> new AsOf(LocalDate.of(2023, 12, 31), Instant.EPOCH, last - random.nextInt(100));
        Point half = () -> new AsOf(LongLog.FIRST_DAY.plusDays(180), Instant.EPOCH, random.nextLong(last / 2, last + 1));
        Millis anyPoint = table("table, any point", reader, any);
        Millis lastDay = table("table, last day", reader, end);
        Millis secondHalf = table("table, half", reader, half);
        Millis naive = naive(store, any);
        print("over HTTP: a table", ROUNDS, questions::table);
        print("over HTTP: balances of a budget", ROUNDS, questions::balances);
        print("over HTTP: balances of ten lines", ROUNDS, questions::balancesOfAFunction);
        print("over HTTP: a table's page", ROUNDS, questions::page);
        print("over HTTP: the latest postings", ROUNDS, questions::postings);
        print("over HTTP: postings of a day", ROUNDS / 4, questions::postingsOfADay);
        Millis yearOverYear = print("over HTTP: year over year", ROUNDS, questions::yearOverYear);
        Millis changes = print("over HTTP: changes of a table, first entries", ROUNDS / 4, questions::changes);
        Millis provenance = print("over HTTP: provenance, first page with proofs", ROUNDS / 4, questions::provenance);
        Millis json = print("over HTTP: the whole document as JSON", ROUNDS / 10, () -> questions.document("json"));
        print("over HTTP: the whole document as a page", ROUNDS / 10, () -> questions.document("html"));
        Millis pdf = print("over HTTP: the whole document as PDF", ROUNDS / 50, () -> questions.document("pdf"));
        return new Figures(anyPoint, lastDay, secondHalf, naive, yearOverYear, changes, provenance, json, pdf);
    }

    private Millis naive(Store store, Point any) throws Exception {
        try (Connection connection = store.connect();
                PreparedStatement naive = connection.prepareStatement(NAIVE)) {
            return print("naive sum, any point", NAIVE_ROUNDS, () -> {
                AsOf asOf = any.next();
                naive.setString(1, LongLog.BUSY.stream());
                naive.setLong(2, asOf.position());
                naive.setObject(3, asOf.effectiveOn());
                return naive.executeQuery().next();
            });
        }
    }

    private interface Point {
        AsOf next();
    }

    private interface Question {
        Object ask() throws Exception;
    }

    private Millis table(String what, BudgetReader reader, Point point) throws Exception {
        return print(what, ROUNDS, () -> reader.read(LongLog.BUSY, point.next(), Basis.ADJUSTED).map(BudgetAsOf::lines));
    }

    /** Asks so often, after some seconds and as many times to get warm, and prints how long it takes. */
    private Millis print(String what, int rounds, Question question) throws Exception {
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
        Millis figure = new Millis(millis[rounds / 2], millis[rounds * 99 / 100]);
        out.printf("  %s: p50 %.2f ms, p99 %.2f ms%n", what, figure.p50(), figure.p99());
        return figure;
    }
}
