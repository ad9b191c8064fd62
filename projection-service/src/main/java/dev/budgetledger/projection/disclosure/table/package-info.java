/**
 * What a disclosure table is, and the two shapes most of them share: rows by code, and two sides in balance.
 */
@NullMarked
package dev.budgetledger.projection.disclosure.table;

import org.jspecify.annotations.NullMarked;
