package dev.budgetledger.ledger.budget;

import java.time.LocalDate;

/**
 * What every posting names.
 *
 * @param documentNo 指标文号: the paper that authorises it
 * @param effectiveOn 业务日期: when it counts
 * @param reason 事由
 */
public record SourceDocument(String documentNo, LocalDate effectiveOn, String reason) {}
