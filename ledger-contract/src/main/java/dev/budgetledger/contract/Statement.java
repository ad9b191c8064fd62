package dev.budgetledger.contract;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * 陈述: what a department says of its budget, or of one of its units, beside the amounts: who it is, what the money shall reach, what is
 * bought, what it owns, and why. Moves no money. In JSON exactly one of the fields is there, and names the part.
 *
 * @param profile 概况
 * @param performance 绩效目标
 * @param attainment 绩效完成情况
 * @param procurement 政府采购
 * @param assets 国有资产
 * @param explanation 说明
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Statement(
        @Nullable Profile profile,
        @Nullable Performance performance,
        @Nullable Attainment attainment,
        @Nullable Procurement procurement,
        @Nullable Assets assets,
        @Nullable Explanation explanation) {

    /** What a statement is about. */
    public enum Part {
        PROFILE,
        PERFORMANCE,
        ATTAINMENT,
        PROCUREMENT,
        ASSETS,
        EXPLANATION
    }

    /** What is said. */
    public sealed interface Content {

        /** What it is about. */
        Part part();

        /** How many things it says, at least one. */
        int size();
    }

    /** @throws IllegalArgumentException if it is not about one part */
    public Statement {
        if (contents(profile, performance, attainment, procurement, assets, explanation).count() != 1) {
            throw new IllegalArgumentException("a statement is about one part");
        }
    }

    /** The statement of a content. */
    public static Statement of(Content content) {
        return new Statement(
                content instanceof Profile one ? one : null,
                content instanceof Performance one ? one : null,
                content instanceof Attainment one ? one : null,
                content instanceof Procurement one ? one : null,
                content instanceof Assets one ? one : null,
                content instanceof Explanation one ? one : null);
    }

    /** What it says. */
    public Content content() {
        return contents(profile, performance, attainment, procurement, assets, explanation).findFirst().orElseThrow();
    }

    private static Stream<Content> contents(@Nullable Content... all) {
        return Stream.of(all).filter(Objects::nonNull);
    }

    /**
     * 部门职责及机构设置.
     *
     * @param duties 职责, each a paragraph
     * @param institutions 机构设置, in the order of print
     */
    public record Profile(List<String> duties, List<Institution> institutions) implements Content {
        public Profile {
            duties = List.copyOf(duties);
            institutions = List.copyOf(institutions);
        }

        @Override
        public Part part() {
            return Part.PROFILE;
        }

        @Override
        public int size() {
            return 1 + duties.size() + institutions.size();
        }
    }

    /**
     * 机构: as it is printed; its nature is words here, and is no code of a {@link BudgetUnit}.
     *
     * @param unit its code, where units are distinguished
     * @param rank 规格, 正处(县)级 …
     * @param funding 经费保障形式
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Institution(
            @Nullable String unit, String name, @Nullable String nature, @Nullable String rank, @Nullable String funding) {}

    /**
     * 绩效目标, of a project or, without one, of the department.
     *
     * @param goals 总体绩效目标, each a paragraph
     * @param sections 分项绩效目标
     * @param measures 工作保障措施, each a paragraph
     * @param indicators 绩效指标, none of which is there twice
     */
    public record Performance(List<String> goals, List<Section> sections, List<String> measures, List<Indicator> indicators)
            implements Content {
        public Performance {
            goals = List.copyOf(goals);
            sections = List.copyOf(sections);
            measures = List.copyOf(measures);
            indicators = List.copyOf(indicators);
        }

        @Override
        public Part part() {
            return Part.PERFORMANCE;
        }

        @Override
        public int size() {
            return 1 + goals.size() + sections.size() + measures.size() + indicators.size();
        }
    }

    /**
     * 分项绩效目标.
     *
     * @param goal 绩效目标
     * @param indicator 绩效指标, in words
     */
    public record Section(String title, String goal, String indicator) {}

    /** What distinguishes an indicator in its statement: 一级指标, 二级指标 and 三级指标. */
    public record IndicatorName(String first, String second, String third) {

        /** One text of it that no other has. */
        public String text() {
            return first + "\n" + second + "\n" + third; // no name has a new line
        }
    }

    /**
     * 绩效指标.
     *
     * @param first 一级指标
     * @param second 二级指标
     * @param third 三级指标
     * @param description 绩效指标描述
     * @param operator how {@code value} is meant; absent: as it stands
     * @param value 指标值: a number, or words
     * @param measure 计量单位 of the value
     * @param basis 指标值确定依据
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Indicator(
            String first,
            String second,
            String third,
            @Nullable String description,
            @Nullable Operator operator,
            String value,
            @Nullable String measure,
            @Nullable String basis) {

        public IndicatorName name() {
            return new IndicatorName(first, second, third);
        }

        /** The value as it is printed: {@code ≥98%}. */
        public String printed() {
            return (operator == null ? "" : operator.sign()) + value + (measure == null ? "" : measure);
        }
    }

    /** How a value is to be met. */
    public enum Operator {
        AT_LEAST("≥"),
        AT_MOST("≤"),
        MORE_THAN(">"),
        LESS_THAN("<"),
        EQUAL("=");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        public String sign() {
            return sign;
        }
    }

    /**
     * 绩效完成情况 of a project, or of the department.
     *
     * @param results of indicators that were set, none of which is there twice
     */
    public record Attainment(List<AttainedIndicator> results) implements Content {
        public Attainment {
            results = List.copyOf(results);
        }

        @Override
        public Part part() {
            return Part.ATTAINMENT;
        }

        @Override
        public int size() {
            return 1 + results.size();
        }
    }

    /**
     * 指标完成情况.
     *
     * @param value 实际完成值: a number, or words
     * @param measure 计量单位 of the value
     * @param score 得分, decimal
     * @param evidence 佐证
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AttainedIndicator(
            String first,
            String second,
            String third,
            String value,
            @Nullable String measure,
            @Nullable String score,
            @Nullable String evidence) {

        public IndicatorName name() {
            return new IndicatorName(first, second, third);
        }
    }

    /**
     * 政府采购预算 of a project.
     *
     * @param purchases in the order of print
     */
    public record Procurement(List<Purchase> purchases) implements Content {
        public Procurement {
            purchases = List.copyOf(purchases);
        }

        @Override
        public Part part() {
            return Part.PROCUREMENT;
        }

        @Override
        public int size() {
            return 1 + purchases.size();
        }


        /** What all of it costs. */
        public Money total() {
            return purchases.stream().map(Purchase::total).reduce(Money.ZERO, Money::plus);
        }
    }

    /**
     * 采购品目.
     *
     * @param item 采购物品名称
     * @param catalogueCode 政府采购目录序号: A 货物, B 工程, C 服务, and digits
     * @param measure 计量单位
     * @param quantity 数量, decimal
     * @param price 单价
     * @param funding 资金来源: together quantity × price, to the fen
     * @param smallFirms 预留中小微企业份额
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Purchase(
            String item,
            String catalogueCode,
            String measure,
            String quantity,
            Money price,
            List<Funding> funding,
            @Nullable Money smallFirms) {
        public Purchase {
            funding = List.copyOf(funding);
        }

        /** What it is funded with. */
        public Money total() {
            return funding.stream().map(Funding::amount).reduce(Money.ZERO, Money::plus);
        }

        /** Quantity × price in fen, rounded half up; it may be more than money can be. */
        public BigDecimal cost() {
            return new BigDecimal(quantity).multiply(BigDecimal.valueOf(price.fen())).setScale(0, RoundingMode.HALF_UP);
        }
    }

    /** 资金来源 of a purchase. */
    public record Funding(Fund fund, Origin origin, Money amount) {}

    /**
     * 国有资产占用情况.
     *
     * @param asAt 截止时间
     * @param total 资产总额: what the rows add up to
     */
    public record Assets(LocalDate asAt, List<AssetRow> rows, Money total) implements Content {
        public Assets {
            rows = List.copyOf(rows);
        }

        @Override
        public Part part() {
            return Part.ASSETS;
        }

        @Override
        public int size() {
            return 1 + rows.size();
        }
    }

    /** 资产类别. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AssetRow(String category, @Nullable String quantity, Money value) {}

    /**
     * 说明: what an author writes where a form leaves room for it.
     *
     * @param form the form whose slot it is
     * @param paragraphs in the order of print
     * @param postings 记账编号 of what it explains
     */
    public record Explanation(String form, List<String> paragraphs, List<String> postings) implements Content {
        public Explanation {
            paragraphs = List.copyOf(paragraphs);
            postings = List.copyOf(postings);
        }

        @Override
        public Part part() {
            return Part.EXPLANATION;
        }

        @Override
        public int size() {
            return 1 + paragraphs.size() + postings.size();
        }
    }
}
