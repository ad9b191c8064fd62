/**
 * 部门预算支出总表 (table 3).
 */
@NullMarked
package dev.budgetledger.projection.disclosure.expenditure;

import org.jspecify.annotations.NullMarked;
