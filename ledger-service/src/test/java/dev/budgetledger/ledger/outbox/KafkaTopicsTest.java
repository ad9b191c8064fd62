package dev.budgetledger.ledger.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What an operator is told of topics that somebody else made, or changed. */
class KafkaTopicsTest {

    private static final Map<String, String> GOOD = Map.of(
            "cleanup.policy", "delete", "retention.ms", "-1", "max.message.bytes", "16777216", "min.insync.replicas", "1");

    @Test
    void one_broker_has_one_replica_and_nothing_is_said() {
        assertThat(told(1, Map.of(), null, null)).isEmpty();
    }

    @Test
    void three_replicas_of_which_one_is_enough_may_lose_what_was_acknowledged() {
        assertThat(told(3, Map.of(), null, null)).containsExactly(
                "facts: min.insync.replicas is 1, not 2: what is acknowledged may be lost with one broker");
        assertThat(told(3, Map.of("min.insync.replicas", "2"), null, null)).isEmpty();
    }

    @Test
    void all_replicas_required_is_said_for_one_broker_then_stops_it() {
        assertThat(told(2, Map.of("min.insync.replicas", "2"), null, null)).containsExactly(
                "facts: min.insync.replicas is 2 of 2 replicas: nothing can be written while one broker is unavailable");
    }

    @Test
    void fewer_replicas_than_the_settings_ask_for_are_said() {
        assertThat(told(1, Map.of("min.insync.replicas", "1"), (short) 3, (short) 2)).containsExactly(
                "facts: it has 1 replicas, not 3",
                "facts: min.insync.replicas is 1, not 2: what is acknowledged may be lost with one broker");
    }

    @Test
    void a_topic_that_forgets_facts_is_said() {
        Map<String, String> forgetting = Map.of("cleanup.policy", "compact", "retention.ms", "604800000", "max.message.bytes", "1000");
        assertThat(told(1, forgetting, null, null)).containsExactly(
                "facts: cleanup.policy is compact, not delete",
                "facts: max.message.bytes is 1000, not 16777216",
                "facts: retention.ms is 604800000, not -1");
        assertThat(told(1, Map.of("max.message.bytes", "99999999"), null, null)).isEmpty();
    }

    private static List<String> told(
            int replicas, Map<String, String> otherwise, @Nullable Short replication, @Nullable Short minInSync) {
        Map<String, String> actual = new HashMap<>(GOOD);
        actual.putAll(otherwise);
        Map<String, String> wanted = new HashMap<>(GOOD);
        wanted.remove("min.insync.replicas");
        OutboxSettings settings = new OutboxSettings("localhost:1", "urn:test", 6, Duration.ZERO, Duration.ZERO,
                Map.of(), Duration.ofMinutes(1), replication, minInSync);
        NewTopic topic = new NewTopic("facts", Optional.of(6), Optional.empty()).configs(wanted);
        return KafkaTopics.differences(
                topic, settings, replicas, name -> Objects.requireNonNull(actual.get(name)));
    }
}
