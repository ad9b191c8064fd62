/**
 * 公开表样: the language in which a place says what its disclosure tables look like. Data only: nothing is computed but sums,
 * nothing refers to itself, and everything has a largest size.
 */
@NullMarked
package dev.budgetledger.contract.form;

import org.jspecify.annotations.NullMarked;
