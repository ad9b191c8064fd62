package dev.budgetledger.ledger.budget;

import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * What every posting names.
 *
 * @param documentNo 指标文号: the paper that authorises it
 * @param superiorDocumentNo 上级文号: the paper of the level above, if it names one
 * @param effectiveOn 业务日期: when it counts
 * @param reason 事由
 */
public record SourceDocument(String documentNo, @Nullable String superiorDocumentNo, LocalDate effectiveOn, String reason) {

    /** One that names no paper of the level above. */
    public SourceDocument(String documentNo, LocalDate effectiveOn, String reason) {
        this(documentNo, null, effectiveOn, reason);
    }
}
