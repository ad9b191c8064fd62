/**
 * 分片: which departments a projection keeps tables of, where several share them out. Each reads all of the log, and verifies all of it.
 */
@NullMarked
package dev.budgetledger.projection.shards;

import org.jspecify.annotations.NullMarked;
