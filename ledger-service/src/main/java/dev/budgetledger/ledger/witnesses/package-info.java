/** 见证: others cosign what is told of the log, so that nobody can be told another one unnoticed. */
@NullMarked
package dev.budgetledger.ledger.witnesses;

import org.jspecify.annotations.NullMarked;
