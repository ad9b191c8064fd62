package dev.budgetledger.projection.intake;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Entry;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.FactTypes;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.contract.Watermark;
import dev.budgetledger.contract.merkle.Hash;
import dev.budgetledger.contract.merkle.RightEdge;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.AsOfQuestion;
import dev.budgetledger.projection.entries.Basis;
import dev.budgetledger.projection.entries.BudgetReader;
import dev.budgetledger.projection.entries.LineBalance;
import dev.budgetledger.projection.entries.StatementReader;
import dev.budgetledger.projection.entries.jdbc.JdbcProofs;
import dev.budgetledger.projection.entries.jdbc.JdbcStatementReader;
import dev.budgetledger.projection.samples.SampleLog;
import dev.budgetledger.projection.samples.SampleProposals;
import dev.budgetledger.projection.samples.SignedLog;
import dev.budgetledger.projection.samples.VariedLog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** A database that an earlier release has written continues where it was. */
class MigrationTest {

    private static final BudgetId OFFICE = new BudgetId("301", 2023);
    private static final BudgetId NEXT = SampleLog.nextYear(OFFICE);
    private static final LocalDate JANUARY = LocalDate.of(2023, 1, 5);
    private static final LocalDate YEAR_END = LocalDate.of(2023, 12, 31);

    private final SampleLog log = new SampleLog();

    @Test
    void what_the_first_release_stored_is_read_and_continued_with() {
        // given a database of the first release
        DataSource source = StoredLog.newDatabase();
        Flyway.configure().dataSource(source).locations("classpath:db/projection")
                .target(MigrationVersion.fromVersion("1")).load().migrate();
        log.open(OFFICE);
        log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 100);
        log.adjust(OFFICE, JANUARY, SampleLog.STAFF, 20);
        log.transfer(OFFICE, JANUARY, SampleLog.STAFF, SampleLog.MEETING, 30);
        writeAsTheFirstReleaseDid(JdbcClient.create(source), log.facts());

        // when it is migrated and the new facts come in
        StoredLog stored = new StoredLog(source, 1, 4);
        log.tick().open(NEXT);
        log.carryForward(OFFICE, YEAR_END, SampleLog.MEETING, 30);
        log.freeze(OFFICE, YEAR_END, SampleLog.STAFF, 40);
        log.reverse(log.facts().get(1), 0);
        stored.facts(log.facts().subList(4, log.facts().size()))
                .watermark(new Watermark(log.lastPosition(), log.now()));

        // then the rows of both releases make one answer, and the old ones say what they always meant
        BudgetReader reader = stored.reader(log.now(), Duration.ZERO);
        assertThat(lines(reader, new AsOfQuestion(null, null, 4L, null), Basis.ADJUSTED))
                .containsExactlyInAnyOrder(
                        new LineBalance(SampleLog.STAFF, Money.ofFen(90), Money.ZERO, Money.ZERO, Money.ofFen(100)),
                        new LineBalance(SampleLog.MEETING, Money.ofFen(30), Money.ZERO, Money.ZERO, Money.ZERO));
        assertThat(lines(reader, AsOfQuestion.NOW, Basis.ADJUSTED))
                .containsExactlyInAnyOrder(
                        new LineBalance(SampleLog.STAFF, Money.ofFen(-10), Money.ZERO, Money.ofFen(40), Money.ZERO),
                        new LineBalance(SampleLog.MEETING, Money.ZERO, Money.ofFen(30), Money.ZERO, Money.ZERO));
        assertThat(lines(reader, AsOfQuestion.NOW, Basis.APPROVED)).isEmpty();
        assertThat(stored.jdbc()
                        .sql("select count(*) from entries where position <= 4 and not reversal and not frozen "
                                + "and counterpart is null")
                        .query(Long.class)
                        .single())
                .isEqualTo(6);

