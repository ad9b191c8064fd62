/** 部门和年度: the page that a reader opens first. */
@NullMarked
package dev.budgetledger.projection.directory;

import org.jspecify.annotations.NullMarked;
