package dev.budgetledger.ledger.commands;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.edge.problems.ProblemException;
import dev.budgetledger.ledger.store.Submission;

import static org.assertj.core.api.Assertions.assertThat;

/** What is read by hand is what the mapper reads, and whatever is wrong is told as the mapper has it told. */
class PlainJsonTest {

    /** Read by readers of their own. */
    private static final Set<String> BY_THE_MAPPER = Set.of("AdoptForm");

    private static final JsonMapper MAPPER = mapper();
    private static final CommandDocument DOCUMENTS = new CommandDocument(MAPPER);
    private static final List<String> EXAMPLES = Stream.concat(
                    CommandType.ALL.stream().map(PlainJsonTest::document),
                    Stream.of("""
                            {"type":"Adjust","department":"301","fiscalYear":2023,"idempotencyKey":"k","postedBy":"石财","expectedSequence":12,\
                            "documentNo":"追加1号","superiorDocumentNo":"财预〔2023〕17号","effectiveOn":"2023-06-30","reason":"追加","lines":[\
                            {"fund":"GENERAL_PUBLIC","origin":"CARRIED_OVER","unit":"301001","function":"2010301","kind":"PROJECT","economic":"30201",\
                            "governmentEconomic":"50201","project":"P01","tag":"直达","amount":"-1.50"},{"amount":"1","fund":"GOVERNMENT_FUND"}]}""", """
                            { "type" : "Transfer", "department": "301", "fiscalYear" : 2023,\t"amount":"1","authority":"","from":{},
                             "to": {"department":"302"}, "documentNo":"1" }"""))
            .toList();

    @Property(tries = 4000)
    void whatever_a_document_is_it_is_read_as_the_mapper_reads_it_or_refused_as_it_refuses_it(@ForAll long seed) {
        Random random = new Random(seed);
        String document = EXAMPLES.get(random.nextInt(EXAMPLES.size()));
        for (int i = 0; i < 10; i++) {
            byte[] bytes = random.nextInt(4) == 0 ? said(document, random) : changed(document.getBytes(StandardCharsets.UTF_8), random);
            assertThat(read(() -> DOCUMENTS.parse(bytes))).as(new String(bytes, StandardCharsets.UTF_8))
                    .isEqualTo(read(() -> DOCUMENTS.tree(JsonFaults.text(bytes))));
        }
    }

    @Property(tries = 4000)
    void whatever_a_body_is_it_is_read_as_the_mapper_reads_it_or_not_at_all(@ForAll long seed) {
        Random random = new Random(seed);
        CommandType operation = CommandType.ALL.get(random.nextInt(CommandType.ALL.size()));
        for (int i = 0; i < 10; i++) {
            String body = new String(changed(operation.example().getBytes(StandardCharsets.UTF_8), random), StandardCharsets.UTF_8);
            Object read = operation.body() instanceof Class<?> type ? PlainJson.read(body, type) : null;
            assertThat(read == null || read.equals(byMapper(body, operation))).as(body).isTrue();
        }
    }

    @Test
    void what_is_written_as_most_is_read_without_the_mapper() {
        assertThat(EXAMPLES).allSatisfy(document -> assertThat(CommandDocument.plain(document) != null)
                .as(document).isEqualTo(BY_THE_MAPPER.stream().noneMatch(document::contains)));
        assertThat(CommandType.ALL).allSatisfy(operation -> assertThat(
                        operation.body() instanceof Class<?> type && PlainJson.read(operation.example(), type) != null)
                .as(operation.type()).isEqualTo(operation.body() instanceof Class<?>));
    }

    private static String document(CommandType operation) {
        ObjectNode document = MAPPER.createObjectNode().put("type", operation.type()).put("idempotencyKey", "k");
        if (operation.isOnBudget()) {
            document.put("department", "301").put("fiscalYear", 2023);
        }
        JsonNode body = MAPPER.readTree(operation.example());
        switch (operation.type()) {
            case "DefineClassifications" -> document.put("fiscalYear", 2023).set("classifications", body);
            case "AdoptForm" -> document.set("form", body);
            default -> document.setAll((ObjectNode) body);
        }
        return document.toString();
    }

