package dev.budgetledger.projection.intake;

import java.time.Instant;
import java.time.LocalDate;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.contract.merkle.Checkpoint;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.SigningKey;
import dev.budgetledger.projection.samples.SampleLog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

class RecordReaderTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final RecordPosition AT = new RecordPosition(Topics.FACTS, 2, 17);
    private static final Envelope ALLOCATED =
            new SampleLog().allocate(OFFICE, LocalDate.of(2023, 1, 5), SampleLog.STAFF, 100);
    private static final IncomingRecord.OfFact OF_ALLOCATED =
            new IncomingRecord.OfFact(AT, ALLOCATED, new Bytes(ALLOCATED.bytes()));

    @Test
    void a_fact_is_read_with_its_very_bytes() {
        assertThat(read(TestRelay.ofFact(ALLOCATED, 2)))
                .isEqualTo(new IncomingRecord.OfFact(AT, ALLOCATED, new Bytes(ALLOCATED.bytes())));
    }

    @Test
    void a_watermark_is_told_by_its_type() {
        Watermark watermark = new Watermark(7, Instant.parse("2023-01-05T09:00:00Z"));

        assertThat(read(TestRelay.ofWatermark(Topics.FACTS, watermark, 2)))
                .isEqualTo(new IncomingRecord.OfWatermark(AT, watermark));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock = """
                    {"fact":{    | {"later":{"x":1},"fact":{
                    {"fact":{    | {"fact":{"later":[null],
                    "posting":{  | "posting":{"later":"x",
                    "line":{     | "line":{"later":1,
                    """)
    void fields_that_a_later_version_adds_are_passed_over(String written, String instead) {
        ProducerRecord<byte[], byte[]> good = TestRelay.ofFact(ALLOCATED, 2);
        String later = new String(good.value(), UTF_8).replace(written, instead);
        assertThat(later).contains("later");

        IncomingRecord read = read(new ProducerRecord<>(
                Topics.FACTS, 2, good.key(), later.getBytes(UTF_8), good.headers().add("later", new byte[] {1})));

        assertThat(read).isEqualTo(new IncomingRecord.OfFact(AT, ALLOCATED, new Bytes(later.getBytes(UTF_8))));
    }

    @Test
    void a_field_that_a_later_version_adds_to_a_watermark_is_passed_over() {
        Watermark watermark = new Watermark(7, Instant.parse("2023-01-05T09:00:00Z"));
        ProducerRecord<byte[], byte[]> good = TestRelay.ofWatermark(Topics.FACTS, watermark, 2);
        byte[] later = new String(good.value(), UTF_8).replace("{", "{\"later\":1,").getBytes(UTF_8);

        assertThat(read(new ProducerRecord<>(Topics.FACTS, 2, good.key(), later, good.headers())))
                .isEqualTo(new IncomingRecord.OfWatermark(AT, watermark));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
                    ledger-position | 2                               | header ledger-position is 2, the envelope says 1
                    ce_type         | dev.budgetledger.BudgetAdjusted | header ce_type is dev.budgetledger.BudgetAdjusted, the envelope says dev.budgetledger.FundsAllocated
                    """)
    void a_header_that_disagrees_with_the_envelope_is_unreadable(String header, String value, String reason) {
        ProducerRecord<byte[], byte[]> record = TestRelay.ofFact(ALLOCATED, 2);
        record.headers().remove(header).add(header, value.getBytes(UTF_8));

        assertThat(read(record)).isEqualTo(new IncomingRecord.Unreadable(AT, reason, OF_ALLOCATED));
    }

    @Test
    void a_key_other_than_the_stream_is_unreadable() {
        ProducerRecord<byte[], byte[]> good = TestRelay.ofFact(ALLOCATED, 2);
        ProducerRecord<byte[], byte[]> elsewhere = new ProducerRecord<>(
                Topics.FACTS, 2, "302-2023".getBytes(UTF_8), good.value(), good.headers());

        assertThat(read(elsewhere))
                .isEqualTo(new IncomingRecord.Unreadable(
                        AT, "the key is 302-2023, the envelope's stream 301-2023", OF_ALLOCATED));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock = """
                    FundsAllocated | FundsBurnt  | no fact is called FundsBurnt
                    -1.00          | -0.99       | out of balance
                    "position":1   | "place":1   | position
                    2023-01-05"    | 2023-13-05" | 2023-13-05
                    {"fact"        | "fact"      | Unexpected
                    """)
    void a_fact_that_cannot_be_understood_is_unreadable(String written, String instead, String reason) {
        ProducerRecord<byte[], byte[]> good = TestRelay.ofFact(ALLOCATED, 2);
        String text = new String(good.value(), UTF_8);
        assertThat(text).contains(written);
        byte[] garbled = text.replace(written, instead).getBytes(UTF_8);

        IncomingRecord read = read(new ProducerRecord<>(Topics.FACTS, 2, good.key(), garbled, good.headers()));

        assertThat(read).isInstanceOfSatisfying(
                IncomingRecord.Unreadable.class, unreadable -> assertThat(unreadable.reason()).contains(reason));
    }

    @Test
    void a_reversal_of_what_posts_nothing_is_unreadable() {
        Fact.Posted allocated = (Fact.Posted) ALLOCATED.fact();
        Envelope reversal = new Envelope(
                2, ALLOCATED.recordedAt(), ALLOCATED.stream(), 1, "treasury",
                new Fact.PostingReversed(allocated.posting(), "301-2023-0", "YearClosed", null));

        assertThat(read(TestRelay.ofFact(reversal, 2)))
                .isEqualTo(new IncomingRecord.Unreadable(
                        AT, "posting 301-2023-0 reverses a YearClosed, which posts nothing to reverse"));
    }

    @Test
    void an_empty_record_is_unreadable() {
        assertThat(RecordReader.read(new ConsumerRecord<>(Topics.FACTS, 2, 17, new byte[0], null)))
                .isEqualTo(new IncomingRecord.Unreadable(AT, "the record is empty"));
    }

    @Test
    void a_watermark_with_the_checkpoint_of_another_position_or_none_at_all_is_not_read() {
        SigningKey key = SigningKey.generate("budget-ledger");
        String note = key.sign(new Checkpoint("budget-ledger", 8, Hash.OF_NOTHING).text()).format();

        assertThat(read(watermark(8, note))).isInstanceOf(IncomingRecord.OfWatermark.class);
        assertThat(read(watermark(9, note))).isEqualTo(new IncomingRecord.Unreadable(AT, "the checkpoint is not of position 9"));
        assertThat(read(watermark(8, "hello"))).isInstanceOf(IncomingRecord.Unreadable.class);
    }

    private static ProducerRecord<byte[], byte[]> watermark(long position, String note) {
        return TestRelay.ofWatermark(Topics.FACTS, new Watermark(position, Instant.EPOCH, note), 2);
    }

    private static IncomingRecord read(ProducerRecord<byte[], byte[]> sent) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(Topics.FACTS, 2, 17, sent.key(), sent.value());
        sent.headers().forEach(record.headers()::add);
        return RecordReader.read(record);
    }
}
