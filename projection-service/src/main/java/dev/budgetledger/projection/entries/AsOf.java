package dev.budgetledger.projection.entries;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A point in both times at which the answer will never change again.
 *
 * @param effectiveOn 业务日期: what is effective on or before this day counts
 * @param recordedAsOf 记账时间: what was recorded at or before this instant is known
 * @param position the last position of the log that was recorded by then; decides alone
 */
public record AsOf(LocalDate effectiveOn, Instant recordedAsOf, long position) {}
