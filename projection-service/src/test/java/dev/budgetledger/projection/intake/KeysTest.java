package dev.budgetledger.projection.intake;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Topics;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A projection is filled without keys for as long as nothing is looked up that is not remembered. */
class KeysTest {

    private static final List<Envelope> FACTS = SampleLog.random(new Random(21), 2000).facts();

    private final DataSource source = StoredLog.newDatabase();
    private final JdbcTemplate jdbc = new JdbcTemplate(source);
    private final AtomicInteger made = new AtomicInteger();
    private final StoredLog filling = StoredLog.filling(source, 3, this::make);

    @Test
    void without_keys_come_the_same_rows() {
        drop();

        filling.facts(FACTS).watermark(head()).advance();

        assertThat(made).hasValue(0);
        requireSameAs(new StoredLog(3).facts(FACTS).watermark(head()).advance());
    }

    @Test
    void after_a_rollback_they_are_made_before_anything_is_looked_up() {
        drop();
        filling.facts(FACTS.subList(0, 1000));
        TopicPartition partition = new TopicPartition(Topics.FACTS, 0);
        assertThatThrownBy(() -> filling.store().apply(List.of(), Map.of(partition, 99_999L))).isInstanceOf(FencedException.class);
        assertThat(made).hasValue(0);

        filling.facts(FACTS.subList(1000, FACTS.size())).watermark(head()).advance();

        assertThat(made).hasValue(1);
        requireSameAs(new StoredLog(3).facts(FACTS).watermark(head()).advance());
    }

    private static Watermark head() {
        return new Watermark(FACTS.size(), FACTS.getLast().recordedAt());
    }

    private void drop() {
        jdbc.execute("alter table stored_facts drop constraint facts_pkey");
        jdbc.execute("alter table stored_facts drop constraint facts_stream_sequence_key");
        jdbc.execute("alter table line_entries drop constraint line_entries_pkey");
    }

    private void make() {
        made.incrementAndGet();
        jdbc.execute("alter table stored_facts add constraint facts_pkey primary key (position)");
        jdbc.execute("alter table stored_facts add unique (stream, sequence)");
        jdbc.execute("alter table line_entries add primary key (line, position)");
    }

    private void requireSameAs(StoredLog grown) {
        for (String table : List.of(
                "select position, envelope, leaf_hash from facts order by position",
                "select position, ordinal, effective_on, amount, operation, source from entries order by position, ordinal",
                "select stream, facts, position, base, day_sums from stream_snapshots order by stream, facts",
                "select l.stream, p.position, p.entries from line_entries p join lines l on l.id = p.line order by l.stream, p.position, p.entries",
                "select level, number, hash from subtrees order by level, number",
                "select key, size, facts, last, chain from stream_ends order by key, size",
                "select size from tree")) {
            String all = "select md5(string_agg(t::text, ' ')) from (" + table + ") t";
            assertThat(jdbc.queryForObject(all, String.class)).as(table).isEqualTo(new JdbcTemplate(grown.source()).queryForObject(all, String.class));
        }
    }
}
