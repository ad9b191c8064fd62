package dev.budgetledger.contract;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The bytes of facts in the log are pinned: a change here would change history. */
class EnvelopeTest {

    @TestFactory
    List<DynamicTest> every_fact_is_written_as_approved() {
        return Samples.facts().stream().map(fact -> DynamicTest.dynamicTest(Samples.name(fact), () ->
                assertThat(new String(Samples.envelope(fact).bytes(), StandardCharsets.UTF_8))
                        .isEqualTo(approved(Samples.name(fact))))).toList();
    }

    @TestFactory
    List<DynamicTest> every_approved_fact_is_read_back_and_written_the_same() {
        return Samples.facts().stream().map(fact -> DynamicTest.dynamicTest(Samples.name(fact), () -> {
            byte[] bytes = approved(Samples.name(fact)).getBytes(StandardCharsets.UTF_8);
            Envelope read = Envelope.parse(bytes);
            assertThat(read).isEqualTo(Samples.envelope(fact));
            assertThat(read.bytes()).isEqualTo(bytes);
        })).toList();
    }

    @Test
    void every_kind_of_fact_has_an_approved_sample_and_a_name_of_its_own() {
        var kinds = Samples.facts().stream().<Class<?>>map(Fact::getClass).collect(Collectors.toSet());
        assertThat(kinds).isEqualTo(leaves(Fact.class));
        for (Fact fact : Samples.facts()) {
            assertThat(FactTypes.named(FactTypes.nameOf(fact))).isEqualTo(fact.getClass());
        }
    }

    @Property(tries = 2000)
    void any_text_and_number_is_canonical_json(
            @ForAll String text, @ForAll String poster, @ForAll @LongRange(min = 1) long position) throws IOException {
        String reason = encodable(text);
        var posting = new Posting("301-2023-1", encodable(poster), LocalDate.of(2023, 1, 1), reason,
                Samples.posting(new Entry.OfLine(Samples.LINE, Money.ofFen(position)),
                        new Entry.OfSource(Fund.GENERAL_PUBLIC, Money.ofFen(-position))).entries());
        // Integers beyond 2^53 are not canonical JSON; no log gets there.
        Envelope envelope = new Envelope(position % (1L << 53), Instant.parse("2023-01-05T01:02:03.000001Z"),
                "301-2023", 1, encodable(poster), new Fact.BudgetAdjusted(posting));

        assertThat(envelope.bytes()).asString(StandardCharsets.UTF_8)
                .isEqualTo(new JsonCanonicalizer(envelope.bytes()).getEncodedString());
        assertThat(Envelope.parse(envelope.bytes())).isEqualTo(envelope);
    }

    /** What was recorded before there was one has none, and keeps its bytes. */
    @Test
    void a_request_is_named_by_short_hashes_of_its_key_and_content() {
        byte[] content = "content, as a hash of it".getBytes(StandardCharsets.UTF_8);
        RequestHash request = RequestHash.of("k-1", content);
        Envelope before = Samples.envelope(Samples.facts().stream()
                .filter(Fact.BudgetAdjusted.class::isInstance)
                .findFirst()
                .orElseThrow());
        Envelope envelope = new Envelope(before.position(), before.recordedAt(), before.stream(), before.sequence(),
                before.postedBy(), before.fact(), request);

        assertThat(envelope.bytes()).asString(StandardCharsets.UTF_8).isEqualTo(approved("BudgetAdjusted-with-a-request"));
        assertThat(Envelope.parse(envelope.bytes())).isEqualTo(envelope);
        assertThat(RequestHash.keyHash("k-1")).isEqualTo(request.key());
        assertThat(request.isOf(content)).isTrue();
        assertThat(request.isOf(RequestHash.keyHash("another content"))).isFalse();
    }

