package dev.budgetledger.benchmarks.reads;

/** How long a question takes, in milliseconds. */
public record Millis(double p50, double p99) {}
