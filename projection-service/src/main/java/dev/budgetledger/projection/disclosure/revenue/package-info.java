/**
 * 部门预算收入总表 (table 2).
 */
@NullMarked
package dev.budgetledger.projection.disclosure.revenue;

import org.jspecify.annotations.NullMarked;
