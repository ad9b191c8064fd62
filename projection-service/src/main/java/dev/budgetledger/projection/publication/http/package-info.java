/** 公开 over HTTP: a request becomes a command to the ledger, and its result the answer. */
@NullMarked
package dev.budgetledger.projection.publication.http;

import org.jspecify.annotations.NullMarked;