    /** What was recorded before there were any has none, and keeps its bytes. */
    @Test
    void who_signed_it_is_in_its_bytes() {
        Envelope before = Samples.envelope(Samples.facts().stream()
                .filter(Fact.BudgetAdjusted.class::isInstance)
                .findFirst()
                .orElseThrow());
        String signature = "eyJhbGciOiJFZERTQSIsImtleSI6Im9yZGVyLTEiLCJraWQiOiJrUHJLX3FteFZXYVlWQTl3d0JGNkl1bzN2Vnp6N1R4SENUd1hCeWdyUzRrIi"
                + "widG9waWMiOiJidWRnZXQuY29tbWFuZHMudjEifQ..AAAA";
        Envelope signed = new Envelope(before.position(), before.recordedAt(), before.stream(), before.sequence(), "client:国库系统",
                before.fact(), RequestHash.of("order-1", new byte[32]), new SentBy(signature, "预算处 王"));

        assertThat(signed.bytes()).asString(StandardCharsets.UTF_8).isEqualTo(approved("BudgetAdjusted-signed"));
        assertThat(Envelope.parse(signed.bytes())).isEqualTo(signed);
        assertThat(new SentBy(signature, null).keyId()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fDXFoXhdIHBORNXeY29udGVudCwgYXM", "fDXFoXhdIHBORNXeY29udGVudCwgYX==", "fDXFoXhdIHBORNXeY29udGVudCwgYXMg="})
    void what_is_no_hash_of_a_request_cannot_be_read(String text) {
        String json = approved("BudgetAdjusted-with-a-request").replace("fDXFoXhdIHBORNXeY29udGVudCwgYXMg", text);
        assertThatThrownBy(() -> Envelope.parse(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rare_characters_stay_themselves() {
        var fact = new Fact.BudgetOpened(new Department("301", "𠮷/\u001f\"\\é"), 2023, true);
        assertThat(new String(ContractJson.write(fact), StandardCharsets.UTF_8)).isEqualTo(
                "{\"comparative\":true,\"department\":{\"code\":\"301\",\"name\":\"𠮷/\\u001f\\\"\\\\é\"},\"fiscalYear\":2023}");
    }

    @Test
    void a_posting_that_does_not_balance_cannot_be_read() {
        String json = approved("BudgetAdjusted").replace("\"-1850000.00\"", "\"-1850000.01\"");
        assertThatThrownBy(() -> Envelope.parse(json.getBytes(StandardCharsets.UTF_8)))
                .rootCause().hasMessageContaining("out of balance for GENERAL_PUBLIC by -0.01");
    }

    /** The door was less strict once, and the log is for ever. */
    @Test
    void a_checkpoint_that_would_not_be_taken_today_is_read_back_if_it_was_recorded() {
        String json = approved("DisclosurePublished").replace("— budget-ledger ", "— budget+ledger ");

        Publication publication = ((Fact.DisclosurePublished) Envelope.parse(json.getBytes(StandardCharsets.UTF_8)).fact())
                .publication();

        assertThat(publication.head().size()).isEqualTo(publication.asOf().position());
        assertThatThrownBy(() -> Publication.headOf(publication.checkpoint())).isInstanceOf(IllegalArgumentException.class);
    }

    @TestFactory
    List<DynamicTest> fields_added_later_are_tolerated_wherever_they_are() {
        return Samples.facts().stream().filter(fact -> !(fact instanceof Fact.FormAdopted)).map(fact -> DynamicTest.dynamicTest(Samples.name(fact), () -> {
            String json = approved(Samples.name(fact)).replace("{", "{\"later\":{\"x\":[null]},");
            assertThat(Envelope.parse(json.getBytes(StandardCharsets.UTF_8))).isEqualTo(Samples.envelope(fact));
        })).toList();
    }

    /** Tables made without what it says would be others than those that the place prescribes. */
    @Test
    void of_a_form_nothing_is_left_out() {
        String json = approved("FormAdopted");
        byte[] beside = json.replace("{\"form\"", "{\"later\":1,\"form\"").getBytes(StandardCharsets.UTF_8);
        byte[] within = json.replace("\"format\":{", "\"format\":{\"later\":1,").getBytes(StandardCharsets.UTF_8);

        assertThat(Envelope.parse(beside).fact()).isInstanceOf(Fact.FormAdopted.class);
        assertThatThrownBy(() -> Envelope.parse(within)).hasRootCauseMessage("is no field of this");
    }

    @Test
    void what_answers_a_command_tolerates_fields_added_later() {
        Receipt other = new Receipt("302-2023-5", 9, Instant.parse("2023-01-05T01:02:03.040506Z"), "h", 5, null);
        Receipt receipt = new Receipt("301-2023-4", 8, Instant.parse("2023-01-05T01:02:03.040506Z"), "h", 4, other);
        var accepted = new CommandResult(7L, 201, "k-1", false, receipt, null, null);
        String json = new String(ContractJson.write(accepted), StandardCharsets.UTF_8).replace("{", "{\"later\":1,");

        assertThat(ContractJson.read(json.getBytes(StandardCharsets.UTF_8), CommandResult.class)).isEqualTo(accepted);
    }

    /** The rule of docs/reference/facts.md, tried on a version before the first. */
    @Test
    void an_earlier_version_is_read_as_the_newest_and_keeps_its_name_and_its_bytes() {
        FactVersions versions = new FactVersions(Map.of(
                "BudgetOpened.a", new FactVersions.Step("BudgetOpened.b", fact -> fact.put("comparative", false)),
                "BudgetOpened.b", new FactVersions.Step("BudgetOpened", fact -> fact.set("department",
                        fact.objectNode().put("code", fact.remove("code").stringValue()).put("name", "?")))));
        String json = approved("BudgetOpened")
                .replaceFirst("\\{\"fact\":\\{.*?},\"fiscalYear\"", "{\"fact\":{\"code\":\"301\",\"fiscalYear\"")
                .replace("\"BudgetOpened\"", "\"BudgetOpened.a\"");

        Envelope read = Envelope.parse(json.getBytes(StandardCharsets.UTF_8), versions);

        assertThat(read.fact()).isEqualTo(new Fact.BudgetOpened(new Department("301", "?"), 2023, false));
        assertThat(read.type()).isEqualTo("BudgetOpened.a");
        assertThatThrownBy(read::bytes).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Envelope.parse(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("BudgetOpened.a");
    }

    @Test
    void a_type_that_is_not_known_is_refused() {
        String json = approved("BudgetOpened").replace("\"BudgetOpened\"", "\"BudgetVanished\"");
        assertThatThrownBy(() -> Envelope.parse(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("BudgetVanished");
    }

    private static java.util.Set<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? java.util.Arrays.stream(type.getPermittedSubclasses()).flatMap(t -> leaves(t).stream())
                        .collect(Collectors.toSet())
                : java.util.Set.of(type);
    }

    private static String encodable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static String approved(String name) {
        try (InputStream in = EnvelopeTest.class.getResourceAsStream("/approved/" + name + ".json")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
