/**
 * 公开文档: the whole disclosure of a budget as a tree, and its tables as printed. What it is written as, JSON, a page, a workbook, depends on
 * the tree alone.
 */
@NullMarked
package dev.budgetledger.projection.document;

import org.jspecify.annotations.NullMarked;
