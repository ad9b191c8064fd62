package dev.budgetledger.ledger.commands.kafka;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Posting;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.ledger.RunningLedger;
import dev.budgetledger.testservers.TestServers;

import static dev.budgetledger.ledger.RunningLedger.LINE;
import static dev.budgetledger.ledger.RunningLedger.PAPER;
import static dev.budgetledger.ledger.commands.kafka.CommandClient.header;
import static dev.budgetledger.ledger.commands.kafka.CommandClient.ofSize;
import static dev.budgetledger.ledger.commands.kafka.CommandClient.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** {@code budget.commands.v1} to {@code budget.command-results.v1}, on a real Kafka. */
class CommandIntakeTest {

    private static final TestServers.TestDatabase DATABASE = TestServers.newDatabase("commands");

    private static RunningLedger ledger;
    private static CommandClient client;

    @BeforeAll
    static void start() throws Exception {
        client = new CommandClient();
        ledger = RunningLedger.with301(DATABASE, taking("first"));
    }

    @AfterAll
    static void stop() {
        ledger.close();
        client.close();
    }

    private static String[] taking(String group) {
        return new String[] {"--ledger.commands.enabled=true", "--ledger.commands.group=" + group + UUID.randomUUID()};
    }

    @Test
    void commands_are_decided_in_the_order_sent_and_each_is_answered_under_its_key() throws Exception {
        client.send("order-1", open("K1"));
        client.send("order-2", allocate("K1", "100.00"));
        client.send("order-3", adjust("K1", "-100.01"));
        client.send("order-4", adjust("K1", "-100.00"));

        List<CommandResult> results = client.results("order-", 4);

        assertThat(results).extracting(CommandResult::status).containsExactly(201, 201, 409, 201);
        assertThat(results).extracting(CommandResult::idempotencyKey)
                .containsExactly("order-1", "order-2", "order-3", "order-4");
        assertThat(results.get(2).problem()).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("INSUFFICIENT_FUNDS");
            assertThat(problem.field()).isEqualTo("lines[0]");
        });
        Receipt receipt = Objects.requireNonNull(results.get(3).receipt());
        Envelope recorded = Envelope.parse(utf8(ledger.facts(receipt.position() - 1, 1).getFirst()));
        assertThat(Posting.id(recorded.stream(), recorded.sequence())).isEqualTo("K1-2023-2").isEqualTo(receipt.postingId());
        assertThat(recorded.postedBy()).isEqualTo("国库科");
    }

    @Test
    void a_result_is_a_cloud_event_which_tells_the_position_where_there_is_one() throws Exception {
        client.send("event-1", allocate("301", "3.00"));
        client.send("event-2", adjust("301", "-9999999.00"));

        List<CloudEvent> events = client.resultRecords("event-", 2).stream()
                .map(record -> KafkaMessageFactory.createReader(record).toEvent()).toList();

        Receipt receipt = Objects.requireNonNull(client.result("event-1").receipt());
        assertThat(events).extracting(CloudEvent::getType, CloudEvent::getSubject, event -> String.valueOf(event.getDataSchema()))
                .containsExactly(tuple("dev.budgetledger.CommandResult", "event-1", "urn:budget-ledger:schema:results:CommandResult:v1"),
                        tuple("dev.budgetledger.CommandResult", "event-2", "urn:budget-ledger:schema:results:CommandResult:v1"));
        assertThat(events).extracting(CloudEvent::getId).doesNotHaveDuplicates().allMatch(id -> id.startsWith(Topics.COMMANDS + "-0-"));
        assertThat(events.getFirst().getTime()).isEqualTo(receipt.recordedAt().atOffset(ZoneOffset.UTC));
        assertThat(events.getFirst().getExtension("ledgerposition")).isEqualTo(Long.toString(receipt.position()));
        assertThat(events.getFirst().getExtension("streamsequence")).isEqualTo(Long.toString(receipt.streamSequence()));
        assertThat(events.getLast().getTime()).isNotNull();
        assertThat(events.getLast().getExtensionNames()).isEmpty();
    }

    @Test
    void one_key_is_one_answer_whether_it_comes_through_kafka_or_http() throws Exception {
        client.send("both-1", allocate("301", "7.00"));
        Receipt receipt = Objects.requireNonNull(client.result("both-1").receipt());

        var again = ledger.post("/v1/budgets/301/2023/allocations",
                "{" + PAPER + ",\"lines\":[{" + LINE + ",\"amount\":\"7.00\"}]}", "Idempotency-Key", "both-1", "Posted-By", "x");
        assertThat(again.statusCode()).as("another poster is another content").isEqualTo(409);
        client.send("both-1", allocate("301", "7.00"));
        List<CommandResult> results = client.results("both-1", 2);

        assertThat(results.get(1).repeated()).isTrue();
        assertThat(results.get(1).receipt()).isEqualTo(receipt);
    }

    static Stream<Arguments> poison() {
        String good = allocate("301", "1.00");
        return Stream.of(
                arguments("no JSON", "poison-a", utf8("{\"type\":"), "MALFORMED_JSON", "body"),
                arguments("no object", "poison-b", utf8("[]"), "MALFORMED_JSON", "body"),
                arguments("nothing", "poison-c", null, "MALFORMED_JSON", "body"),
                arguments("an unknown field", "poison-d", utf8(good.replace("\"reason\"", "\"raeson\"")), "UNKNOWN_FIELD", "raeson"),
                arguments("a dry run", "poison-dry", utf8(good.replace("\"reason\"", "\"dryRun\":true,\"reason\"")), "UNKNOWN_FIELD", "dryRun"),
                arguments("an unknown type", "poison-e", utf8(good.replace("Allocate", "Allot")), "FIELD_INVALID", "type"),
                arguments("an amount that is none", "poison-f", utf8(good.replace("1.00", "1e2")), "AMOUNT_INVALID", "lines[0].amount"),
                arguments("another key inside", "poison-g", utf8("{\"idempotencyKey\":\"x\"," + good.substring(1)), "FIELD_INVALID", "idempotencyKey"),
                arguments("too large", "poison-h", ofSize(4 * 1024 * 1024 + 1), "BODY_TOO_LARGE", "body"),
                arguments("a text that looks like another", "poison-i", utf8(good.replace("测试", "测试\u3000")), "FIELD_INVALID", "reason"),
                arguments("a text that shows nothing", "poison-j", utf8(good.replace("测试", "\u00a0")), "FIELD_MISSING", "reason"),
                arguments("no UTF-8", "poison-k", overlong(good), "MALFORMED_JSON", "body"),
                arguments("UTF-16", "poison-l", good.getBytes(StandardCharsets.UTF_16LE), "MALFORMED_JSON", "body"),
                arguments("a year out of range", "poison-m", utf8(good.replace("2023,", "99999999999,")), "FIELD_INVALID", "fiscalYear"),
                arguments("a key that looks like another", "Cafe\u0301", utf8(good), "FIELD_INVALID", "key"),
                arguments("no key", null, utf8(good), "IDEMPOTENCY_KEY_REQUIRED", "key"),
                arguments("a blank key", " ", utf8(good), "FIELD_MISSING", "key"));
    }

    /** A slash in two bytes, which careless readers take. */
    private static byte[] overlong(String command) {
        return new String(utf8(command.replace("测试", "a/b")), StandardCharsets.ISO_8859_1).replace("a/b", "a\u00c0\u00afb")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("poison")
    void what_is_no_command_is_dead_lettered_with_the_reason_and_stops_nothing(
            String what, @Nullable String key, byte @Nullable [] value, String code, String field) throws Exception {
        long before = ledger.logLength();
        double counted = deadLetters();
        long offset = client.send(key == null ? null : utf8(key), value);
        String next = "after-" + UUID.randomUUID();
        client.send(next, open("X"));

        assertThat(client.result(next).status()).isIn(201, 409); // the first opens the budget
        ConsumerRecord<byte[], byte[]> letter = client.deadLetter(offset);
        assertThat(List.of(header(letter, Topics.REASON_CODE), header(letter, Topics.REASON_FIELD)))
                .isEqualTo(List.of(code, field));
        assertThat(header(letter, Topics.REASON_DETAIL)).isNotBlank();
        assertThat(header(letter, Topics.ORIGIN_TOPIC)).isEqualTo(Topics.COMMANDS);
        assertThat(header(letter, Topics.ORIGIN_PARTITION)).isEqualTo("0");
        assertThat(letter.key()).isEqualTo(key == null ? null : utf8(key));
        assertThat(letter.value()).isEqualTo(code.equals("BODY_TOO_LARGE") ? null : value);
        if (key != null && !field.equals("key")) {
            assertThat(client.result(key).problem()).satisfies(problem -> assertThat(problem.code()).isEqualTo(code));
        }
        assertThat(ledger.logLength()).isBetween(before, before + 1);
        assertThat(deadLetters()).isEqualTo(counted + 1);
    }

    private static double deadLetters() {
        return ledger.context.getBean(MeterRegistry.class).get("ledger.dead.letters").functionCounter().count();
    }

    /** Where a record may be large: what stands there, and how its value reads. */
    enum Place {
        KEY, VALUE, HEADER, FIELD_NAME, QUOTED_FIELD;

        ProducerRecord<byte[], byte[]> record(String key, int size) {
            String large = "大".repeat(size / 3);
            String value = switch (this) {
                case KEY -> open("X");
                case VALUE -> " ".repeat(size) + "[]";
                case HEADER -> "[]";
                case FIELD_NAME -> "{\"" + large + "\":1," + open("X").substring(1);
                case QUOTED_FIELD -> open("X").replace("OpenBudget", large);
            };
            var record = new ProducerRecord<>(Topics.COMMANDS, utf8(this == KEY ? key + large : key), utf8(value));
            record.headers().add("sent-by", utf8(this == HEADER ? large : "国库科"));
            return record;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3_000, 3_000_000, 7_000_000})
    void a_record_of_any_size_is_dead_lettered_answered_once_and_holds_back_no_command(int size) throws Exception {
        String run = "size-" + UUID.randomUUID();
        Map<Place, Long> offsets = new EnumMap<>(Place.class);
        for (Place place : Place.values()) {
            offsets.put(place, client.send(place.record(run + "-" + place, size)));
            client.send(run + "-behind-" + place, open("X"));
        }

        client.send(run + "-end", open("X"));
        assertThat(client.result(run + "-end").status()).isIn(201, 409);
        assertThat(client.results(run, 10)).extracting(CommandResult::idempotencyKey)
                .as("a key that is too long has no answer").containsExactly(
                        run + "-behind-KEY",
                        run + "-VALUE", run + "-behind-VALUE",
                        run + "-HEADER", run + "-behind-HEADER",
                        run + "-FIELD_NAME", run + "-behind-FIELD_NAME",
                        run + "-QUOTED_FIELD", run + "-behind-QUOTED_FIELD",
                        run + "-end");
        boolean fits = size < 4_000_000;
        offsets.forEach((place, offset) -> {
            ConsumerRecord<byte[], byte[]> letter = client.deadLetter(offset);
            ProducerRecord<byte[], byte[]> sent = place.record(run + "-" + place, size);
            assertThat(header(letter, Topics.REASON_CODE)).isNotBlank();
            assertThat(header(letter, Topics.REASON_FIELD)).hasSizeLessThan(110);
            assertThat(header(letter, Topics.REASON_DETAIL)).hasSizeLessThan(500);
            assertThat(letter.value()).isEqualTo(fits || sent.value().length < size ? sent.value() : null);
            assertThat(letter.key()).isEqualTo(fits || sent.value().length >= size ? sent.key() : null);
        });
    }

    @Test
    void a_key_that_is_no_text_is_dead_lettered() throws Exception {
        long offset = client.send(new byte[] {(byte) 0xff, (byte) 0xfe}, utf8(allocate("301", "1.00")));

        assertThat(header(client.deadLetter(offset), Topics.REASON_FIELD)).isEqualTo("key");
    }

    @Test
    void reading_the_topic_again_from_its_beginning_posts_nothing_twice() throws Exception {
        client.send("again-1", open("K2"));
        client.send("again-2", allocate("K2", "1.00"));
        client.send("again-3", adjust("K2", "-2.00"));
        List<CommandResult> first = client.results("again-", 3);
        long length = ledger.logLength();

        // A group that has read nothing begins at offset 0.
        try (RunningLedger second = RunningLedger.on(DATABASE, taking("second"))) {
            List<CommandResult> again = client.results("again-", 6).subList(3, 6);

            assertThat(again).allSatisfy(result -> assertThat(result.repeated()).isTrue());
            assertThat(again).extracting(CommandResult::receipt).isEqualTo(
                    first.stream().map(CommandResult::receipt).toList());
            assertThat(again).extracting(CommandResult::problem).isEqualTo(
                    first.stream().map(CommandResult::problem).toList());
            assertThat(second.logLength()).isEqualTo(length);
        }
    }

    @Test
    void a_ledger_that_cannot_reach_its_log_goes_past_nothing_and_keeps_the_order() throws Exception {
        CommandIntake intake = ledger.context.getBean(CommandIntake.class);
        client.send("away-0", open("K3"));
        assertThat(client.result("away-0").status()).isEqualTo(201);
        accessToDatabase(false);
        try {
            // Decided out of order, the second would be refused, and stay refused.
            client.send("away-1", allocate("K3", "5.00"));
            client.send("away-2", adjust("K3", "-5.00"));
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> intake.trouble().contains("not available"));
        } finally {
            accessToDatabase(true);
        }

        List<CommandResult> results = client.results("away-", 3);
        assertThat(results).extracting(CommandResult::idempotencyKey).containsExactly("away-0", "away-1", "away-2");
        assertThat(results).extracting(CommandResult::status).containsOnly(201);
        Awaitility.await().until(() -> intake.trouble().isEmpty());
    }

    /** One whose clock is wrong, for example: another may post what it would hold. */
    @Test
    void who_cannot_post_holds_no_commands_that_another_could_post() throws Exception {
        TestServers.TestDatabase database = TestServers.newDatabase("commands_left");
        String[] group = taking("left");
        try (RunningLedger _ = RunningLedger.with301(database, group)) {
            client.send("left-1", open("K5"));
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> sharers(group) == 1);
            Instant closed = RunningLedger.closeADayAhead(database);
            client.send("left-2", allocate("K5", "5.00"));

            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> sharers(group) == 0);

            try (RunningLedger other = RunningLedger.on(database, group[0], group[1], "--ledger.clock.acknowledged=" + closed)) {
                Awaitility.await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(other.get("/v1/budgets/K5/2023").body()).contains("\"balance\":\"5.00\""));
            }
        }
    }

    private static int sharers(String[] group) throws Exception {
        String name = group[1].substring(group[1].indexOf('=') + 1);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestServers.kafkaBootstrapServers()))) {
            return Objects.requireNonNull(admin.describeConsumerGroups(List.of(name)).all().get().get(name)).members().size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0; // nobody has come yet
            }
            throw e;
        }
    }

    @Test
    void instances_of_one_group_hand_over_and_post_each_command_once() throws Exception {
        String[] group = taking("shared");
        client.send("handover-open", open("K4"));
        assertThat(client.result("handover-open").status()).isEqualTo(201);
        RunningLedger one = RunningLedger.on(DATABASE, group);
        try (RunningLedger _ = RunningLedger.on(DATABASE, group)) {
            for (int i = 0; i < 300; i++) {
                client.send("handover-" + i, allocate("K4", "0.01"));
                if (i == 150) {
                    one.close();
                }
            }
            // The ledger of all tests answers each, the group each at least once more.
            Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() ->
                    assertThat(client.results("handover-", 600).stream().map(CommandResult::idempotencyKey)
                            .filter(key -> !"handover-open".equals(key)).distinct()).hasSize(300));
        }

        assertThat(ledger.get("/v1/budgets/K4/2023").body()).contains("\"balance\":\"3.00\"");
        List<String> facts = ledger.facts(0, 100_000).stream().filter(fact -> fact.contains("\"stream\":\"K4-2023\"")).toList();
        assertThat(facts).hasSize(301);
        assertThat(IntStream.range(0, 301).mapToObj(i -> Envelope.parse(utf8(facts.get(i))).sequence()))
                .containsExactlyElementsOf(IntStream.range(0, 301).mapToObj(Long::valueOf).toList());
    }

    private static void accessToDatabase(boolean allowed) throws Exception {
        try (Connection superuser = TestServers.superuserConnection(); Statement statement = superuser.createStatement()) {
            statement.execute("alter database " + DATABASE.name() + " allow_connections " + allowed);
            if (!allowed) {
                statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                        + DATABASE.name() + "'");
            }
        }
    }

    private static String open(String department) {
        return """
                {"type":"OpenBudget","department":{"code":"%s","name":"部门"},"fiscalYear":2023}""".formatted(department);
    }

    private static String allocate(String department, String amount) {
        return lines("Allocate", department, amount);
    }

    private static String adjust(String department, String amount) {
        return lines("Adjust", department, amount);
    }

    private static String lines(String type, String department, String amount) {
        return """
                {"type":"%s","department":"%s","fiscalYear":2023,"postedBy":"国库科",%s,"lines":[{%s,"amount":"%s"}]}"""
                .formatted(type, department, PAPER, LINE, amount);
    }
}
