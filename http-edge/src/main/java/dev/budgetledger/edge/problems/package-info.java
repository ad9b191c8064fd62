/** What either service answers instead of what was asked for: RFC 9457 problems, one list of codes, two languages. */
@NullMarked
package dev.budgetledger.edge.problems;

import org.jspecify.annotations.NullMarked;
