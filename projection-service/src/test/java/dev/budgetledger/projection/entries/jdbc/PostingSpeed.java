package dev.budgetledger.projection.entries.jdbc;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Line;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.PostingType;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.EntryReader;
import dev.budgetledger.projection.entries.Lateness;
import dev.budgetledger.projection.entries.PostingFilter;
import dev.budgetledger.projection.entries.PostingFilter.Document;
import dev.budgetledger.projection.entries.PostingReader;
import dev.budgetledger.projection.entries.PostingReader.Order;
import dev.budgetledger.projection.entries.PostingReader.Positions;
import dev.budgetledger.projection.intake.StoredLog;

/**
 * How long a page of postings takes among 10⁶, half of them of one budget, and how many bytes a posting takes. Not part of the build:
 * {@code -Dtest=PostingSpeed}. It prints, and judges nothing.
 */
class PostingSpeed {

    private static final int QUESTIONS = 100;
    private static final BudgetId LARGE = new BudgetId("900", 2023);
    private static final Random RANDOM = new Random(7);

    private final StoredLog stored = new StoredLog(1);
    private final JdbcClient jdbc = stored.jdbc();
    private final PostingReader reader = new JdbcPostingReader(jdbc);
    private final EntryReader entries = new JdbcEntryReader(jdbc);

    @Test
    void a_page_among_a_million() {
        fill();
        sizes();
        measure("newest", _ -> PostingFilter.ALL);
        measure("文号", random -> of(new Document("冀财预〔2023〕" + random.nextInt(100_000) + "号", false), null, null));
        measure("文号 that all have begin so", _ -> of(new Document("冀财预〔2023〕", true), null, null));
        measure("文号 begins with", random -> of(new Document("冀财预〔2023〕" + (1 + random.nextInt(9_999)), true), null, null));
        measure("common person", _ -> of(null, "person 3", null));
        measure("nobody", _ -> of(null, "nobody", null));
        measure("one line", random -> {
            String project = "P" + random.nextInt(200);
            return of(null, null, line -> project.equals(line.project()));
        });
        measure("half of the lines", _ -> of(null, null, line -> String.valueOf(line.project()).endsWith("2")));
        measure("day, operation, amount, late", random -> new PostingFilter(null, LocalDate.of(2023, 1 + random.nextInt(12), 1), null, null, null, null,
                PostingType.ADJUST, null, Money.ofFen(500_000), null, Lateness.AFTER_PERIOD));
        measure("recorded on a day", random -> {
            LocalDate day = LocalDate.of(2023, 1 + random.nextInt(12), 1 + random.nextInt(28));
            return new PostingFilter(null, null, null, day, day, null, null, null, null, null, null);
        });
    }

    private static PostingFilter of(@Nullable Document document, @Nullable String person, @Nullable Predicate<Line> lines) {
        return new PostingFilter(document, null, null, null, null, person, null, lines, null, null, null);
    }

    private void measure(String what, Function<Random, PostingFilter> question) {
        List<Double> millis = new ArrayList<>();
        long found = 0;
        for (int i = 0; i < QUESTIONS + 50; i++) {
            PostingFilter filter = question.apply(new Random(RANDOM.nextLong()));
            AsOf asOf = new AsOf(LocalDate.of(2023, 12, 31), Instant.EPOCH, 900_000 + RANDOM.nextInt(100_000));
            long start = System.nanoTime();
            Positions page = reader.find(LARGE, asOf, filter, RANDOM.nextBoolean() ? Order.NEWEST : Order.OLDEST, OptionalLong.empty(), 100);
            entries.envelopes(page.positions()).forEach(Envelope::parse);
            if (i >= 50) {
                millis.add((System.nanoTime() - start) / 1e6);
                found += page.positions().size();
            }
        }
        Collections.sort(millis);
        System.out.printf("%-32s p50 %6.1f ms  p99 %6.1f ms  found %.1f%n", what, millis.get(QUESTIONS / 2), millis.get(QUESTIONS * 99 / 100),
                found / (double) QUESTIONS);
    }

    private void sizes() {
        for (String relation : List.of("stored_facts", "envelopes", "line_entries", "postings_in_order", "postings_by_document", "reversals")) {
            long bytes = jdbc.sql("select pg_total_relation_size(?::regclass)").param(relation).query(Long.class).single();
            System.out.printf("%-24s %8.1f bytes a posting%n", relation, bytes / 1e6);
        }
    }

    private void fill() {
        long start = System.nanoTime();
        jdbc.sql("""
                create table sample as select p, case when p % 2 = 0 then '900-2023' else 'D' || (p / 2 % 500) || '-2023' end as stream,
                    case when p % 2 = 0 then p / 2 else p / 1000 end as sequence,
                    timestamptz '2023-01-01' + p * interval '40 seconds' as recorded_at, date '2023-01-01' + (random() * 364)::int as effective_on,
                    '冀财预〔2023〕' || (random() * 100000)::int || '号' as document_no, 'person ' || (random() * 20)::int as posted_by,
                    'P' || (random() * 199)::int as project, 1 + (random() * 1000000)::bigint as amount, random() < 0.5 as adjusts
                from generate_series(1, 1000000) p""").update();
        jdbc.sql("""
                insert into lines (id, stream, fund, origin, function, kind, project)
                select nextval('line_ids'), stream, 'GENERAL_PUBLIC', 'CURRENT', '2010302', 'PROJECT', project
                from (select distinct stream, project from sample) s""").update();
        jdbc.sql("""
                create table log as
                select p, recorded_at, stream, sequence, case when adjusts then 'BudgetAdjusted' else 'FundsAllocated' end as type, posted_by, e
                from (select *, convert_to(format('{"fact":{"posting":{"documentNo":"%s","effectiveOn":"%s","entries":[{"amount":"%s","line":{"fund":"GENERAL_PUBLIC",'
                    || '"function":"2010302","kind":"PROJECT","origin":"CURRENT","project":"%s"}},{"amount":"-%s","source":"GENERAL_PUBLIC"}],"id":"%s-%s",'
                    || '"reason":"年中追加"}},"position":%s,"postedBy":"%s","recordedAt":"2023-01-05T01:00:00.000000Z","request":"%s","sequence":%s,"stream":"%s","type":"%s"}',
                    document_no, effective_on, (amount * 0.01)::numeric(18, 2), project, (amount * 0.01)::numeric(18, 2), stream, sequence, p, posted_by,
                    repeat('a', 32), sequence, stream, case when adjusts then 'BudgetAdjusted' else 'FundsAllocated' end), 'UTF8') as e from sample) s
                order by p""").update();
        jdbc.sql("insert into envelopes select min(p), string_agg(e, ''::bytea order by p) from log group by (p - 1) / 16").update();
        jdbc.sql("""
                insert into stored_facts (position, recorded_at, sequence, block, begins, length, stream, type, posted_by, leaf_hash,
                    amount, effective_on, document_no, entries)
                select p, l.recorded_at, l.sequence, min(p) over block, sum(length(e)) over (block order by p) - length(e), length(e), l.stream, type,
                    l.posted_by, sha256(e), amount, effective_on, document_no,
                    array[32 * l2.id + case when adjusts then 8 else 0 end, amount, ~(case when adjusts then 8 else 0 end)::bigint, -amount]
                from log l join sample s using (p) join lines l2 on l2.stream = s.stream and l2.project = s.project window block as (partition by (p - 1) / 16) order by p""").update();
        jdbc.sql("vacuum analyze stored_facts").update();
        System.out.println("filled in " + (System.nanoTime() - start) / 1_000_000_000 + " s");
    }
}
