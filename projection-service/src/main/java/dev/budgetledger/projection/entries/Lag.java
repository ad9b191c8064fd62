package dev.budgetledger.projection.entries;

/**
 * 滞后: how far what can be answered is behind the log, as far as is known here.
 *
 * @param facts of which the log has told, or which lie unread in Kafka, and which cannot be answered with yet; at most this many
 * @param seconds since the instant through which all is known
 * @param stopped whether the intake stands before a record that it must not apply
 */
public record Lag(long facts, long seconds, boolean stopped) {}
