package dev.budgetledger.reliability;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.budgetledger.reliability.faults.Kind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The short run: a few faults, one of each kind that has most to break. A failure names its seed; run that again with
 * {@code -Dreliability.seed=}.
 */
class ReliabilityTest {

    private static final List<Kind> KINDS = List.of(
            Kind.KILL_LEDGER, Kind.FAIL_OVER, Kind.STALL_DATABASE, Kind.STOP_BROKER);

    @Test
    void nothing_is_lost_or_doubled_and_nobody_is_shown_two_histories_whatever_fails() throws Exception {
        Long given = Long.getLong("reliability.seed");
        long seed = given == null ? Reliability.newSeed() : given;

        Report report = Reliability.run(seed, KINDS.size(), KINDS, Path.of("target").toAbsolutePath(), System.out);

        report.print(System.out);
        assertThat(report.findings()).as("seed %d", seed).isEmpty();
        assertThat(report.verdict().accepted()).as("postings").isPositive();
    }
}