        // and one tree
        RightEdge tree = new RightEdge();
        log.facts().forEach(each -> tree.append(Hash.ofLeaf(each.bytes()), _ -> {}));
        stored.advance();
        assertThat(new JdbcProofs(stored.jdbc()).inclusion(2, tree.size()).leadsTo(tree.root())).isTrue();
    }

    @Test
    void what_an_earlier_release_stored_gets_the_snapshots_it_would_have() {
        // given a database that the last release has continued with since the first, with sums by line
        DataSource source = StoredLog.newDatabase();
        Flyway.configure().dataSource(source).locations("classpath:db/projection")
                .target(MigrationVersion.fromVersion("1")).load().migrate();
        log.open(OFFICE);
        for (int i = 0; i < 520; i++) {
            log.transfer(OFFICE, JANUARY.plusDays(i % 300), SampleLog.STAFF, SampleLog.MEETING, i + 1);
        }
        writeAsTheFirstReleaseDid(JdbcClient.create(source), log.facts());
        Flyway.configure().dataSource(source).locations("classpath:db/projection")
                .target(MigrationVersion.fromVersion("18")).load().migrate();
        JdbcClient.create(source).sql("update summarised set complete = true").update();
        JdbcClient.create(source).sql("insert into line_snapshots (line, position, entries, level, sums) values (1, 17, 16, 1, '')").update();

        // when it is migrated and continued with
        StoredLog stored = new StoredLog(source, 1, log.lastPosition());
        int before = (int) log.lastPosition();
        for (int i = 0; i < 300; i++) {
            log.transfer(OFFICE, JANUARY.plusDays(i), SampleLog.MEETING, SampleLog.STAFF, i + 1);
        }
        stored.batch(log.facts().subList(before, log.facts().size()));

        // then its snapshots are those of a database that was written by this release from the beginning
        assertThat(StreamSnapshotsTest.snapshots(stored)).hasSize(12)
                .isEqualTo(StreamSnapshotsTest.snapshots(new StoredLog(1).batch(log.facts())));
        assertThat(StreamSnapshotsTest.snapshots(stored))
                .isEqualTo(StreamSnapshotsTest.snapshots(new StoredLog(source, 1, log.lastPosition())));
    }

    @Test
    void postings_that_an_earlier_release_stored_are_found_as_if_this_one_had() {
        // given a log of every kind of posting, in a database in which nobody looked for postings
        List<Envelope> facts = VariedLog.random(new Random(21), 400);
        StoredLog now = new StoredLog(1).facts(facts);
        List<String> postings = postings(now.jdbc());
        asBeforeBlocks(now.jdbc());
        now.jdbc().sql("drop table postings").update();
        now.jdbc().sql("drop table proposals").update();
        now.jdbc().sql("drop table shard").update();
        now.jdbc().sql("drop index budgets_by_name").update();
        now.jdbc().sql("drop table stream_snapshots").update();
        now.jdbc().sql("create table line_snapshots (line bigint)").update();
        now.jdbc().sql("delete from flyway_schema_history where version::int >= 21").update();

        // when it is migrated
        StoredLog migrated = new StoredLog(now.source(), 1, facts.size());

        // then each is there, to the last column
        assertThat(postings(migrated.jdbc())).hasSizeGreaterThan(200).isEqualTo(postings);
    }

    @Test
    void proposals_that_an_earlier_release_stored_are_found_as_if_this_one_had() {
        // given a log of proposals and of all that becomes of them, in a database without them
        List<Envelope> facts = SampleProposals.random(new Random(24), 300);
        StoredLog now = new StoredLog(1).facts(facts);
        List<String> proposals = proposals(now.jdbc());
        now.jdbc().sql("drop table proposals").update();
        now.jdbc().sql("drop table shard").update();
        asBeforeBlocks(now.jdbc());
        now.jdbc().sql("delete from flyway_schema_history where version::int >= 24").update();

        // when it is migrated
        StoredLog migrated = new StoredLog(now.source(), 1, facts.size());

        // then each step is there, to the last column
        assertThat(proposals(migrated.jdbc())).hasSizeGreaterThan(200).isEqualTo(proposals);
    }

    @Test
    void facts_that_an_earlier_release_stored_have_the_same_bytes_in_blocks() {
        // given a log, and among it what a shard keeps of the departments of others, as the last release stored it
        List<Envelope> facts = VariedLog.random(new Random(27), 400);
        StoredLog now = new StoredLog(1).facts(facts);
        asBeforeBlocks(now.jdbc());
        now.jdbc().sql("update facts set envelope = null where position % 7 = 0 or position between 161 and 192").update();
        List<String> before = facts(now.jdbc());
        now.jdbc().sql("delete from flyway_schema_history where version::int >= 27").update();

        // when it is migrated
        StoredLog migrated = new StoredLog(now.source(), 1, facts.size());

        // then each reads as it did, a sixteenth as many rows have the bytes, in the order of the log
        assertThat(facts(migrated.jdbc())).hasSize(facts.size()).isEqualTo(before);
        assertThat(migrated.jdbc().sql("select count(*) from envelopes").query(Long.class).single()).isEqualTo((facts.size() + 15) / 16 - 2);
        assertThat(migrated.jdbc().sql("select block, begins from stored_facts where position in (17, 18, 21, 22)")
                        .query((row, _) -> row.getLong(1) + (row.wasNull() ? " none" : " " + (row.getInt(2) == 0 ? "first" : "later"))).list())
                .containsExactlyInAnyOrder("17 first", "17 later", "0 none", "17 later");
    }

    @Test
    void snapshots_that_the_last_release_kept_stay_and_get_more_between_them_and_the_entries_by_line() {
        // given a budget of a release that kept every 256th
        log.open(OFFICE);
        for (int i = 0; i < 9000; i++) {
            log.transfer(OFFICE, JANUARY.plusDays(i % 300), SampleLog.STAFF, SampleLog.MEETING, i + 1);
        }
        StoredLog now = new StoredLog(1).batch(log.facts());
        List<String> snapshots = StreamSnapshotsTest.snapshots(now);
        List<String> byLine = StreamSnapshotsTest.byLine(now);
        now.jdbc().sql("alter table stream_snapshots disable trigger user").update();
        assertThat(now.jdbc().sql("delete from stream_snapshots where facts % 256 > 0").update()).isEqualTo(105);
        now.jdbc().sql("alter table stream_snapshots enable trigger user").update();
        String kept = "select string_agg(xmin::text || ctid::text, ' ' order by facts) from stream_snapshots where facts % 256 = 0";
        String before = now.jdbc().sql(kept).query(String.class).single();
        withWords(now.jdbc());
        now.jdbc().sql("delete from flyway_schema_history where version::int >= 28").update();

        // when it is migrated
        StoredLog migrated = new StoredLog(now.source(), 1, log.lastPosition());

        // then it has those it would have, and the entries by line, and the rows that were there are the same rows
        assertThat(StreamSnapshotsTest.snapshots(migrated)).hasSize(140).isEqualTo(snapshots);
        assertThat(StreamSnapshotsTest.byLine(migrated)).hasSize(70).isEqualTo(byLine);
        assertThat(migrated.jdbc().sql(kept).query(String.class).single()).isEqualTo(before);
    }

    @Test
    void entries_that_the_last_release_stored_in_rows_stand_with_their_facts() {
        // given a log of every kind of posting, and among it what a shard keeps of the departments of others, as the last release stored it
        List<Envelope> facts = VariedLog.random(new Random(31), 600);
        StoredLog now = new StoredLog(1).facts(facts);
        List<String> entries = entries(now.jdbc());
        String packed = "select position, entries, counterparts from stored_facts order by position";
        List<String> rows = now.jdbc().sql(packed).query((row, _) -> row.getString(1) + row.getString(2) + row.getString(3)).list();
        withRowsOfEntries(now.jdbc());
        now.jdbc().sql("update stored_facts set block = null, begins = null, length = null where type = 'BudgetOpened'").update();
        List<String> before = facts(now.jdbc());
        now.jdbc().sql("delete from flyway_schema_history where version::int >= 31").update();

        // when it is migrated
        StoredLog migrated = new StoredLog(now.source(), 1, facts.size());

        // then each row reads as it did, and is one that this release would write
        assertThat(facts(migrated.jdbc())).hasSize(facts.size()).isEqualTo(before);
        assertThat(entries(migrated.jdbc())).hasSizeGreaterThan(600).isEqualTo(entries);
        assertThat(migrated.jdbc().sql(packed).query((row, _) -> row.getString(1) + row.getString(2) + row.getString(3)).list())
                .anySatisfy(row -> assertThat(row).contains("NULL")).isEqualTo(rows);
    }

    @Test
    void postings_and_entries_that_the_last_release_stored_in_words_say_the_same_in_numbers() {
        // given a log of every kind of posting, and among it what a shard keeps of the departments of others, as the last release stored it
        List<Envelope> facts = VariedLog.random(new Random(29), 600);
        StoredLog now = new StoredLog(1).facts(facts);
        List<String> entries = entries(now.jdbc());
        List<String> postings = postings(now.jdbc());
        withWords(now.jdbc());
        now.jdbc().sql("update stored_facts set block = null, begins = null, length = null where type = 'BudgetOpened'").update();
        List<String> before = facts(now.jdbc());
        List<String> words = entriesInWords(now.jdbc());
        now.jdbc().sql("delete from flyway_schema_history where version::int >= 29").update();

        // when it is migrated
        StoredLog migrated = new StoredLog(now.source(), 1, facts.size());

        // then each row reads as it did, and as one that this release wrote
        assertThat(facts(migrated.jdbc())).hasSize(facts.size()).isEqualTo(before);
        assertThat(entriesInWords(migrated.jdbc())).hasSizeGreaterThan(600).isEqualTo(words);
        assertThat(entries(migrated.jdbc())).isEqualTo(entries);
        assertThat(postings(migrated.jdbc())).hasSizeGreaterThan(300).isEqualTo(postings);
        assertThat(migrated.jdbc().sql("select count(distinct kind) from entries").query(Long.class).single()).isGreaterThan(8);
    }

    @Test
    void statements_that_the_last_release_stored_are_of_the_department_and_stand_beside_those_of_units() {
        // given statements of a department, as the last release stored them
        log.open(OFFICE);
        log.define(OFFICE, said(null, "部门"));
        log.define(OFFICE, said(null, "部门, 改"));
        StoredLog now = new StoredLog(1).facts(log.facts());
        withRowsOfEntries(now.jdbc());
        withoutUnits(now.jdbc());
        now.jdbc().sql("delete from flyway_schema_history where version::int >= 30").update();
        String rows = "select string_agg(xmin::text || ctid::text, ' ' order by position) from statements";
        String before = now.jdbc().sql(rows).query(String.class).single();

        // when it is migrated
        StoredLog migrated = new StoredLog(now.source(), 1, log.lastPosition());
        String after = migrated.jdbc().sql(rows).query(String.class).single();

        // then the rows are the same rows, and a unit of the same day, part and key has one of its own
        assertThat(after).isEqualTo(before);
        log.define(OFFICE, said("301001", "本级"));
        migrated.facts(log.facts().subList(3, 4));
        assertThat(new JdbcStatementReader(migrated.jdbc()).statements(OFFICE, new AsOf(YEAR_END, log.now(), log.lastPosition())))
                .extracting(StatementReader.Said::position, said -> said.fact().ofUnit())
                .containsExactly(tuple(3L, null), tuple(4L, "301001"));
    }

    private static Fact said(@Nullable String unit, String duty) {
        return new Fact.StatementMade("文", JANUARY, "三定", unit, null, Statement.of(new Statement.Profile(List.of(duty), List.of())));
    }

    /** As the last release stored statements: all of departments. */
    private static void withoutUnits(JdbcClient jdbc) {
        jdbc.sql("alter table statements drop column of_unit").update();
        jdbc.sql("alter table statements add primary key (stream, part, key, effective_on, position)").update();
    }

    /** As releases stored envelopes that did not pack them. */
    private static void withWholeEnvelopes(JdbcClient jdbc) {
        jdbc.sql("""
                create table whole as
                select position, s.block, envelope_json(envelope) as envelope from facts join stored_facts s using (position) where s.block > 0""").update();
        jdbc.sql("alter table stored_facts disable trigger user").update();
        jdbc.sql("alter table envelopes disable trigger user").update();
        jdbc.sql("""
                update stored_facts s set begins = w.begins, length = w.length
                from (select position, octet_length(envelope) as length,
                        sum(octet_length(envelope)) over (partition by block order by position) - octet_length(envelope) as begins from whole) w
                where w.position = s.position""").update();
        jdbc.sql("""
                update envelopes e set content = w.content
                from (select block, string_agg(envelope, ''::bytea order by position) as content from whole group by block) w
                where w.block = e.block""").update();
        jdbc.sql("drop table whole").update();
        jdbc.sql("drop function envelope_json").update();
    }

    /** As the last release stored entries: each in a row of its own. */
    private static void withRowsOfEntries(JdbcClient jdbc) {
        withWholeEnvelopes(jdbc);
        jdbc.sql("create table stored_entries as select position, amount, line, effective_on, ordinal, kind, source, counterpart from entries").update();
        jdbc.sql("drop view facts, postings, entries").update();
        jdbc.sql("drop table line_entries").update();
        jdbc.sql("alter table stored_facts drop column entries, drop column counterparts").update();
        jdbc.sql("create view entries as select * from stored_entries").update();
        jdbc.sql("create view postings as select * from stored_facts").update();
        jdbc.sql("""
                create view facts as select position, recorded_at, stream, sequence, type, posted_by,
                    (select substring(content from begins + 1 for greatest(length, 0)) from envelopes e where e.block = f.block) as envelope, leaf_hash
                from stored_facts f""").update();
        jdbc.sql("alter table stored_facts disable trigger user").update();
    }

    /** As an earlier release stored facts, postings and entries: each in a table of its own, in words. */
    private static void withWords(JdbcClient jdbc) {
        withWholeEnvelopes(jdbc);
        withoutUnits(jdbc);
        jdbc.sql("""
                create table entries_before as
                select position, ordinal::int, recorded_at, e.effective_on, line, source, e.amount, operation, reversal, frozen, counterpart
                from entries e join stored_facts using (position)""").update();
        jdbc.sql("create table postings_before as select * from postings").update();
        jdbc.sql("create table facts_before as select position, recorded_at, sequence, block, begins, length, stream, type, posted_by, leaf_hash from stored_facts")
                .update();
        jdbc.sql("drop view facts, postings, entries").update();
        jdbc.sql("drop table stored_facts, line_entries").update();
        jdbc.sql("alter table entries_before rename to entries").update();
        jdbc.sql("alter table postings_before rename to postings").update();
        jdbc.sql("alter table facts_before rename to stored_facts").update();
        jdbc.sql("alter table stored_facts add constraint facts_pkey primary key (position)").update();
        jdbc.sql("""
                create view facts as
                select position, recorded_at, stream, sequence, type, posted_by, substring(content from begins + 1 for greatest(length, 0)) as envelope,
                    leaf_hash
                from stored_facts left join envelopes using (block)""").update();
    }

    /** As the last release without blocks stored facts. */
    private static void asBeforeBlocks(JdbcClient jdbc) {
        withWords(jdbc);
        jdbc.sql("create table before as select * from facts").update();
        jdbc.sql("drop view facts").update();
        jdbc.sql("drop table stored_facts, envelopes").update();
        jdbc.sql("alter table before rename to facts").update();
        jdbc.sql("alter table facts add primary key (position), add unique (stream, sequence)").update();
    }

    private static List<String> facts(JdbcClient jdbc) {
        return jdbc.sql("select f::text from facts f order by position").query((row, _) -> row.getString(1)).list();
    }

    private static List<String> proposals(JdbcClient jdbc) {
        return jdbc.sql("select p::text from proposals p order by position").query((row, _) -> row.getString(1)).list();
    }

    private static List<String> entries(JdbcClient jdbc) {
        return jdbc.sql("select e::text from entries e order by position, ordinal").query((row, _) -> row.getString(1)).list();
    }

    private static List<String> entriesInWords(JdbcClient jdbc) {
        return jdbc.sql("""
                        select row (position, ordinal, effective_on, line, source, amount, operation, reversal, frozen, counterpart)::text
                        from entries order by position, ordinal""")
                .query((row, _) -> row.getString(1)).list();
    }

    private static List<String> postings(JdbcClient jdbc) {
        return jdbc.sql("select p::text from postings p order by position").query((row, _) -> row.getString(1)).list();
    }

    @Test
    void heads_that_an_earlier_release_kept_are_numbered_in_their_order_and_continued_with() {
        DataSource source = StoredLog.newDatabase();
        Flyway.configure().dataSource(source).locations("classpath:db/projection")
                .target(MigrationVersion.fromVersion("7")).load().migrate();
        JdbcClient.create(source).sql("""
                insert into checkpoints values (9, sha256('9'), '9'), (2, sha256('2'), '2'), (10, sha256('10'), '10')""")
                .update();

        StoredLog stored = new StoredLog(source, 1, 0);
        log.open(OFFICE);
        for (int i = 0; i < 11; i++) {
            log.allocate(OFFICE, JANUARY, SampleLog.STAFF, 1);
        }
        SignedLog signed = new SignedLog(log.facts());
        stored.facts(log.facts()).watermark(signed.head(12)).advance();

        assertThat(stored.jdbc().sql("select size || ' ' || number from checkpoints order by size")
                        .query((row, _) -> row.getString(1)).list())
                .containsExactly("2 1", "9 2", "10 3", "12 4");
    }

    private static List<LineBalance> lines(BudgetReader reader, AsOfQuestion question, Basis basis) {
        AsOf asOf = reader.resolve(2023, question);
        return reader.read(OFFICE, asOf, basis).orElseThrow().lines();
    }

    /** The rows that the first release made of facts in one partition, offset by offset. */
    private static void writeAsTheFirstReleaseDid(JdbcClient jdbc, List<Envelope> facts) {
        jdbc.sql("""
                        insert into lines (id, stream, fund, origin, function, kind, economic, project) values
                            (nextval('line_ids'), '301-2023', 'GENERAL_PUBLIC', 'CURRENT', '2010301', 'PERSONNEL', '30101', null),
                            (nextval('line_ids'), '301-2023', 'GENERAL_PUBLIC', 'CURRENT', '2010302', 'PROJECT', null, '会议')""")
                .update();
        for (Envelope fact : facts) {
            jdbc.sql("insert into facts values (?, ?::timestamptz, ?, ?, ?, ?, ?)")
                    .params(
                            fact.position(),
                            Envelope.format(fact.recordedAt()),
                            fact.stream(),
                            fact.sequence(),
                            FactTypes.nameOf(fact.fact()),
                            fact.postedBy(),
                            fact.bytes())
                    .update();
            if (fact.fact() instanceof Fact.Posted posted) {
                int ordinal = 0;
                for (Entry entry : posted.posting().entries()) {
                    jdbc.sql("""
                                    insert into entries
                                        (position, ordinal, recorded_at, effective_on, line, source, amount, operation)
                                    values (?, ?, ?::timestamptz, ?, ?, ?, ?, ?)""")
                            .params(
                                    fact.position(),
                                    ordinal++,
                                    Envelope.format(fact.recordedAt()),
                                    posted.posting().effectiveOn())
                            .param(lineOf(entry))
                            .param(entry instanceof Entry.OfSource(var fund, _) ? fund.name() : null)
                            .param(entry.amount().fen())
                            .param(switch (posted) {
                                case Fact.FundsAllocated _ -> "ALLOCATION";
                                case Fact.BudgetAdjusted _ -> "ADJUSTMENT";
                                case Fact.FundsTransferred _ -> "TRANSFER";
                                default -> throw new IllegalArgumentException("unknown to the first release");
                            })
                            .update();
                }
            }
        }
        jdbc.sql("insert into budgets values ('301-2023', '301', '部门 301', 2023, false, 1)").update();
        jdbc.sql("""
                        insert into intake_offsets values
                            ('budget.facts.v1', 0, ?, ?, 0, 'epoch'), ('budget.watermarks.v1', 0, 0, 0, 0, 'epoch')""")
                .params(facts.size(), facts.size())
                .update();
    }

    private static @Nullable Long lineOf(Entry entry) {
        return entry instanceof Entry.OfLine(var line, _, _) ? (line.equals(SampleLog.STAFF) ? 1L : 2L) : null;
    }
}
