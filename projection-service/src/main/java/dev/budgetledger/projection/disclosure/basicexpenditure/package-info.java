/**
 * 部门预算一般公共预算财政拨款基本支出表 (table 6).
 */
@NullMarked
package dev.budgetledger.projection.disclosure.basicexpenditure;

import org.jspecify.annotations.NullMarked;
