@NullMarked
package dev.budgetledger.edge;

import org.jspecify.annotations.NullMarked;
