/**
 * 部门预算公开表: makes the nine disclosure tables of a budget at an as-of point.
 */
@NullMarked
package dev.budgetledger.projection.disclosure;

import org.jspecify.annotations.NullMarked;
