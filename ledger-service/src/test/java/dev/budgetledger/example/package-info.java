/** What stands in docs/own-event-processor.md. */
@NullMarked
package dev.budgetledger.example;

import org.jspecify.annotations.NullMarked;
