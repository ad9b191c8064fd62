/** 溯源 over HTTP: a cell opened into its postings, page by page. */
@NullMarked
package dev.budgetledger.projection.audit.http;

import org.jspecify.annotations.NullMarked;
