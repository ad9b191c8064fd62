/** What a service does in threads of its own for as long as it runs: begun, tried again, told and stopped in one way. */
@NullMarked
package dev.budgetledger.workers;

import org.jspecify.annotations.NullMarked;
