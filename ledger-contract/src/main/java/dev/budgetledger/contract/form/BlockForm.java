package dev.budgetledger.contract.form;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.form.DocumentForm.Numbering;

/** 段: what stands in a part of a document, one after the other. */
public sealed interface BlockForm {

    /**
     * 小标题. Its number counts the headings of its level since the last of a higher one.
     *
     * @param level 1, 2 or 3
     */
    record Heading(String heading, int level, Numbering numbering) implements BlockForm {}

    /** A paragraph. */
    record Paragraph(List<SpanForm> text) implements BlockForm {
        public Paragraph {
            text = List.copyOf(text);
        }
    }

    /** Paragraphs, numbered. */
    record Items(List<List<SpanForm>> items, Numbering numbering) implements BlockForm {
        public Items {
            items = items.stream().map(List::copyOf).toList();
        }
    }

    /** A table of the form, by its id. */
    record TableOf(String table) implements BlockForm {}

    /** What an author wrote in a slot: a paragraph each. */
    record SlotOf(String slot) implements BlockForm {}

    /** A list out of a statement: a paragraph each, numbered. */
    record ListOf(Listed list, Numbering numbering) implements BlockForm {}

    /** What a list is of. */
    enum Listed {
        /** 部门职责. */
        DUTIES,
        /** 部门整体绩效目标. */
        GOALS,
        /** 分项绩效目标: a title, then its goal and its indicator. */
        SECTIONS,
        /** 工作保障措施. */
        MEASURES,
        /** 机构: their names. */
        INSTITUTIONS
    }

    /**
     * A table out of a statement.
     *
     * @param title absent if a heading says it
     * @param corners what stands over it, from left to right
     * @param totals what rows of all of it are called, which stand above the others
     * @param measure what its amounts are counted in
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SheetOf(
            Sheet sheet,
            @Nullable String title,
            List<List<SpanForm>> corners,
            List<String> totals,
            TableForm.Measure measure,
            NumberFormat format,
            List<SheetColumn> columns)
            implements BlockForm {
        public SheetOf {
            corners = corners.stream().map(List::copyOf).toList();
            totals = List.copyOf(totals);
            columns = List.copyOf(columns);
        }
    }

    /** What a table out of a statement is of. */
    enum Sheet {
        /** 机构设置. */
        INSTITUTIONS,
        /** 绩效目标表 of a project, or of the department. */
        INDICATORS,
        /** 绩效完成情况 beside what was set. */
        ATTAINMENT,
        /** 政府采购预算, of all projects. */
        PURCHASES,
        /** 国有资产. */
        ASSETS
    }

    /**
     * 栏目 of a table out of a statement.
     *
     * @param under the heads above its own, the uppermost first
     * @param of which funding an {@link SheetField#FUNDING} counts; absent: all
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SheetColumn(String title, List<String> under, SheetField field, @Nullable Selector of) {
        public SheetColumn {
            under = List.copyOf(under);
        }
    }

    /** What a column of a table out of a statement says. Each is of one or two kinds of table. */
    enum SheetField {
        NAME,
        NATURE,
        RANK,
        FUNDED_BY,
        FIRST,
        SECOND,
        THIRD,
        DESCRIPTION,
        VALUE,
        BASIS,
        ATTAINED,
        SCORE,
        EVIDENCE,
        PROJECT,
        PROJECT_AMOUNT,
        ITEM,
        CATALOGUE_CODE,
        MEASURE,
        PRICE,
        FUNDING,
        SMALL_FIRMS,
        QUANTITY,
        CATEGORY,
        ASSET_VALUE;

        boolean isOf(Sheet sheet) {
            return switch (this) {
                case NAME, NATURE, RANK, FUNDED_BY -> sheet == Sheet.INSTITUTIONS;
                case FIRST, SECOND, THIRD, DESCRIPTION, VALUE, BASIS -> sheet == Sheet.INDICATORS || sheet == Sheet.ATTAINMENT;
                case ATTAINED, SCORE, EVIDENCE -> sheet == Sheet.ATTAINMENT;
                case PROJECT, PROJECT_AMOUNT, ITEM, CATALOGUE_CODE, MEASURE, PRICE, FUNDING, SMALL_FIRMS -> sheet == Sheet.PURCHASES;
                case QUANTITY -> sheet == Sheet.PURCHASES || sheet == Sheet.ASSETS;
                case CATEGORY, ASSET_VALUE -> sheet == Sheet.ASSETS;
            };
        }
    }

    /**
     * Blocks that stand there once for each of something. In their texts {@code {name}} is what it is called, and amounts that select
     * nothing else are its own.
     *
     * @param of which codes, by the money that they have
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Each(DocumentForm.By each, @Nullable Selector of, Numbering numbering, List<BlockForm> blocks) implements BlockForm {
        public Each {
            blocks = List.copyOf(blocks);
        }
    }
}
