package dev.budgetledger.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.budgetledger.contract.CommandResult;
import dev.budgetledger.contract.ContractJson;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Receipt;
import dev.budgetledger.contract.RecordedRead;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.contract.merkle.Hash;

import static org.assertj.core.api.Assertions.assertThat;

/** What the ledger writes is what its schemas say. */
class FactSchemasTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path APPROVED = Markdown.file("ledger-contract/src/test/resources/approved");
    private static final Instant THEN = Instant.parse("2023-01-05T01:02:03Z");
    private static final Receipt HALF = receipt(9, null);

    @Test
    void every_fact_has_approved_bytes_to_try_its_schema_on() {
        Set<String> types = Stream.concat(approved(), documented())
                .map(envelope -> envelope.get("type").stringValue()).collect(Collectors.toSet());

        assertThat(types).containsExactlyInAnyOrderElementsOf(Schemas.facts().map(Class::getSimpleName).toList());
    }

    @ParameterizedTest
    @MethodSource({"approved", "documented"})
    void a_fact_of_the_log_is_valid(ObjectNode envelope) {
        assertThat(SchemaCheck.errors("facts/Envelope", envelope)).isEmpty();
        assertThat(SchemaCheck.errors("facts/" + envelope.get("type").stringValue(), envelope.get("fact"))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("approved")
    void fields_that_later_versions_add_are_valid(ObjectNode envelope) {
        JsonNode later = JSON.readTree(envelope.toString().replaceAll("\\{(?=\")", "{\"later\":{\"x\":[null]},"));

        assertThat(SchemaCheck.errors("facts/Envelope", later)).isEmpty();
    }

    /** Both sides: what no reader could make a fact of is not valid either. */
    @ParameterizedTest
    @ValueSource(strings = {"position", "recordedAt", "stream", "sequence", "postedBy", "type", "fact"})
    void an_envelope_without_one_of_its_fields_is_not_valid(String field) {
        approved().forEach(envelope -> {
            envelope.remove(field);
            assertThat(SchemaCheck.errors("facts/Envelope", envelope)).isNotEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            "amount":"-1850000.00" | "amount":"-1850000.0"
            "amount":"-1850000.00" | "amount":-1850000.00
            "position":7           | "position":0
            .040506Z               | .0405Z
            2023-01-01             | 2023-02-30
            "fund":"GENERAL        | "fund":"GENERIC
            "id":"301-2023-1"      | "id":"301-2023"
            "line"                 | "lines"
            "BudgetAdjusted"       | "BudgetVanished"
            "BudgetAdjusted"       | "BudgetOpened"
            """)
    void an_envelope_that_the_ledger_would_not_write_is_not_valid(String written, String instead) {
        String envelope = read(APPROVED.resolve("BudgetAdjusted.json")).toString();
        assertThat(envelope).contains(written);

        assertThat(SchemaCheck.errors("facts/Envelope", JSON.readTree(envelope.replace(written, instead)))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("results")
    void a_result_is_valid(CommandResult result) {
        assertThat(SchemaCheck.errors("results/CommandResult", written(result))).isEmpty();
    }

    @Test
    void a_result_of_neither_or_both_is_not_valid() {
        assertThat(SchemaCheck.errors("results/CommandResult",
                written(new CommandResult(1L, 201, null, null, null, null, null)))).isNotEmpty();
        assertThat(SchemaCheck.errors("results/CommandResult", written(new CommandResult(1L, 201, null, null, HALF,
                new CommandResult.Problem("INTERNAL_ERROR", "", "d"), null)))).isNotEmpty();
    }

    @Test
    void receipts_are_valid_also_the_one_of_the_documentation() {
        String section = Markdown.page("docs/reference/http.md").section(3, "Answers to commands");

        assertThat(SchemaCheck.errors("results/Receipt", written(receipt(8, HALF)))).isEmpty();
        assertThat(Markdown.jsonBlocks(section)).singleElement().satisfies(json ->
                assertThat(SchemaCheck.errors("results/Receipt", JSON.readTree(json))).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"postingId", "position", "recordedAt", "leafHash", "streamSequence"})
    void a_receipt_without_one_of_its_fields_is_not_valid_nor_one_that_holds_it(String field) {
        ObjectNode broken = (ObjectNode) written(HALF);
        broken.remove(field);
        ObjectNode holder = ((ObjectNode) written(receipt(8, HALF))).set("counterpart", broken);

        assertThat(SchemaCheck.errors("results/Receipt", broken)).isNotEmpty();
        assertThat(SchemaCheck.errors("results/Receipt", holder)).isNotEmpty();
    }

    @Test
    void a_read_is_valid_with_all_and_with_as_little_as_there_may_be() {
        RecordedRead all = new RecordedRead("projection", "wang", "GET", "/v1/forms/{form}", "/v1/forms/x",
                List.of(new RecordedRead.Variable("form", "x")), "position=1", true,
                List.of(new RecordedRead.PointRead(LocalDate.of(2023, 6, 30), THEN, 1)), 200, 10L, THEN, "0af7651916cd43dd8448eb211c80319c", 3);
        RecordedRead least = new RecordedRead("ledger", null, "HEAD", null, "/v1/facts", null, null, false, null, 401, null, THEN, null, 0);

        assertThat(SchemaCheck.errors("reads/RecordedRead", written(all))).isEmpty();
        assertThat(SchemaCheck.errors("reads/RecordedRead", written(least))).isEmpty();
        assertThat(SchemaCheck.errors("reads/RecordedRead", JSON.readTree("{\"service\":\"ledger\"}"))).isNotEmpty();
    }

    @Test
    void a_watermark_is_valid_also_of_an_empty_log_and_the_one_of_the_documentation() {
        String section = Markdown.page("docs/reference/topics.md").section(2, "Watermarks");

        assertThat(SchemaCheck.errors("facts/Watermark", written(new Watermark(0, THEN)))).isEmpty();
        assertThat(SchemaCheck.errors("facts/Watermark", JSON.readTree("{\"position\":7}"))).isNotEmpty();
        assertThat(Markdown.jsonBlocks(section)).singleElement().satisfies(json ->
                assertThat(SchemaCheck.errors("facts/Watermark", JSON.readTree(json))).isEmpty());
    }

    static List<CommandResult> results() {
        return List.of(
                new CommandResult(3L, 201, "k-1", false, receipt(8, HALF), null, null),
                new CommandResult(null, 201, null, true, receipt(8, null), null, null),
                new CommandResult(1L, 422, "k-1", true, null, new CommandResult.Problem("LINE_INVALID", "lines[0]", "d"), null),
                new CommandResult(null, 503, null, null, null, new CommandResult.Problem("LEDGER_BUSY", "", "d"), null));
    }

    static Stream<ObjectNode> approved() {
        try (Stream<Path> files = Files.list(APPROVED)) {
            return files.sorted().map(FactSchemasTest::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<ObjectNode> documented() {
        return Markdown.jsonBlocks(Markdown.page("docs/reference/facts.md").text()).stream()
                .map(json -> (ObjectNode) JSON.readTree(json));
    }

    private static ObjectNode read(Path file) {
        return (ObjectNode) JSON.readTree(Markdown.read(file));
    }

    private static JsonNode written(Object record) {
        return JSON.readTree(ContractJson.write(record));
    }

    private static Receipt receipt(long position, @Nullable Receipt other) {
        return new Receipt("301-2023-" + position, position, THEN, Hash.ofLeaf(new byte[0]).base64(), position, other);
    }
}
