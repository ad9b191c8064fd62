/**
 * 部门预算收支总表 (table 1).
 */
@NullMarked
package dev.budgetledger.projection.disclosure.revenueandexpenditure;

import org.jspecify.annotations.NullMarked;
