/** 财政数据包: the lines of a budget as a Fiscal Data Package, which tools of others read. */
@NullMarked
package dev.budgetledger.projection.datapackage;

import org.jspecify.annotations.NullMarked;
