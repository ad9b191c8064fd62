/**
 * 部门预算财政拨款收支总表 (table 4).
 */
@NullMarked
package dev.budgetledger.projection.disclosure.fiscalappropriation;

import org.jspecify.annotations.NullMarked;
