package dev.budgetledger.contract;

import java.time.LocalDate;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * 提请内容: a posting as it was asked for, in the budget of the stream that it stands in. Its fields are those of the operation.
 *
 * @param documentNo 指标文号
 * @param superiorDocumentNo 上级文号
 * @param effectiveOn 业务日期
 * @param reason 事由
 * @param lines with their amounts; of what takes lines
 * @param authority of a transfer, if it names one: the paper that allows moving money across 项 or kinds
 * @param amount of a transfer
 * @param from of a transfer
 * @param toDepartment of a 划转: whose line {@code to} is
 * @param to of a transfer
 * @param postingId of a reversal: what it reverses
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProposedPosting(
        PostingType operation,
        String documentNo,
        @Nullable String superiorDocumentNo,
        LocalDate effectiveOn,
        String reason,
        @Nullable List<LineAmount> lines,
        @Nullable String authority,
        @Nullable Money amount,
        @Nullable Line from,
        @Nullable String toDepartment,
        @Nullable Line to,
        @Nullable String postingId) {

    /** A line and an amount, as requested. */
    public record LineAmount(Line line, Money amount) {}

    /** @throws IllegalArgumentException if what its operation needs is not there */
    public ProposedPosting {
        lines = lines == null ? null : List.copyOf(lines);
        boolean transfer = operation == PostingType.TRANSFER;
        boolean reversal = operation == PostingType.REVERSE;
        if ((amount != null) != transfer || (from != null) != transfer || (to != null) != transfer
                || (postingId != null) != reversal || (lines != null) != operation.takesLines()) {
            throw new IllegalArgumentException("not what " + operation + " is proposed with");
        }
    }

    /** 摘要: the SHA-256 of its canonical bytes (RFC 8785), in lower-case hex. */
    public String digest() {
        return Sha256.hex(ContractJson.write(this));
    }
}
