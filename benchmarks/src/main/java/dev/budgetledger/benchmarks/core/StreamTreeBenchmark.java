package dev.budgetledger.benchmarks.core;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.RememberedStreams;
import dev.budgetledger.contract.merkle.StreamTree;

/** One more fact in the tree over a million streams, each as likely as any other: alone under its head, or with as many as a batch has. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class StreamTreeBenchmark {

    private static final int STREAMS = 1_000_000;
    private static final int FACTS_PER_BATCH = 4000;

    private final SplittableRandom random = new SplittableRandom(1);
    private final RememberedStreams kept = new RememberedStreams();
    private final StreamTree tree = new StreamTree(kept);

    public StreamTreeBenchmark() {
        for (int from = 0; from < STREAMS; from += FACTS_PER_BATCH) {
            List<String> streams = new ArrayList<>();
            for (int i = from; i < from + FACTS_PER_BATCH; i++) {
                streams.add(stream(i));
            }
            tree.append(streams, kept::keep);
        }
    }

    private static String stream(int number) {
        return number + "-2023";
    }

    private Hash grow(int facts) {
        List<String> streams = new ArrayList<>();
        for (int i = 0; i < facts; i++) {
            streams.add(stream(random.nextInt(STREAMS)));
        }
        tree.append(streams, kept::keep);
        return tree.root();
    }

    @Benchmark
    public Hash aHeadAFact() {
        return grow(1);
    }

    @Benchmark
    @OperationsPerInvocation(FACTS_PER_BATCH)
    public Hash aHeadABatch() {
        return grow(FACTS_PER_BATCH);
    }
}
