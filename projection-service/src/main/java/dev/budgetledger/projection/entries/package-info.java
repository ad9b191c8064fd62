/**
 * The bitemporal store: what counted when (业务日期) and what was known when (记账时间), and the pure rules of as-of.
 */
@NullMarked
package dev.budgetledger.projection.entries;

import org.jspecify.annotations.NullMarked;
