package dev.budgetledger.reliability.check;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of a run.
 *
 * @param orders everything that was sent, by key
 * @param answers what was answered to it, by key
 * @param logs what each ledger serves, by its name
 * @param published the leaf hashes of what is on Kafka under each position
 * @param checkpoints all that anybody was shown
 * @param tables all that anybody was shown
 */
public record Evidence(
        Map<String, Order> orders, Map<String, Answer> answers, Map<String, List<Fact>> logs,
        Map<Long, Set<String>> published, Set<Checkpoint> checkpoints, List<Table> tables) {}
