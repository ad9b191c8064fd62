/** 公开表 over HTTP: as JSON, as CSV, and as the files that are published. */
@NullMarked
package dev.budgetledger.projection.disclosure.http;

import org.jspecify.annotations.NullMarked;
