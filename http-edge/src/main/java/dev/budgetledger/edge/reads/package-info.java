/** Who read what: a record of each read before it is answered. */
@NullMarked
package dev.budgetledger.edge.reads;

import org.jspecify.annotations.NullMarked;
