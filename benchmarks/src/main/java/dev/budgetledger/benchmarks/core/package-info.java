/** The parts that every posting goes through, each by itself, with JMH. */
@NullMarked
package dev.budgetledger.benchmarks.core;

import org.jspecify.annotations.NullMarked;
