package dev.budgetledger.projection.entries.jdbc;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.BudgetId;
import dev.budgetledger.contract.Envelope;
import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.projection.entries.AsOf;
import dev.budgetledger.projection.entries.StatementReader;
import dev.budgetledger.projection.intake.StoredLog;
import dev.budgetledger.projection.samples.SampleLog;

import static org.assertj.core.api.Assertions.assertThat;

/** Which statements count at two dates is what going through the whole log says. */
class JdbcStatementReaderTest {

    private static final List<BudgetId> BUDGETS = List.of(new BudgetId("301", 2023), new BudgetId("302", 2023));
    private static final List<@Nullable String> UNITS = Arrays.asList(null, null, null, "a1", "A1", "301001");
    private static final List<String> KEYS = List.of("P1", "p1", "会议", "𠮷", "网");

    @Test
    void as_of_two_dates_the_latest_effective_then_recorded_statement_of_each_part_key_and_unit_counts_whole() {
        Random random = new Random(18);
        SampleLog log = new SampleLog();
        BUDGETS.forEach(log::open);
        for (int i = 0; i < 120; i++) {
            log.tick().define(BUDGETS.get(random.nextInt(2)), said(random, i));
        }
        StatementReader reader = new JdbcStatementReader(new StoredLog(3).facts(log.facts()).jdbc());

        int counted = 0;
        for (long position = 0; position <= log.lastPosition(); position += 3) {
            for (BudgetId budget : BUDGETS) {
                LocalDate on = day(random);
                List<Long> positions = reader.statements(budget, new AsOf(on, Instant.EPOCH, position)).stream()
                        .map(StatementReader.Said::position)
                        .toList();
                assertThat(positions).isEqualTo(counting(log.facts(), budget, on, position));
                counted += positions.size();
            }
        }
        assertThat(counted).isGreaterThan(300);
    }

    private static List<Long> counting(List<Envelope> facts, BudgetId budget, LocalDate on, long position) {
        List<Long> counting = new ArrayList<>();
        for (Statement.Part part : Statement.Part.values()) {
            for (String key : List.of("", "P1", "p1", "会议", "网", "𠮷")) {
                for (String unit : List.of("", "301001", "A1", "a1")) {
                    facts.subList(0, (int) position).stream()
                            .filter(each -> each.stream().equals(budget.stream())
                                    && each.fact() instanceof Fact.StatementMade made
                                    && made.statement().content().part() == part
                                    && Objects.requireNonNullElse(made.key(), "").equals(key)
                                    && Objects.requireNonNullElse(made.ofUnit(), "").equals(unit)
                                    && !made.effectiveOn().isAfter(on))
                            .max(Comparator.comparing(JdbcStatementReaderTest::effectiveOn).thenComparingLong(Envelope::position))
                            .ifPresent(last -> counting.add(last.position()));
                }
            }
        }
        return counting;
    }

    private static LocalDate effectiveOn(Envelope statement) {
        return ((Fact.StatementMade) statement.fact()).effectiveOn();
    }

    private static Fact said(Random random, int number) {
        String key = KEYS.get(random.nextInt(KEYS.size()));
        return switch (random.nextInt(3)) {
            case 0 -> made(random, random.nextBoolean() ? null : key, new Statement.Performance(
                    List.of("第" + number + "次"), List.of(), List.of(), List.of()));
            case 1 -> made(random, key, new Statement.Explanation("nowhere-2025", List.of("第" + number + "次"), List.of()));
            default -> made(random, null, new Statement.Profile(List.of("第" + number + "次"), List.of()));
        };
    }

    private static Fact made(Random random, @Nullable String key, Statement.Content said) {
        return new Fact.StatementMade("文", day(random), "测试", UNITS.get(random.nextInt(UNITS.size())), key, Statement.of(said));
    }

    private static LocalDate day(Random random) {
        return LocalDate.of(2023, 1, 1).plusDays(random.nextInt(8));
    }
}
