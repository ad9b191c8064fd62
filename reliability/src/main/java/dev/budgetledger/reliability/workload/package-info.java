/** Clients of the system, as treasury systems and readers are: what they send follows from a seed. */
@NullMarked
package dev.budgetledger.reliability.workload;

import org.jspecify.annotations.NullMarked;
