/** 公开文档 over HTTP. */
@NullMarked
package dev.budgetledger.projection.document.http;

import org.jspecify.annotations.NullMarked;
