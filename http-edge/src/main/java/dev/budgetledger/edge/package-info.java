/**
 * Where HTTP comes in, the same for both services: which addresses, hosts and connections are taken, how long a
 * request may take to come, how refusals of the server itself are answered, and that probes are answered in time. It
 * knows nothing of budgets.
 */
@NullMarked
package dev.budgetledger.edge;

import org.jspecify.annotations.NullMarked;
