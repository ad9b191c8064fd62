package dev.budgetledger.contract.form;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.budgetledger.contract.Money;

/**
 * 公开文本: the whole document round the tables. It says where a figure of the ledger stands, and holds none itself.
 *
 * <p>Printed texts may hold {@code {year}}, {@code {priorYear}}, {@code {department}}, its name, and {@code {code}}, its code.
 *
 * @param subtitle below the title on the cover
 * @param contents what 目录 is called
 * @param corners what stands over each table, from left to right; {@code {measure}} is 金额单位
 * @param lineNumbers what the numbers of rows and columns are called; absent if they have none
 * @param amounts how amounts are printed in sentences, unless they say so themselves
 * @param slots where authors write
 * @param numbering of the parts
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DocumentForm(
        String title,
        @Nullable String subtitle,
        String contents,
        List<String> corners,
        @Nullable LineNumbers lineNumbers,
        AmountFormat amounts,
        List<SlotForm> slots,
        Numbering numbering,
        List<PartForm> parts) {

    /** 序号 and 栏次: the heads of the column that numbers the rows, and of the row that numbers the columns. */
    public record LineNumbers(String rows, String columns) {}

    /**
     * How an amount is printed in a sentence.
     *
     * @param rounding absent: half up (四舍五入)
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AmountFormat(TableForm.Measure measure, NumberFormat format, @Nullable Rounding rounding) {}

    /** What becomes of places that are not printed. */
    public enum Rounding {
        /** 截尾: they are cut off, as many texts do whose tables are rounded. */
        DOWN
    }

    /**
     * 说明位: where an author writes.
     *
     * @param by there is one of each of these; absent if it is one. The key of such an explanation is the id, a point, and the code
     * @param required when it must be filled before the document is published; absent if it need not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SlotForm(String id, String title, @Nullable By by, @Nullable Required required) {}

    /** What there is a slot, or a block, of each of. */
    public enum By {
        /** 项 with money, in the order of the codes. */
        FUNCTION,
        /** 项目 with performance goals, in the order of the codes. */
        PROJECT
    }

    /**
     * When an author must write: always, or where money changed against the prior year.
     *
     * @param change what money; absent: always
     * @param amount by at least so much
     * @param percent by at least so much of the prior year
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Required(@Nullable Selector change, @Nullable Money amount, @Nullable Integer percent) {}

    /**
     * 部分: a line of the contents (目录).
     *
     * @param heading what stands over it, where that is not its number and title
     * @param numbering of its own parts
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PartForm(
            String id, String title, @Nullable String heading, Numbering numbering, List<BlockForm> blocks, List<PartForm> parts) {
        public PartForm {
            blocks = List.copyOf(blocks);
            parts = List.copyOf(parts);
        }
    }

    /** 序号 before what is numbered. */
    public enum Numbering {
        NONE,
        /** 一、 */
        CHINESE,
        /** （一） */
        CHINESE_BRACKETED,
        /** 第一部分, then a space. */
        CHINESE_PART,
        /** 1、 */
        ARABIC,
        /** 1. */
        ARABIC_POINT
    }

    public DocumentForm {
        corners = List.copyOf(corners);
        slots = List.copyOf(slots);
        parts = List.copyOf(parts);
    }

    /** Where authors write: the ids of slots, with a point at the end where there is one of each of something. */
    Set<String> slotKeys() {
        Set<String> keys = new LinkedHashSet<>();
        slots.forEach(slot -> keys.add(slot.by() == null ? slot.id() : slot.id() + "."));
        return keys;
    }
}
