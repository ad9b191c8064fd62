/** A document as a page, as a file to be printed, and as a workbook: the same bytes of the same tree, on any machine at any time. */
@NullMarked
package dev.budgetledger.projection.document.pages;

import org.jspecify.annotations.NullMarked;
