package dev.budgetledger.benchmarks.reads;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.ConfigurableApplicationContext;

import dev.budgetledger.benchmarks.Processes;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.shards.Shard;

/**
 * What a fact costs that is read and verified, and whose department is another shard's, beside one that has rows. The log is read once into a
 * database of all departments and once into one of a 64th of them, which has hardly any; several times, of which the first warms up.
 */
public final class ShardsBenchmark {

    private static final int LINES = 100;
    private static final int ROUNDS = 4;

    /** The one long budget is of another. */
    private static final Shard SMALL = new Shard(1, 64);

    private static final String DATABASE = "shard_cost";

    private static final String BYTES = """
            select sum(pg_total_relation_size(c.oid)) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where relkind = 'r' and nspname not in ('pg_catalog', 'information_schema')""";

    private final PrintStream out;
    private final Path folder;

    public ShardsBenchmark(PrintStream out, Path folder) {
        this.out = out;
        this.folder = folder;
    }

    /**
     * Processor time, and bytes, of a fact.
     *
     * @param own which part of the facts had rows
     */
    private record Cost(double own, double jvm, double postgres, double bytes) {

        /** Of a fact of others, where another log of the same facts had them all. */
        Cost ofOthers(Cost all) {
            return new Cost(0, others(jvm, all.jvm), others(postgres, all.postgres), others(bytes, all.bytes));
        }

        private double others(double mixed, double all) {
            return (mixed - own * all) / (1 - own);
        }
    }

    /** With a log of this many entries: two a fact. */
    public void run(long entries) throws Exception {
        try (Store store = Store.of(folder, entries, LINES)) {
            for (int round = 0; round < ROUNDS; round++) {
                Cost all = cost(store, Shard.WHOLE);
                Cost others = cost(store, SMALL).ofOthers(all);
                out.printf("%s%n", round == 0 ? "warming up" : "round " + round);
                print("with rows", all);
                print("of another shard", others);
                out.printf("  of that: %.2f of the processor, %.2f of the bytes%n",
                        (others.jvm + others.postgres) / (all.jvm + all.postgres), others.bytes / all.bytes);
            }
        }
    }

    private void print(String what, Cost cost) {
        out.printf("  a fact %s: %.1f µs processor (services and Kafka %.1f, PostgreSQL %.1f), %.0f bytes%n",
                what, cost.jvm + cost.postgres, cost.jvm, cost.postgres, cost.bytes);
    }

    /** From when the service has started to when it has all of the log. */
    private static Cost cost(Store store, Shard shard) throws IOException, SQLException {
        store.run("create database " + DATABASE + " owner projection_service");
        try (ConfigurableApplicationContext projection = store.projection(
                DATABASE, "--projection.shard=" + shard, "--projection.reconciliation.enabled=false")) {
            ProcessHandle postgres = store.postgres();
            double before = applied(projection);
            Duration jvm = Processes.cpu(ProcessHandle.current());
            Duration server = Processes.cpuOfTree(postgres);
            var _ = projection.getBean(BudgetReader.class).resolve(2023, new AsOfQuestion(null, null, null, 1L));
            double facts = applied(projection) - before;
            double inJvm = micros(Processes.cpu(ProcessHandle.current()).minus(jvm), facts);
            double inPostgres = micros(Processes.cpuOfTree(postgres).minus(server), facts);
            double all = store.count(DATABASE, "select count(*) from facts");
            return new Cost(store.count(DATABASE, "select count(*) from stored_facts where block is not null") / all,
                    inJvm, inPostgres, store.count(DATABASE, BYTES) / all);
        } finally {
            store.run("drop database " + DATABASE + " with (force)");
        }
    }

    private static double applied(ConfigurableApplicationContext projection) {
        return projection.getBean(MeterRegistry.class).get("projection.facts.applied").functionCounter().count();
    }

    private static double micros(Duration time, double facts) {
        return time.toNanos() / 1e3 / facts;
    }
}
