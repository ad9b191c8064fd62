/** 科目: what codes are officially called, as far as is known, and what a budget uses that is called otherwise. */
@NullMarked
package dev.budgetledger.projection.catalogue;

import org.jspecify.annotations.NullMarked;
