package dev.budgetledger.ledger.commands.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

import dev.budgetledger.contract.CommandLimits;
import dev.budgetledger.contract.Topics;

/** The topics that commands come by and their answers go by. */
final class CommandTopics {

    /** A command with its key, its headers and what Kafka adds. */
    static final int RECORD_BYTES_MAX = CommandLimits.BYTES_MAX + (1 << 16);

    /**
     * One partition keeps the order in which commands were sent; more would not be faster, for a ledger has one writer. Dead
     * letters are kept until somebody takes care of them.
     */
    static final List<NewTopic> ALL = List.of(
            topic(Topics.COMMANDS, Map.of()),
            topic(Topics.COMMAND_RESULTS, Map.of()),
            topic(Topics.COMMAND_DEAD_LETTERS, Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1")));

    static final List<String> NAMES = ALL.stream().map(NewTopic::name).toList();

    private CommandTopics() {}

    private static NewTopic topic(String name, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(RECORD_BYTES_MAX));
        return new NewTopic(name, Optional.of(1), Optional.empty()).configs(all);
    }
}
