package dev.budgetledger.ledger.commands.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.budgetledger.contract.Topics;
import dev.budgetledger.ledger.RunningLedger;
import dev.budgetledger.testservers.TestServers;

import static dev.budgetledger.ledger.RunningLedger.LINE;
import static dev.budgetledger.ledger.RunningLedger.PAPER;
import static org.assertj.core.api.Assertions.assertThat;

/** Somebody deletes the topics of commands under a running ledger. */
class DeletedCommandTopicsTest {

    private static RunningLedger ledger;
    private static CommandClient client;

    @BeforeAll
    static void start() throws Exception {
        client = new CommandClient();
        String group = "deleted" + UUID.randomUUID();
        client.startAtTheEnd(group);
        ledger = RunningLedger.with301("--ledger.commands.enabled=true", "--ledger.commands.group=" + group);
    }

    /** Other tests know a dead letter by the offset of its command, and offsets begin again. */
    @AfterAll
    static void stop() throws Exception {
        ledger.close();
        client.close();
        delete(CommandTopics.NAMES);
    }

    @ParameterizedTest
    @ValueSource(strings = {Topics.COMMANDS, Topics.COMMAND_RESULTS, Topics.COMMAND_DEAD_LETTERS})
    void a_topic_that_somebody_deletes_is_told_and_made_again_and_commands_are_taken(String topic) throws Exception {
        CommandIntake intake = ledger.context.getBean(CommandIntake.class);
        posted("before-" + topic);

        delete(List.of(topic));

        soon().until(() -> intake.trouble().contains("the topic " + topic + " is not there any more"));
        soon().until(() -> intake.trouble().isEmpty());
        posted("after-" + topic);
    }

    @Test
    void a_command_that_comes_while_there_is_no_topic_for_its_answer_is_answered_and_posted_once() throws Exception {
        CommandIntake intake = ledger.context.getBean(CommandIntake.class);
        posted("answered");
        long length = ledger.logLength();

        delete(List.of(Topics.COMMAND_RESULTS));
        client.send("unanswered", allocate());

        soon().until(() -> intake.trouble().contains("the topic " + Topics.COMMAND_RESULTS + " is not there any more"));
        soon().until(() -> intake.trouble().isEmpty());
        assertThat(client.result("unanswered").status()).isEqualTo(201);
        assertThat(ledger.logLength()).isEqualTo(length + 1);
    }

    private static ConditionFactory soon() {
        return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50));
    }

    private static void posted(String key) throws Exception {
        client.send(key, allocate());
        assertThat(client.result(key).status()).isEqualTo(201);
    }

    private static void delete(List<String> topics) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestServers.kafkaBootstrapServers()))) {
            admin.deleteTopics(topics).all().get();
        }
    }

    private static String allocate() {
        return """
                {"type":"Allocate","department":"301","fiscalYear":2023,"postedBy":"国库科",%s,"lines":[{%s,"amount":"1.00"}]}"""
                .formatted(PAPER, LINE);
    }
}