    private static Object read(Supplier<CommandDocument.Document> document) {
        try {
            CommandDocument.Document read = document.get();
            return Arrays.asList(CommandDocument.keyOf(read), DOCUMENTS.read(read,
                    (command, said, key, sequence) -> new Submission(command, String.valueOf(said), key, sequence), "beside"));
        } catch (ProblemException refused) {
            return refused.problem();
        }
    }

    private static Object byMapper(String body, CommandType operation) {
        try {
            return MAPPER.readerFor(MAPPER.constructType(operation.body())).readValue(body);
        } catch (JacksonException refused) {
            return refused;
        }
    }

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder();
        new StrictJson().readStrictly().customize(builder);
        return builder.build();
    }

    /** The same said otherwise: a field is gone, has another value or is there twice, all are in another order, and blanks stand between. */
    private static byte[] said(String document, Random random) {
        ObjectNode fields = (ObjectNode) MAPPER.readTree(document);
        List<Map.Entry<String, JsonNode>> shuffled = new ArrayList<>(fields.properties());
        Collections.shuffle(shuffled, random);
        String other = List.of("null", "\"\"", "12", "0", "-1", "1.0", "1e2", "99999999999", "true", "[]", "{}", "[null]", "\"a\\u0062\"", "\"2023-06-30\"")
                .get(random.nextInt(14));
        int changed = random.nextInt(-3, shuffled.size());
        List<String> written = new ArrayList<>();
        for (int i = 0; i < shuffled.size(); i++) {
            String value = changed == i ? other : spaced(shuffled.get(i).getValue(), random);
            if (random.nextInt(30) > 0) {
                written.add(blank(random) + '"' + shuffled.get(i).getKey() + '"' + blank(random) + ":" + blank(random) + value);
            }
        }
        if (!written.isEmpty() && random.nextInt(5) == 0) {
            written.add(written.get(random.nextInt(written.size())));
        }
        return ("{" + String.join(blank(random) + ",", written) + blank(random) + "}").getBytes(StandardCharsets.UTF_8);
    }

    private static String spaced(JsonNode value, Random random) {
        return switch (value) {
            case ArrayNode array -> array.valueStream().map(each -> spaced(each, random)).collect(Collectors.joining(", ", "[", " ]"));
            default -> value.toString();
        };
    }

    private static String blank(Random random) {
        return List.of("", "", "", " ", "\t ", "\r").get(random.nextInt(6));
    }

    /** One octet is another, gone, or there twice; or a piece is; or the end is missing. */
    private static byte[] changed(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        int to = Math.min(bytes.length, at + random.nextInt(1, 30));
        byte[] octets = "\"\\{}[],:.-0129 \u0001\nabcnull\uFFFD".getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(7)) {
            case 0 -> joined(bytes, at, new byte[] {octets[random.nextInt(octets.length)]}, at + 1);
            case 1 -> joined(bytes, at, new byte[] {(byte) random.nextInt()}, at + 1);
            case 2 -> joined(bytes, at, new byte[0], at + 1);
            case 3 -> joined(bytes, at, new byte[] {octets[random.nextInt(octets.length)]}, at);
            case 4 -> joined(bytes, at, Arrays.copyOfRange(bytes, at, to), at);
            case 5 -> joined(bytes, at, new byte[0], random.nextBoolean() ? to : bytes.length);
            default -> bytes;
        };
    }

    private static byte[] joined(byte[] bytes, int until, byte[] between, int from) {
        byte[] joined = Arrays.copyOf(bytes, until + between.length + bytes.length - from);
        System.arraycopy(between, 0, joined, until, between.length);
        System.arraycopy(bytes, from, joined, until + between.length, bytes.length - from);
        return joined;
    }
}
