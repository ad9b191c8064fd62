package dev.budgetledger.projection.comparison;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.budgetledger.contract.Fact;
import dev.budgetledger.contract.Fund;
import dev.budgetledger.contract.Money;
import dev.budgetledger.contract.Origin;
import dev.budgetledger.contract.Statement;
import dev.budgetledger.projection.comparison.StatementChange.Item;
import dev.budgetledger.projection.entries.StatementReader.Said;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** 陈述变动. */
class StatementChangeTest {

    private static final Statement.Indicator COUNT =
            new Statement.Indicator("产出指标", "数量指标", "台数", null, Statement.Operator.AT_LEAST, "10", "台", null);
    private static final Statement.Indicator QUALITY = new Statement.Indicator("产出指标", "质量指标", "合格率", null, null, "98", "%", null);

    @Test
    void a_changed_target_is_named_by_its_indicator_wherever_it_stands() {
        Said was = said(3, "P1", performance(COUNT, QUALITY));
        Said is = said(7, "P1", performance(QUALITY, new Statement.Indicator(
                "产出指标", "数量指标", "台数", null, Statement.Operator.EQUAL, "12", "台", null)));

        StatementChange change = StatementChange.of(List.of(was), List.of(is)).getFirst();

        assertThat(change.part()).isEqualTo(Statement.Part.PERFORMANCE);
        assertThat(change.key()).isEqualTo("P1");
        assertThat(change.items()).containsExactly(
                new Item("/indicators/1/operator", "产出指标 / 数量指标 / 台数", "AT_LEAST", "EQUAL"),
                new Item("/indicators/1/value", "产出指标 / 数量指标 / 台数", "10", "12"));
        assertThat(new StatementChange(is, was).items()).extracting(Item::before, Item::after).containsExactly(
                tuple("EQUAL", "AT_LEAST"), tuple("12", "10"));
    }

    @Test
    void what_was_said_again_in_the_same_words_is_no_change() {
        assertThat(StatementChange.of(List.of(said(3, "P1", performance(COUNT))), List.of(said(7, "P1", performance(COUNT))))).isEmpty();
    }

    @Test
    void a_reason_of_which_the_middle_changed_says_that_and_no_more() {
        Said was = said(3, "why", new Statement.Explanation("f", List.of("一", "二", "三"), List.of()));

        assertThat(items(was, new Statement.Explanation("f", List.of("一", "贰", "三"), List.of())))
                .containsExactly(new Item("/paragraphs/1", null, "二", "贰"));
        assertThat(items(was, new Statement.Explanation("f", List.of("零", "一", "二", "三"), List.of())))
                .containsExactly(new Item("/paragraphs/0", null, null, "零"));
        assertThat(items(was, new Statement.Explanation("f", List.of("一", "三"), List.of("301-2023-4"))))
                .containsExactly(new Item("/paragraphs/1", null, "二", null), new Item("/postings/0", null, null, "301-2023-4"));
    }

    @Test
    void a_changed_amount_is_named_by_its_purchase_and_the_money_it_is_paid_with() {
        assertThat(items(said(3, "P1", procurement("100.00")), procurement("120.00"))).containsExactly(
                new Item("/purchases/0/funding/0/amount", "台式机 / A02 / GENERAL_PUBLIC / CURRENT", "100.00", "120.00"),
                new Item("/purchases/0/price", "台式机 / A02", "100.00", "120.00"));
    }

    @Test
    void of_two_rows_of_one_name_the_first_stands_for_the_first() {
        Said was = said(3, null, assets("1.00", "2.00"));

        assertThat(items(was, assets("1.00", "3.00"))).containsExactly(
                new Item("/rows/1/value", "车辆", "2.00", "3.00"), new Item("/total", null, "3.00", "4.00"));
        assertThat(items(was, assets("1.00"))).containsExactly(
                new Item("/rows/1/category", "车辆", "车辆", null), new Item("/rows/1/value", "车辆", "2.00", null),
                new Item("/total", null, "3.00", "1.00"));
    }

    @Test
    void what_is_said_at_one_point_only_is_there_whole_and_what_is_gone_comes_last() {
        Said gone = said(3, "a", new Statement.Explanation("f", List.of("一"), List.of()));
        Said come = said(4, "b", new Statement.Explanation("f", List.of("二"), List.of()));

        List<StatementChange> changes = StatementChange.of(List.of(gone), List.of(come));

        assertThat(changes).containsExactly(new StatementChange(null, come), new StatementChange(gone, null));
        assertThat(changes.getFirst().items()).containsExactly(
                new Item("/form", null, null, "f"), new Item("/paragraphs/0", null, null, "二"));
        assertThat(changes.getLast().items()).containsExactly(
                new Item("/form", null, "f", null), new Item("/paragraphs/0", null, "一", null));
    }

    @Test
    void what_a_unit_says_is_compared_with_what_it_said_and_with_nobody_elses() {
        Said ofDepartment = said(3, "P1", performance(COUNT));
        Said was = said(4, "301001", "P1", performance(COUNT));
        Said is = said(9, "301001", "P1", performance(QUALITY));

        assertThat(StatementChange.of(List.of(ofDepartment, was), List.of(ofDepartment, is))).singleElement().satisfies(each -> {
            assertThat(each).isEqualTo(new StatementChange(was, is));
            assertThat(each.ofUnit()).isEqualTo("301001");
        });
        assertThat(StatementChange.of(List.of(was), List.of(ofDepartment))).extracting(StatementChange::ofUnit).containsExactly(null, "301001");
    }

    @Test
    void rows_that_only_changed_places_are_a_change_of_nothing_in_particular() {
        Said was = said(3, "P1", performance(COUNT, QUALITY));
        Said is = said(7, "P1", performance(QUALITY, COUNT));

        assertThat(StatementChange.of(List.of(was), List.of(is))).hasSize(1).allSatisfy(each -> assertThat(each.items()).isEmpty());
    }

    private static List<Item> items(Said was, Statement.Content is) {
        return StatementChange.of(List.of(was), List.of(said(9, was.fact().key(), is))).getFirst().items();
    }

    private static Statement.Performance performance(Statement.Indicator... indicators) {
        return new Statement.Performance(List.of("买"), List.of(), List.of(), List.of(indicators));
    }

    private static Statement.Procurement procurement(String price) {
        return new Statement.Procurement(List.of(new Statement.Purchase("台式机", "A02", "台", "1", Money.ofYuan(price),
                List.of(new Statement.Funding(Fund.GENERAL_PUBLIC, Origin.CURRENT, Money.ofYuan(price))), null)));
    }

    private static Statement.Assets assets(String... values) {
        List<Statement.AssetRow> rows = List.of(values).stream()
                .map(value -> new Statement.AssetRow("车辆", null, Money.ofYuan(value)))
                .toList();
        return new Statement.Assets(LocalDate.of(2022, 12, 31), rows,
                rows.stream().map(Statement.AssetRow::value).reduce(Money.ZERO, Money::plus));
    }

    private static Said said(long position, @Nullable String key, Statement.Content content) {
        return said(position, null, key, content);
    }

    private static Said said(long position, @Nullable String ofUnit, @Nullable String key, Statement.Content content) {
        return new Said(position, Instant.EPOCH, new Fact.StatementMade("文", LocalDate.of(2023, 1, 10), "公开", ofUnit, key, Statement.of(content)));
    }
}
