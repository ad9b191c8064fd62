@NullMarked
package dev.budgetledger.contract.merkle;

import org.jspecify.annotations.NullMarked;
