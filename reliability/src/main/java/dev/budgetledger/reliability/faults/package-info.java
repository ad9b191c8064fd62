/** What is done to the system. */
@NullMarked
package dev.budgetledger.reliability.faults;

import org.jspecify.annotations.NullMarked;
