/** 防护: whether a schema guards its rows as its scripts made it. */
@NullMarked
package dev.budgetledger.workers.guards;

import org.jspecify.annotations.NullMarked;
