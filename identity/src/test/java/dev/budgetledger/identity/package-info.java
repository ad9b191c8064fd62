@NullMarked
package dev.budgetledger.identity;

import org.jspecify.annotations.NullMarked;
