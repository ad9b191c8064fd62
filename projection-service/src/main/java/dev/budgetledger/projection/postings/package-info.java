/** 记账: the postings of a budget, looked for, and each of them. */
@NullMarked
package dev.budgetledger.projection.postings;

import org.jspecify.annotations.NullMarked;
