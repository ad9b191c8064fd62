/**
 * 部门预算财政拨款“三公”经费支出表 (table 9).
 */
@NullMarked
package dev.budgetledger.projection.disclosure.threepublic;

import org.jspecify.annotations.NullMarked;
